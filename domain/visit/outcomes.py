"""What the staff say of a visit that has begun: pure rules."""

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
    """What the staff say of a visit."""

    ARRIVED = "arrived"  # the client is there: no more than a mark
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
    """Of a visit that cannot be said before `from_at`, in its location's zone."""

    def __init__(self, from_at: datetime) -> None:
        super().__init__(from_at)
        self.from_at = from_at


class NoOutcomeError(DomainError):
    """The visit does not stand, or is not confirmed: nothing came of it."""


class OtherOutcomeError(DomainError):
    """Somebody has marked the visit otherwise."""

    def __init__(self, status: BookingStatus) -> None:
        super().__init__(status)
        self.status = status


class TooLateToCorrectError(DomainError):
    """An outcome was marked too long ago to be corrected."""


def says_more(visit: Visit, mark: Mark, now: datetime) -> bool:
    """Return whether the mark says anything of the visit that is not known.

    Raises:
        OtherOutcomeError: it was marked otherwise.
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
    """Raise `NotBegunError` where it is too early to say so.

    Who was told to come later has not missed the visit before then.
    """
    from_at = visit.expected_at if mark is Mark.MISSED else visit.starts_at
    if from_at > now:
        raise NotBegunError(from_at.astimezone(visit.location.timezone))


def marks_of(visit: Visit, arrived_at: datetime | None, now: datetime) -> tuple[Mark, ...]:
    """Return what can be said of the visit now."""
    if visit.status is not BookingStatus.CONFIRMED or visit.starts_at > now:
        return ()
    arrived = (Mark.ARRIVED,) if arrived_at is None else ()
    return (*arrived, *_ways_of_coming(visit), *_missed(visit, now))


def ends_of(visit: Visit) -> tuple[Mark, ...]:
    """Return what can become of a visit."""
    return (*_ways_of_coming(visit), Mark.MISSED)


def corrections_of(
    visit: Visit, history: Sequence[HistoryLine], staff: Identity, now: datetime
) -> tuple[Mark, ...]:
    """Return what this person can say instead of what was said."""
    if Role.ADMIN not in staff.roles or not can_be_corrected(history, now):
        return ()
    is_completed = visit.status is BookingStatus.COMPLETED
    return _missed(visit, now) if is_completed else _ways_of_coming(visit)


def can_be_corrected(history: Sequence[HistoryLine], now: datetime) -> bool:
    """Return whether the visit has an outcome, and had none for longer than it can be corrected."""
    first = next((line.at for line in history if line.to_status in OUTCOMES), None)
    return first is not None and now <= first + CORRECTABLE_FOR


def staff_actor(staff: Identity) -> Actor:
    """Return who acts, in the stronger of their roles."""
    return Actor(staff.user_id, Role.ADMIN if Role.ADMIN in staff.roles else Role.MASTER)


def _missed(visit: Visit, now: datetime) -> tuple[Mark, ...]:
    return (Mark.MISSED,) if visit.expected_at <= now else ()


def _ways_of_coming(visit: Visit) -> tuple[Mark, ...]:
    return (Mark.CASH, Mark.CARD) if left_to_pay(visit).amount_minor else (Mark.DONE,)
