from datetime import datetime

from domain.shared.errors import DomainError


class SlotTakenError(DomainError):
    """The chosen chain is not available (any more); `alternatives` are starts nearby."""

    def __init__(self, alternatives: tuple[datetime, ...] = ()) -> None:
        super().__init__()
        self.alternatives = alternatives


class VisitNotFoundError(DomainError):
    """There is no such visit, or it belongs to another client; the caller cannot tell which."""


class AlreadyBookedError(DomainError):
    """The same request was already booked."""


class PriceChangedError(DomainError):
    """The price differs from the one that the client saw and agreed to."""


class RefundChangedError(DomainError):
    """The refund for a cancel is less than the client was shown."""


class VisitNotActiveError(DomainError):
    """The visit is over, cancelled or otherwise closed: it cannot be changed."""


class SameTimeError(DomainError):
    """The new time of a visit is its present time."""


class TextTooLongError(DomainError):
    """A text has more than `limit` characters."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit
