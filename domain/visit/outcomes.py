"""Rules for marking the outcome of a visit that has begun."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from domain.payments.model import PaidBy
from domain.shared.errors import DomainError
from domain.shared.identity import Identity, Role
from domain.visit.model import Actor, BookingStatus, Visit
from domain.visit.staff_ports import HistoryLine
from domain.visit.venue import left_to_pay


class Mark(StrEnum):
    """A mark that the staff set on a visit."""

    ARRIVED = "arrived"  # the client is there; the status does not change
    DONE = "done"  # the client came, and nothing was left to pay
    CASH = "cash"  # the client came, and paid the rest
    CARD = "card"
    MISSED = "missed"  # the client did not come


STATUS: Mapping[Mark, BookingStatus] = {
    Mark.DONE: BookingStatus.COMPLETED,
    Mark.CASH: BookingStatus.COMPLETED,
    Mark.CARD: BookingStatus.COMPLETED,
    Mark.MISSED: BookingStatus.NO_SHOW,
}

PAID_BY: Mapping[Mark, PaidBy] = {Mark.CASH: PaidBy.CASH, Mark.CARD: PaidBy.CARD}

OUTCOMES = (BookingStatus.COMPLETED, BookingStatus.NO_SHOW)

CORRECTABLE_FOR = timedelta(days=7)


class NotBegunError(DomainError):
    """The mark cannot be set before `from_at`, in the location's zone."""

    def __init__(self, from_at: datetime) -> None:
        super().__init__(from_at)
        self.from_at = from_at


class NoOutcomeError(DomainError):
    """The visit is not confirmed, so it cannot have an outcome."""


class OtherOutcomeError(DomainError):
    """The visit already has another outcome."""

    def __init__(self, status: BookingStatus) -> None:
        super().__init__(status)
        self.status = status


class TooLateToCorrectError(DomainError):
    """The outcome was marked too long ago to be corrected."""


def says_more(visit: Visit, mark: Mark, now: datetime) -> bool:
    """Return whether the mark adds anything new to the visit.

    Raises:
        OtherOutcomeError: the visit already has another outcome.
        NoOutcomeError: it cannot be marked.
        NotBegunError: it cannot be marked yet.
    """
    if visit.status in OUTCOMES:
        if STATUS.get(mark, BookingStatus.COMPLETED) is not visit.status:
            raise OtherOutcomeError(visit.status)
        return False
    if visit.status is not BookingStatus.CONFIRMED:
        raise NoOutcomeError
    ensure_begun(visit, mark, now)
    return True


def ensure_begun(visit: Visit, mark: Mark, now: datetime) -> None:
    """Raise `NotBegunError` if it is too early for the mark.

    A client who was asked to come later cannot miss the visit before the expected start.
    """
    from_at = visit.expected_at if mark is Mark.MISSED else visit.starts_at
    if from_at > now:
        raise NotBegunError(from_at.astimezone(visit.location.timezone))


def marks_of(visit: Visit, arrived_at: datetime | None, now: datetime) -> tuple[Mark, ...]:
    """Return the marks that can be set on the visit now."""
    if visit.status is not BookingStatus.CONFIRMED or visit.starts_at > now:
        return ()
    arrived = (Mark.ARRIVED,) if arrived_at is None else ()
    return (*arrived, *_completed_marks(visit), *_missed_marks(visit, now))


def ends_of(visit: Visit) -> tuple[Mark, ...]:
    """Return all possible outcomes of a visit."""
    return (*_completed_marks(visit), Mark.MISSED)


def corrections_of(
    visit: Visit, history: Sequence[HistoryLine], staff: Identity, now: datetime
) -> tuple[Mark, ...]:
    """Return the marks with which this staff member can correct the outcome."""
    if Role.ADMIN not in staff.roles or not can_be_corrected(history, now):
        return ()
    is_completed = visit.status is BookingStatus.COMPLETED
    return _missed_marks(visit, now) if is_completed else _completed_marks(visit)


def can_be_corrected(history: Sequence[HistoryLine], now: datetime) -> bool:
    """Return whether the visit got its first outcome recently enough to correct it."""
    first = next((line.at for line in history if line.to_status in OUTCOMES), None)
    return first is not None and now <= first + CORRECTABLE_FOR


def staff_actor(staff: Identity) -> Actor:
    """Return the staff member as an actor, in the stronger of their roles."""
    return Actor(staff.user_id, Role.ADMIN if Role.ADMIN in staff.roles else Role.MASTER)


def _missed_marks(visit: Visit, now: datetime) -> tuple[Mark, ...]:
    return (Mark.MISSED,) if visit.expected_at <= now else ()


def _completed_marks(visit: Visit) -> tuple[Mark, ...]:
    return (Mark.CASH, Mark.CARD) if left_to_pay(visit).amount_minor else (Mark.DONE,)
