from datetime import datetime

from domain.shared.errors import DomainError
from domain.visit.model import Actor, BookingStatus, Transition

_ALLOWED: dict[BookingStatus | None, frozenset[BookingStatus]] = {
    None: frozenset({BookingStatus.PENDING}),
    BookingStatus.PENDING: frozenset(
        {BookingStatus.CONFIRMED, BookingStatus.CANCELLED, BookingStatus.EXPIRED}
    ),
    BookingStatus.CONFIRMED: frozenset(
        {
            BookingStatus.COMPLETED,
            BookingStatus.NO_SHOW,
            BookingStatus.CANCELLED,
            BookingStatus.RESCHEDULE_PROPOSED,
        }
    ),
    BookingStatus.RESCHEDULE_PROPOSED: frozenset(
        {BookingStatus.CONFIRMED, BookingStatus.CANCELLED}
    ),
    BookingStatus.EXPIRED: frozenset({BookingStatus.CONFIRMED}),  # late money, time still free
    # An admin can correct an outcome for some days.
    BookingStatus.COMPLETED: frozenset({BookingStatus.NO_SHOW}),
    BookingStatus.NO_SHOW: frozenset({BookingStatus.COMPLETED}),
}


class UndefinedTransitionError(DomainError):
    """The transition table does not allow this change."""

    def __init__(self, current: BookingStatus | None, target: BookingStatus) -> None:
        super().__init__(current, target)
        self.current = current
        self.target = target


def transition(
    current: BookingStatus | None,
    target: BookingStatus,
    *,
    at: datetime,
    actor: Actor,
    reason: str = "",
) -> Transition:
    """Return the change from `current` (`None`: not yet written) to `target`.

    Every status change goes through here.

    Raises:
        UndefinedTransitionError: the table does not allow the change.
    """
    if target not in _ALLOWED.get(current, frozenset()):
        raise UndefinedTransitionError(current, target)
    return Transition(current, target, at, actor, reason)
