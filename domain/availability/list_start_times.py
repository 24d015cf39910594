from dataclasses import dataclass
from datetime import date, datetime, time

from domain.availability.best_chain import best_chains_of_day
from domain.availability.model import Loads, VisitPlan, VisitWish
from domain.availability.plan_visit import PlanVisit
from domain.availability.policies import maintenance_denial
from domain.availability.ports import BusyCache
from domain.availability.provider import (
    Availability,
    AvailabilityProvider,
    earliest_start_of,
)
from domain.availability.read_loads import ReadLoads
from domain.availability.search import nearest_starts
from domain.shared.denials import ensure
from domain.shared.lanes import Lane
from domain.shared.time import DAY, Clock, DateRange
from domain.shared.unit_of_work import UnitOfWork
from engine import SingleServiceSolution
from engine.time.moments import joined

MAX_ALTERNATIVES = 5


@dataclass(frozen=True, slots=True)
class StartOption:
    """An available start, aware, in the location's zone."""

    start_at: datetime
    leaves_hole: bool  # leaves free time that is too short for any service of its master


@dataclass(frozen=True, slots=True)
class DayTimes:
    """The starts of one day; if there are none, the nearest on later days."""

    plan: VisitPlan
    day: date
    options: tuple[StartOption, ...]
    alternatives: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class ListStartTimes:
    """Read the start times of a day for the time list."""

    uow: UnitOfWork
    plan_visit: PlanVisit
    provider: AvailabilityProvider
    busy: BusyCache
    read_loads: ReadLoads
    clock: Clock

    async def execute(self, wish: VisitWish, day: date) -> DayTimes:
        """Return the starts of the local `day`; raises like `ListOpenDays`."""
        now = self.clock.now()
        async with self.uow:
            plan = await self.plan_visit.execute(wish)
            ensure(maintenance_denial(plan.profile.policies))
            of_day = await self.provider.build_resources_availability(
                plan, now, self.busy, DateRange(day - DAY, day), wish.own_time
            )
            loads = await self.read_loads.execute(plan, day, wish.own_time, now)
            if options := _options(of_day, day, loads):
                return DayTimes(plan, day, options, ())
            availability = await self.provider.build_availability_batch(
                plan, now, self.busy, wish.own_time
            )
        midnight = datetime.combine(day, time(), plan.profile.location.timezone)
        nearest = nearest_starts(availability, midnight, MAX_ALTERNATIVES)
        return DayTimes(plan, day, (), tuple(nearest))


def _options(availability: Availability, day: date, loads: Loads) -> tuple[StartOption, ...]:
    return tuple(
        StartOption(
            min((item.start_time for item in items), key=datetime.timestamp),
            any(_item_leaves_hole(availability, item) for item in items),
        )
        for items in best_chains_of_day(availability, day, loads)
    )


def _item_leaves_hole(availability: Availability, item: SingleServiceSolution) -> bool:
    """Return whether the item leaves free time before or after it that is too short to be sold.

    Free time that begins at the end of the lead time does not count: it is lost in any case.
    """
    plan = availability.plan
    master_id = Lane.of_resource(item.resource_id).master_id
    earliest_at = earliest_start_of(availability.schedules[master_id], plan, availability.now)
    shortest_s = 60 * _shortest_service_minutes(plan, master_id)
    start_s, end_s = item.start_time.timestamp(), item.gap_end_time.timestamp()
    for window_start, window_end in _windows_of(availability, item):
        before_s, after_s = start_s - window_start.timestamp(), window_end.timestamp() - end_s
        if before_s >= 0 and after_s >= 0:
            begins_at_lead = window_start.timestamp() == earliest_at.timestamp()
            hole_before = 0 < before_s < shortest_s and not begins_at_lead
            return hole_before or 0 < after_s < shortest_s
    return False


def _windows_of(
    availability: Availability, item: SingleServiceSolution
) -> list[tuple[datetime, datetime]]:
    """Return the free time of the item's lane, from last night's shift on, as whole stretches."""
    day = item.start_time.date()
    of_days = (availability.by_date.get(one, {}).get(item.resource_id) for one in (day - DAY, day))
    return joined(window for free in of_days if free for window in free.free_windows)


def _shortest_service_minutes(plan: VisitPlan, master_id: int) -> int:
    return next(
        skill.master.shortest_service_minutes
        for planned in plan.services
        for skill in planned.skills
        if skill.master.id == master_id
    )
