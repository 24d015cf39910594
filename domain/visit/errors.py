from datetime import datetime

from domain.shared.errors import DomainError


class SlotTakenError(DomainError):
    """The very chain that was chosen is not available (any more); others nearby are."""

    def __init__(self, alternatives: tuple[datetime, ...] = ()) -> None:
        super().__init__()
        self.alternatives = alternatives


class VisitNotFoundError(DomainError):
    """There is no such visit, or it belongs to another client: the two look alike from outside."""


class AlreadyBookedError(DomainError):
    """The same request has become a visit already."""


class PriceChangedError(DomainError):
    """The visit would cost other than what the client saw and agreed to."""


class RefundChangedError(DomainError):
    """Less money would go back for a cancel than the client was told."""


class VisitNotActiveError(DomainError):
    """The visit is over, cancelled or otherwise done with: nothing can be changed about it."""


class SameTimeError(DomainError):
    """A visit was to be moved to the time that it has."""


class TextTooLongError(DomainError):
    """Somebody wrote more characters than there is room for."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit
