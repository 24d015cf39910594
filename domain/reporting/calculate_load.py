import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC

from domain.availability.lane_facts import lane_facts
from domain.availability.provider import in_any_zone
from domain.availability.windows import LaneFacts, Window, free_shifts
from domain.reporting.model import Load, Slot
from domain.reporting.ports import ReportGateway
from domain.schedule.model import LocationProfile
from domain.schedule.ports import ScheduleGateway
from domain.shared.ids import MasterId
from domain.shared.periods import minutes_by_hour, moments_of
from domain.shared.time import DAY, DateRange, Interval
from engine.time.moments import joined


@dataclass(frozen=True, slots=True)
class CalculateLoad:
    """Compare booked with working minutes: three queries for any period.

    Working time is the free time of a day without visits: the hours of the current schedules,
    minus breaks, days off, blocks and public holidays. If a master serves several clients at
    once, each lane counts. Runs inside the caller's transaction.
    """

    schedules: ScheduleGateway
    reports: ReportGateway

    async def execute(
        self, profile: LocationProfile, master_ids: Sequence[MasterId], days: DateRange
    ) -> Load:
        """Return the load of the masters on the location's local days."""
        zone = profile.location.timezone
        working = await self._working_minutes(profile, master_ids, days)
        booked = await self.reports.get_booked_minutes(master_ids, moments_of(days, zone), zone)
        return Load(booked, working)

    async def _working_minutes(
        self, profile: LocationProfile, master_ids: Sequence[MasterId], days: DateRange
    ) -> Mapping[Slot, int]:
        zone, with_night = profile.location.timezone, DateRange(days.first - DAY, days.last)
        schedules = await self.schedules.get_schedules(master_ids)
        absences = await self.schedules.get_absences(master_ids, in_any_zone(with_night))
        period, minutes = moments_of(days, zone), Counter[Slot]()
        for facts in lane_facts(profile, schedules, absences, (), lambda _: with_night):
            await asyncio.sleep(0)  # a year takes long: let other tasks run
            for start_at, end_at in _windows(facts, period):
                for weekday, hour, count in minutes_by_hour(start_at, end_at, zone):
                    minutes[Slot(facts.lane.master_id, weekday, hour)] += count
        return minutes


def _windows(facts: LaneFacts, period: Interval) -> Iterator[Window]:
    """Yield a lane's working time in the period; overlapping shifts count once."""
    shifts = free_shifts(facts)
    for start, end in joined(window for shift in shifts for window in shift.windows):
        yield max(start.astimezone(UTC), period.start_at), min(end.astimezone(UTC), period.end_at)
