"""Reported and expected delays of visits."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from domain.shared.errors import DomainError
from domain.shared.ids import BookingId, MasterId, UserId
from domain.shared.lanes import Lane
from domain.shared.time import DAY, MINUTE, Interval
from domain.visit.model import BookingStatus, Visit

NIGHT = timedelta(hours=6)
"""A visit of tomorrow that begins within this time belongs to the present shift."""


class Delay(IntEnum):
    """How many minutes later than agreed a visit begins or ends."""

    ON_TIME = 0
    FIVE = 5
    TEN = 10
    FIFTEEN = 15
    THIRTY = 30


AGREED = (BookingStatus.CONFIRMED, BookingStatus.RESCHEDULE_PROPOSED)


class NoDelayError(DomainError):
    """A delay of this visit cannot be reported (any more)."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time that a visit takes in a lane, until `blocked_until` with gap and buffer.

    `reported_minutes` is the delay that the staff reported, if any.
    """

    lane: Lane
    start_at: datetime
    blocked_until: datetime
    reported_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class StandingVisit:
    """An active visit, and how much later than agreed it is currently expected to begin.

    Its stretches are in order. A client who is not reachable in the chat should be called.
    """

    booking_id: BookingId
    client_id: UserId
    status: BookingStatus
    late_minutes: int
    stretches: tuple[Stretch, ...]
    has_arrived: bool = False
    is_reachable: bool = True

    @property
    def starts_at(self) -> datetime:
        """The agreed start."""
        return self.stretches[0].start_at

    @property
    def expected_at(self) -> datetime:
        """The expected start, as last announced to the client."""
        return self.starts_at + self.late_minutes * MINUTE

    def is_awaited(self, late_minutes: int, now: datetime) -> bool:
        """Return whether its client still waits for it, by the announced or by the new delay."""
        latest_at = max(self.expected_at, self.starts_at + late_minutes * MINUTE)
        return self.status in AGREED and not self.has_arrived and latest_at > now


@dataclass(frozen=True, slots=True)
class DelayNotified:
    """How many clients are notified; `to_phone` of them have to be phoned.

    `is_held_up` means that the visit begins later than reported, because of the visit ahead or
    of another report.
    """

    clients: int
    to_phone: int = 0
    is_held_up: bool = False


def can_run_late(visit: Visit, now: datetime) -> bool:
    """Return whether the staff can report a delay of the visit.

    They can on its local day or in the night before, until it is over even with the longest delay.
    """
    is_over = visit.ends_at + max(Delay) * MINUTE <= now
    zone = visit.location.timezone
    is_today = visit.starts_at.astimezone(zone).date() <= now.astimezone(zone).date()
    return visit.status in AGREED and not is_over and (is_today or visit.starts_at <= now + NIGHT)


def around(now: datetime) -> Interval:
    """Return the interval in which visits begin that a report of this moment can affect.

    It does not depend on midnight, so night shifts need no special case.
    """
    return Interval(now - DAY, now + DAY)


def reportable_positions(
    visit: StandingVisit, own: Collection[MasterId] | None, now: datetime
) -> tuple[int, ...]:
    """Return the positions of the stretches that a report applies to: the unfinished ones.

    A master reports for their `own` stretches; `own` is `None` for an admin, who reports for the
    whole visit.
    """
    known = [
        (position, stretch.blocked_until + visit.late_minutes * MINUTE)
        for position, stretch in enumerate(visit.stretches)
        if own is None or stretch.lane.master_id in own
    ]
    left = tuple(position for position, until in known if until > now)
    return left or tuple(position for position, _ in known[-1:])
