"""Free windows of many masters over many days, from a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.availability.model import (
    AvailabilityByDate,
    Busy,
    DayAvailability,
    Lane,
    VisitPlan,
)
from domain.availability.ports import BusyGateway
from domain.schedule.model import Absence, LocationProfile, MasterSchedule
from domain.schedule.ports import ScheduleGateway
from domain.schedule.working_hours import Shift, shift_on
from domain.shared.ids import BookingId, MasterId
from domain.shared.time import DAY, EPOCH_DATE, DateRange, Interval
from engine import MasterAvailability, SlotCalculator

LaneDay = tuple[Lane, int]
Stretch = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Availability:
    """What can be had for a plan: `by_date` holds the days of `horizon` that were asked for."""

    plan: VisitPlan
    now: datetime
    horizon: DateRange
    schedules: Mapping[MasterId, MasterSchedule]
    taken: tuple[Busy, ...]
    by_date: AvailabilityByDate

    def earliest_start(self) -> datetime:
        """Return the first moment that the least lead time among the masters allows."""
        return min(
            earliest_start_of(s, self.plan.profile, self.now) for s in self.schedules.values()
        )


class AvailabilityProvider:
    """Builds availability: schedules, absences and taken time are one query each."""

    def __init__(self, schedules: ScheduleGateway) -> None:
        self._schedules = schedules

    async def build_availability_batch(
        self,
        plan: VisitPlan,
        now: datetime,
        busy_gateway: BusyGateway,
        days: DateRange | None = None,
        exclude_booking_id: BookingId | None = None,
    ) -> Availability:
        """Return the availability of the plan's masters on `days`, cut to the horizon.

        No `days` means the whole horizon. The time of `exclude_booking_id` counts as free: a
        visit that is moved may overlap its own old time. Windows are aware, in the location's
        zone, widened by the buffer on both sides, and respect lead times and horizons.
        """
        found = await self._schedules.get_schedules(plan.master_ids)
        schedules = {schedule.master_id: schedule for schedule in found}
        horizon = _horizon(schedules.values(), plan.profile, now)
        wanted = _intersection(days, horizon) if days else horizon
        if wanted is None:
            return Availability(plan, now, horizon, schedules, (), {})
        absences = await self._schedules.get_absences(plan.master_ids, _in_any_zone(wanted))
        busy = await busy_gateway.get_busy(plan.master_ids, _utc_days_around(wanted))
        taken = tuple(b for b in busy if b.booking_id != exclude_booking_id and not b.is_over(now))
        builder = _WindowBuilder(plan.profile, now, absences, taken)
        by_date = {day: builder.build_day(schedules.values(), day) for day in wanted}
        return Availability(plan, now, horizon, schedules, taken, by_date)


def buffer_of(schedule: MasterSchedule, profile: LocationProfile) -> timedelta:
    """Return the time that the master needs between two clients."""
    own = schedule.buffer_between_minutes
    minutes = profile.policies.default_buffer_between_minutes if own is None else own
    return timedelta(minutes=minutes)


def earliest_start_of(
    schedule: MasterSchedule, profile: LocationProfile, now: datetime
) -> datetime:
    """Return the first moment that the master's lead time allows."""
    own = schedule.min_advance_minutes
    minutes = profile.policies.min_advance_minutes if own is None else own
    return now + timedelta(minutes=minutes)


def horizon_days_of(schedule: MasterSchedule, profile: LocationProfile) -> int:
    """Return how many days ahead one can book the master."""
    own = schedule.max_advance_days
    return profile.policies.max_advance_days if own is None else own


