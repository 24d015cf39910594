from domain.shared.errors import DomainError
from domain.shared.ids import BookingId


class NotOwnTimeError(DomainError):
    """The user may not see or change the working time of another master."""


class TimeOverError(DomainError):
    """The time to be changed is already over."""


class TimeTooFarError(DomainError):
    """Time would be blocked for longer than a year, or later than in two years."""


class BreakOutsideError(DomainError):
    """The break does not lie within the working hours."""


class CollisionsChangedError(DomainError):
    """More visits collide with a change than were shown; `collisions` holds all of them."""

    def __init__(self, collisions: frozenset[BookingId]) -> None:
        super().__init__(collisions)
        self.collisions = collisions
