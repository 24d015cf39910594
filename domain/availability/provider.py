"""Free windows of many masters over many days, from a fixed number of queries."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from domain.availability.handovers import with_handovers
from domain.availability.lane_facts import lane_facts
from domain.availability.model import (
    NO_OWN_TIME,
    AvailabilityByDate,
    Busy,
    OwnTime,
    VisitPlan,
)
from domain.availability.ports import BusyGateway
from domain.availability.windows import free_days
from domain.schedule.horizon import horizon_days_of
from domain.schedule.model import Absence, LocationProfile, MasterSchedule
from domain.schedule.ports import ScheduleGateway
from domain.schedule.working_hours import day_of
from domain.shared.ids import MasterId
from domain.shared.time import DAY, EPOCH_DATE, DateRange
from engine import MasterAvailability

FURTHEST_ZONE = timedelta(hours=12)
"""How far local time lies behind UTC at most."""

WALK_IN_MINUTES = 15
"""How long ago a visit may have begun when the staff book it."""


@dataclass(frozen=True, slots=True)
class Availability:
    """The available time for a plan.

    `by_date` holds the requested days, by the day on which a shift begins, limited to the horizon
    and the day before it. `moved_from` is the present start of a moved visit; it is free, but not
    offered.
    """

    plan: VisitPlan
    now: datetime
    horizon: DateRange
    schedules: Mapping[MasterId, MasterSchedule]
    taken: tuple[Busy, ...]
    by_date: AvailabilityByDate
    moved_from: datetime | None = None
    absences: tuple[Absence, ...] = ()

    def earliest_start(self) -> datetime:
        """Return the first moment that the shortest lead time among the masters allows."""
        return min(earliest_start_of(s, self.plan, self.now) for s in self.schedules.values())

    def day_of(self, start_at: datetime) -> date:
        """Return the day under which a start is listed: that of a shift which has begun, if any."""
        profile = self.plan.profile
        return min(
            day_of(start_at, one, profile, self.days_off_of(one.master_id))
            for one in self.schedules.values()
        )

    def days_off_of(self, master_id: MasterId) -> frozenset[date]:
        """Return the days off of a master."""
        own = (one.day_off for one in self.absences if one.master_id == master_id)
        return frozenset(day for day in own if day)


@dataclass(frozen=True, slots=True)
class AvailabilityProvider:
    """Builds availability: schedules, absences and busy time are one query each.

    It is the asynchronous counterpart of the engine's provider of that name, and takes a plan.
    Windows are aware, in the location's zone, with the buffer on both sides, and respect lead times
    and horizons. Own time counts as free: a moved visit may overlap its own old time, and the hold
    of a client does not hide times from that client.
    """

    schedules: ScheduleGateway

    async def build_resources_availability(
        self,
        plan: VisitPlan,
        now: datetime,
        busy_gateway: BusyGateway,
        days: DateRange,
        own_time: OwnTime = NO_OWN_TIME,
    ) -> Availability:
        """Return the availability of the plan's masters on a few `days`, cut to the horizon."""
        return await self._build(plan, now, busy_gateway, days, own_time)

    async def build_availability_batch(
        self,
        plan: VisitPlan,
        now: datetime,
        busy_gateway: BusyGateway,
        own_time: OwnTime = NO_OWN_TIME,
    ) -> Availability:
        """Return the availability of the plan's masters on the whole horizon.

        That takes long, so other tasks can run between two lanes.
        """
        return await self._build(plan, now, busy_gateway, None, own_time)

    async def _build(
        self,
        plan: VisitPlan,
        now: datetime,
        busy_gateway: BusyGateway,
        days: DateRange | None,
        own_time: OwnTime,
    ) -> Availability:
        found = await self.schedules.get_schedules(plan.master_ids)
        schedules = {schedule.master_id: schedule for schedule in found}
        horizon = _horizon(schedules.values(), plan.profile, now)
        bookable = DateRange(horizon.first - DAY, horizon.last)  # last night's shift may continue
        wanted = _intersection(days, bookable) if days else bookable
        if wanted is None:
            return Availability(plan, now, horizon, schedules, (), {})
        reach_days = -(-plan.longest_visit // DAY)
        reached = DateRange(wanted.first, wanted.last + reach_days * DAY)
        absences = await self.schedules.get_absences(plan.master_ids, in_any_zone(reached))
        utc_days = utc_days_around(wanted, 2 * plan.longest_visit)  # and what is left behind it
        busy = await busy_gateway.get_busy(plan.master_ids, utc_days)
        taken = own_time.without(busy, now)
        days_beyond = int(len(plan.services) > 1)  # for later services, see `with_handovers`
        looked_at = DateRange(wanted.first, wanted.last + days_beyond * DAY)
        by_date: AvailabilityByDate = {day: {} for day in looked_at}
        last_days: dict[str, date] = {}
        bookable_days = partial(_bookable, looked_at, plan.profile, horizon.first, days_beyond)
        for facts in lane_facts(plan.profile, found, absences, taken, bookable_days, reach_days):
            if days is None:
                await asyncio.sleep(0)
            earliest = earliest_start_of(facts.schedule, plan, now)
            last_days[facts.lane.resource_id] = facts.days.last - days_beyond * DAY
            for day, available in _in_time(free_days(facts), earliest, facts.zone):
                by_date[day][available.resource_id] = available
        if days_beyond:
            by_date = with_handovers(by_date, wanted, last_days, plan.longest_visit)
        moved_from = min(
            (b.start_at for b in busy if b.booking_id == own_time.moved_booking_id), default=None
        )
        return Availability(plan, now, horizon, schedules, taken, by_date, moved_from, absences)


def earliest_start_of(schedule: MasterSchedule, plan: VisitPlan, now: datetime) -> datetime:
    """Return the first moment that the master's lead time and the plan allow.

    The staff may choose a start in the recent past, for a client who walked in, unless the visit
    would already be over.
    """
    if plan.by_staff:
        return now - timedelta(minutes=min(WALK_IN_MINUTES, plan.shortest_minutes - 1))
    own = schedule.min_advance_minutes
    minutes = plan.profile.policies.min_advance_minutes if own is None else own
    return now + timedelta(minutes=max(minutes, plan.notice_minutes))


def _bookable(
    wanted: DateRange,
    profile: LocationProfile,
    today: date,
    days_beyond: int,
    schedule: MasterSchedule,
) -> DateRange:
    """Return the wanted days on which the master can be booked, and so many days beyond."""
    last = today + timedelta(days=horizon_days_of(schedule, profile) + days_beyond)
    return DateRange(wanted.first, min(wanted.last, last))


def _in_time(
    free: Mapping[date, MasterAvailability], earliest: datetime, zone: ZoneInfo
) -> Iterator[tuple[date, MasterAvailability]]:
    """Yield the free time from the first moment that the lead time allows."""
    earliest_local = earliest.astimezone(zone)
    for day, available in free.items():
        if day > earliest_local.date():
            yield day, available
            continue
        windows = [
            (earliest_local if start < earliest else start, end)
            for start, end in available.free_windows
            if end > earliest
        ]
        last = available.starts_before
        if windows and (last is None or windows[0][0].timestamp() < last.timestamp()):
            yield day, available.model_copy(update={"free_windows": windows})


def _horizon(
    schedules: Iterable[MasterSchedule], profile: LocationProfile, now: datetime
) -> DateRange:
    today = now.astimezone(profile.location.timezone).date()
    days = max((horizon_days_of(schedule, profile) for schedule in schedules), default=0)
    return DateRange(today, today + timedelta(days=days))


def _intersection(a: DateRange, b: DateRange) -> DateRange | None:
    first, last = max(a.first, b.first), min(a.last, b.last)
    return DateRange(first, last) if first <= last else None


def in_any_zone(days: DateRange) -> DateRange:
    """Return the days whose shifts can touch local days in a calendar of another zone."""
    return DateRange(days.first - DAY, days.last + 2 * DAY)


def utc_days_around(days: DateRange, reach: timedelta = timedelta()) -> range:
    """Return the UTC days that local days can touch in any zone, night shifts included.

    What begins in such a shift may go on for `reach` after it.
    """
    first, last = ((day - EPOCH_DATE).days for day in (days.first, days.last))
    return range(first - 1, last + 3 + (reach + FURTHEST_ZONE) // DAY)
