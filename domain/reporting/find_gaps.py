from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from domain.availability.lane_facts import lane_facts
from domain.availability.ports import BusyGateway
from domain.availability.provider import in_any_zone, utc_days_around
from domain.availability.windows import LaneFacts, Window, free_days
from domain.catalog.model import Master
from domain.schedule.model import LocationProfile
from domain.schedule.ports import ScheduleGateway
from domain.shared.ids import MasterId
from domain.shared.periods import moments_of
from domain.shared.time import DAY, MINUTE, DateRange, Interval
from engine.time.moments import joined

QUARTER = timedelta(minutes=15)
REACH_DAYS = 1
"""A service lasts less than a day."""


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """Free time of a master, long enough for at least one of their services; in UTC."""

    start_at: datetime
    end_at: datetime
    master_id: MasterId


@dataclass(frozen=True, slots=True)
class FindGaps:
    """Finds the time that can still be sold: three queries. Runs in the caller's transaction."""

    schedules: ScheduleGateway
    busy: BusyGateway

    async def execute(
        self, profile: LocationProfile, masters: Sequence[Master], days: DateRange, now: datetime
    ) -> tuple[Gap, ...]:
        """Return the gaps of the local days that are not over by `now`, in order."""
        shortest = {master.id: master.shortest_service_minutes * MINUTE for master in masters}
        master_ids, with_night = list(shortest), DateRange(days.first - DAY, days.last)
        schedules = await self.schedules.get_schedules(master_ids)
        reached = DateRange(with_night.first, with_night.last + REACH_DAYS * DAY)
        absences = await self.schedules.get_absences(master_ids, in_any_zone(reached))
        utc_days = utc_days_around(with_night, REACH_DAYS * DAY)
        busy = await self.busy.get_busy(master_ids, utc_days)
        taken = [one for one in busy if not one.is_over(now)]
        lanes = lane_facts(profile, schedules, absences, taken, lambda _: with_night, REACH_DAYS)
        wanted, free = (
            moments_of(days, profile.location.timezone),
            defaultdict[MasterId, list[Window]](list),
        )
        for facts in lanes:
            master_id = facts.lane.master_id
            free[master_id] += _free_windows(facts, wanted, now, shortest[master_id])
        return tuple(sorted(_gaps(free)))


def _free_windows(
    facts: LaneFacts, wanted: Interval, now: datetime, shortest: timedelta
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the free windows of a lane that begin in `wanted` and are long enough.

    A window at the end of a shift may need time of the next one, and ends there.
    """
    for available in free_days(facts).values():
        shift_end = (available.starts_before or available.free_windows[-1][1]).astimezone(UTC)
        for window_start, window_end in joined(available.free_windows):
            start_at = window_start.astimezone(UTC)
            from_at = max(start_at, _next_quarter(now))
            end_at = min(window_end.astimezone(UTC), max(shift_end, from_at + shortest))
            is_long = from_at < shift_end and end_at - from_at >= shortest
            if is_long and wanted.start_at <= start_at < wanted.end_at:
                yield from_at, end_at


def _gaps(free: Mapping[MasterId, list[Window]]) -> Iterator[Gap]:
    """Yield the free time of each master, with overlapping lanes and shifts merged."""
    for master_id, windows in free.items():
        for start_at, end_at in joined(windows):
            yield Gap(start_at, end_at, master_id)


def _next_quarter(now: datetime) -> datetime:
    """Return the first quarter of an hour from `now` on: visits do not start at 9:07."""
    since = timedelta(minutes=now.minute % 15, seconds=now.second, microseconds=now.microsecond)
    return now - since + QUARTER if since else now
