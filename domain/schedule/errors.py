from domain.shared.errors import DomainError
from domain.shared.ids import BookingId


class NotOwnTimeError(DomainError):
    """Somebody would see or change the working time of another master."""


class TimeOverError(DomainError):
    """What was to be changed is over already."""


class TimeTooFarError(DomainError):
    """Time would be taken away for longer than a year, or later than in two years."""


class BreakOutsideError(DomainError):
    """The break does not lie within the working hours."""


class CollisionsChangedError(DomainError):
    """More visits collide with a change than were seen; `collisions` are all of them."""

    def __init__(self, collisions: frozenset[BookingId]) -> None:
        super().__init__(collisions)
        self.collisions = collisions
