"""How late visits are said, and expected, to begin."""

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
"""So long before it begins a visit of tomorrow is one of the present shift."""


class Delay(IntEnum):
    """So many minutes later than agreed a visit begins, or goes on."""

    ON_TIME = 0
    FIVE = 5
    TEN = 10
    FIFTEEN = 15
    THIRTY = 30


AGREED = (BookingStatus.CONFIRMED, BookingStatus.RESCHEDULE_PROPOSED)


class NoDelayError(DomainError):
    """Of this visit nobody can say (any more) that it runs late."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time that a visit takes of a lane, until `blocked_until` with gap and buffer.

    `said_minutes` is the word of the staff on it, if there was one.
    """

    lane: Lane
    start_at: datetime
    blocked_until: datetime
    reported_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class StandingVisit:
    """A visit that takes time, and how much later than agreed it is expected to begin so far.

    Its stretches are in their order. Who is not reachable in the chat should be called.
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
        """When it was agreed to begin."""
        return self.stretches[0].start_at

    @property
    def expected_at(self) -> datetime:
        """When it will really begin, as far as its client knows."""
        return self.starts_at + self.late_minutes * MINUTE

    def is_awaited(self, late_minutes: int, now: datetime) -> bool:
        """Return whether its client waits for it, by what they know or by what is new."""
        latest_at = max(self.expected_at, self.starts_at + late_minutes * MINUTE)
        return self.status in AGREED and not self.has_arrived and latest_at > now


@dataclass(frozen=True, slots=True)
class DelayNotified:
    """How many clients are told, those among them included who have to be phoned.

    `is_held_up` is whether the visit of which it was said that it is on time has to wait for
    the one ahead, or for another word.
    """

    clients: int
    to_phone: int = 0
    is_held_up: bool = False


def can_run_late(visit: Visit, now: datetime) -> bool:
    """Return whether the staff can say that the visit begins, or goes on, later than agreed.

    They can on its local day, or in the night before, until it is over however late it runs.
    """
    is_over = visit.ends_at + max(Delay) * MINUTE <= now
    zone = visit.location.timezone
    is_today = visit.starts_at.astimezone(zone).date() <= now.astimezone(zone).date()
    return visit.status in AGREED and not is_over and (is_today or visit.starts_at <= now + NIGHT)


def around(now: datetime) -> Interval:
    """Return in which time visits begin on which a word of this moment can bear.

    It knows no midnight, so night shifts are days like any other.
    """
    return Interval(now - DAY, now + DAY)


def reportable_positions(
    visit: StandingVisit, own: Collection[MasterId] | None, now: datetime
) -> tuple[int, ...]:
    """Return the positions of the stretches that a word bears on: what is not done by now.

    A master speaks of the own ones; `own` is `None` for an admin, who speaks of the whole visit.
    """
    known = [
        (position, stretch.blocked_until + visit.late_minutes * MINUTE)
        for position, stretch in enumerate(visit.stretches)
        if own is None or stretch.lane.master_id in own
    ]
    left = tuple(position for position, until in known if until > now)
    return left or tuple(position for position, _ in known[-1:])
