from domain.shared.errors import DomainError


class PaymentUnknownError(DomainError):
    """We asked for no such payment: the payload is forged, or of another installation."""


class PaymentNotYoursError(DomainError):
    """Somebody else than the client who was asked is about to pay, or has paid."""


class PaymentAmountError(DomainError):
    """The amount or the currency is not what was asked for."""


class HoldOverError(DomainError):
    """The time is no longer held for the client: the hold ran out, or was given up."""


class AlreadyPaidError(DomainError):
    """The visit is paid for; paying again would be once too often."""


class PaymentFailedError(DomainError):
    """The provider could not be asked, or refused what it was asked."""


class RefundImpossibleError(DomainError):
    """This provider cannot send the money, or this part of it, back: a person has to."""


class PaymentNotFoundError(DomainError):
    """There is no such payment, or it belongs to another client: both look alike."""


class NothingToRefundError(DomainError):
    """No money of this payment waits to go back, or to find another time."""


class ProviderUnknownError(DomainError):
    """Nothing here goes by the name under which a payment was made."""

    def __init__(self, name: str = "") -> None:
        super().__init__(name)
        self.name = name