class _WindowBuilder:
    """Turns facts, grouped once, into free windows day by day."""

    def __init__(
        self,
        profile: LocationProfile,
        now: datetime,
        absences: Iterable[Absence],
        taken: Iterable[Busy],
    ) -> None:
        self._profile = profile
        self._now = now
        self._zone = profile.location.timezone
        self._today = now.astimezone(self._zone).date()
        self._calculator = SlotCalculator(profile.policies.step_minutes)
        self._days_off = {(a.master_id, a.day_off) for a in absences if a.day_off}
        self._blocks: dict[MasterId, list[Interval]] = defaultdict(list)
        for absence in absences:
            if absence.block:
                self._blocks[absence.master_id].append(absence.block)
        self._taken: dict[LaneDay, list[Busy]] = defaultdict(list)
        for busy in taken:
            for utc_day in Interval(busy.start_at, busy.blocked_until).utc_days():
                self._taken[Lane(busy.master_id, busy.lane), utc_day].append(busy)

    def build_day(self, schedules: Iterable[MasterSchedule], day: date) -> DayAvailability:
        found = (lane for schedule in schedules for lane in self._lanes_of(schedule, day))
        return {availability.resource_id: availability for availability in found}

    def _lanes_of(self, schedule: MasterSchedule, day: date) -> Iterator[MasterAvailability]:
        within_horizon = (day - self._today).days <= horizon_days_of(schedule, self._profile)
        shifts = self._shifts(schedule, day) if within_horizon else []
        if not shifts:
            return
        buffer = buffer_of(schedule, self._profile)
        for index in range(schedule.max_clients_parallel):
            lane = Lane(schedule.master_id, index)
            windows = [w for s in shifts for w in self._free_windows(schedule, lane, s, buffer)]
            if windows:
                yield MasterAvailability(
                    resource_id=lane.resource_id,
                    free_windows=windows,
                    buffer_between_minutes=buffer // timedelta(minutes=1),
                    work_start=shifts[0].work.start_at.astimezone(self._zone),
                )

    def _shifts(self, schedule: MasterSchedule, day: date) -> list[Shift]:
        """Return the shifts that begin on the location's `day`.

        By the calendar of a master in another zone that may be the day before or after.
        """
        has_own_zone = schedule.timezone not in {None, self._zone}
        own_days = _in_any_zone(DateRange(day, day)) if has_own_zone else (day,)
        shifts = [
            shift_on(schedule, self._profile, own_day)
            for own_day in own_days
            if (schedule.master_id, own_day) not in self._days_off
        ]
        return [s for s in shifts if s and s.work.start_at.astimezone(self._zone).date() == day]

    def _free_windows(
        self, schedule: MasterSchedule, lane: Lane, shift: Shift, buffer: timedelta
    ) -> list[Stretch]:
        """Cut what is taken out of the shift, and what lies before the lead time."""
        around = Interval(shift.work.start_at - buffer, shift.work.end_at + buffer)
        taken: list[Stretch] = [
            (busy.start_at - buffer, busy.blocked_until)
            for utc_day in around.utc_days()
            for busy in self._taken.get((lane, utc_day), ())
        ]
        taken += [(block.start_at, block.end_at) for block in self._blocks[lane.master_id]]
        free = self._calculator.merge_free_windows(
            shift.work.start_at,
            shift.work.end_at,
            taken,
            (shift.pause.start_at, shift.pause.end_at) if shift.pause else None,
        )
        earliest = earliest_start_of(schedule, self._profile, self._now)
        return [
            (max(start, earliest).astimezone(self._zone), end.astimezone(self._zone))
            for start, end in free
            if end > earliest
        ]


def _horizon(
    schedules: Iterable[MasterSchedule], profile: LocationProfile, now: datetime
) -> DateRange:
    today = now.astimezone(profile.location.timezone).date()
    days = max((horizon_days_of(schedule, profile) for schedule in schedules), default=0)
    return DateRange(today, today + timedelta(days=days))


def _intersection(a: DateRange, b: DateRange) -> DateRange | None:
    first, last = max(a.first, b.first), min(a.last, b.last)
    return DateRange(first, last) if first <= last else None


def _in_any_zone(days: DateRange) -> DateRange:
    """Return the days that may be meant by a calendar of another zone."""
    return DateRange(days.first - DAY, days.last + DAY)


def _utc_days_around(days: DateRange) -> range:
    """Return the UTC days that local days can touch in any zone, night shifts included."""
    first, last = ((day - EPOCH_DATE).days for day in (days.first, days.last))
    return range(first - 1, last + 3)
