"""How running late is passed on from visit to visit: pure rules."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import IntEnum
from itertools import pairwise

from domain.availability.model import Lane
from domain.booking.model import BookingStatus, Visit
from domain.shared.errors import DomainError
from domain.shared.ids import BookingId, UserId
from domain.shared.time import DAY, Interval

MINUTE = timedelta(minutes=1)


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
    """Time that a visit takes of a lane, until `blocked_until` with gap and buffer."""

    lane: Lane
    start_at: datetime
    blocked_until: datetime


@dataclass(frozen=True, slots=True)
class StandingVisit:
    """A visit that takes time of a day, and how late it is expected to begin so far."""

    booking_id: BookingId
    client_id: UserId
    status: BookingStatus
    late_minutes: int
    stretches: tuple[Stretch, ...]

    @property
    def starts_at(self) -> datetime:
        """When it was agreed to begin."""
        return min(stretch.start_at for stretch in self.stretches)

    def is_awaited(self, late_minutes: int, now: datetime) -> bool:
        """Tell whether its client waits for it, by what they know or by what is new."""
        latest = max(self.late_minutes, late_minutes)
        return self.status in AGREED and self.starts_at + latest * MINUTE > now


def can_run_late(visit: Visit, now: datetime) -> bool:
    """Tell whether the staff can say that the visit begins, or goes on, later than agreed.

    They can on its local day, until it is over however late it runs.
    """
    is_over = visit.ends_at + max(Delay) * MINUTE <= now
    today = today_of(visit, now)
    is_today = today.start_at <= visit.starts_at < today.end_at
    return visit.status in AGREED and is_today and not is_over


def today_of(visit: Visit, now: datetime) -> Interval:
    """Return the present day at the location of the visit."""
    zone = visit.location.timezone
    today = now.astimezone(zone).date()
    midnight, next_midnight = (datetime.combine(day, time(), zone) for day in (today, today + DAY))
    return Interval(midnight.astimezone(UTC), next_midnight.astimezone(UTC))


def delays_of(
    day: Sequence[StandingVisit], booking_id: BookingId, minutes: int
) -> dict[BookingId, int]:
    """Return how late the visit is, and each on which that bears, in minutes.

    Who is behind it in one of its lanes goes by the newest word: by what is passed on, or on
    time. Elsewhere only those change whom its delay reaches, or has reached before.
    """
    late = next(visit.late_minutes for visit in day if visit.booking_id == booking_id)
    before, after = (passed_on(day, booking_id, delay) for delay in (late, minutes))
    reached = {*before, *after, *_behind(day, booking_id)}
    return {booking_id: minutes, **{other: after.get(other, 0) for other in sorted(reached)}}


def passed_on(
    day: Sequence[StandingVisit], booking_id: BookingId, minutes: int
) -> dict[BookingId, int]:
    """Return the minutes by which the visit, and each that has to wait for it, begins later.

    Gaps eat a delay up, so it never grows on its way, and ends where nothing is left. A visit
    waits with all of its services for the one that waits longest.
    """
    followers = _followers(day)
    late = {booking_id: minutes} if minutes else {}
    waiting = list(late)
    while waiting:
        ahead = waiting.pop()
        for follower, gap_minutes in followers.get(ahead, ()):
            passed = late[ahead] - gap_minutes
            if passed > late.get(follower, 0):
                late[follower] = passed
                waiting.append(follower)
    return late


def _followers(day: Sequence[StandingVisit]) -> Mapping[BookingId, list[tuple[BookingId, int]]]:
    """Return who comes next in the lanes of each visit, after how many free minutes."""
    lanes = defaultdict(list)
    for visit in day:
        for stretch in visit.stretches:
            lanes[stretch.lane].append((stretch.start_at, stretch.blocked_until, visit.booking_id))
    followers = defaultdict(list)
    for taken in lanes.values():
        for (_, blocked_until, ahead), (start_at, _, follower) in pairwise(sorted(taken)):
            gap = max(start_at - blocked_until, timedelta())
            followers[ahead].append((follower, gap // MINUTE))
    return followers


def _behind(day: Sequence[StandingVisit], booking_id: BookingId) -> Iterator[BookingId]:
    """Yield those that begin after the visit in one of its lanes."""
    ahead = next(visit for visit in day if visit.booking_id == booking_id)
    for visit in day:
        if any(
            one.lane == other.lane and one.start_at > other.start_at
            for one in visit.stretches
            for other in ahead.stretches
        ):
            yield visit.booking_id
