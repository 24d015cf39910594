from domain.shared.errors import DomainError


class PaymentUnknownError(DomainError):
    """No such payment was requested: the payload is forged, or from another installation."""


class PaymentNotYoursError(DomainError):
    """The payer is not the client who was asked to pay."""


class PaymentAmountError(DomainError):
    """The amount or the currency is not what was asked for."""


class HoldOverError(DomainError):
    """The time is no longer held for the client: the hold expired or was released."""


class AlreadyPaidError(DomainError):
    """The visit is already paid for."""


class PaymentFailedError(DomainError):
    """The provider could not be reached, or refused the request."""


class RefundImpossibleError(DomainError):
    """The provider cannot refund this payment, or this part of it: an admin has to."""


class PaymentNotFoundError(DomainError):
    """There is no such payment, or it belongs to another client; the caller cannot see which."""


class NothingToRefundError(DomainError):
    """The payment is due neither for a refund nor for another time."""


class ProviderUnknownError(DomainError):
    """No provider has the name under which a payment was made."""

    def __init__(self, name: str = "") -> None:
        super().__init__(name)
        self.name = name
