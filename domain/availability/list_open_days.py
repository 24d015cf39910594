from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain.availability.model import VisitPlan, VisitWish
from domain.availability.plan_visit import PlanVisit
from domain.availability.policies import maintenance_denial
from domain.availability.ports import BusyCache
from domain.availability.provider import Availability, AvailabilityProvider
from domain.availability.search import count_starts_by_day
from domain.schedule.model import MasterSchedule
from domain.schedule.public_holidays import is_public_holiday
from domain.schedule.working_hours import Shift, shifts_on
from domain.shared.denials import ensure
from domain.shared.ids import MasterId
from domain.shared.time import Clock, DateRange, Interval
from domain.shared.unit_of_work import UnitOfWork

MANY_STARTS = 4
"""A day with at least this many starts is shown as one with many, otherwise with a few."""


@dataclass(frozen=True, slots=True)
class OpenDays:
    """The days of the horizon: how many starts each has, and why some have none.

    `starts_by_day` counts starts up to `MANY_STARTS`.
    """

    plan: VisitPlan
    horizon: DateRange
    starts_by_day: Mapping[date, int]
    holidays: frozenset[date]
    working_days: frozenset[date]  # at least one master of the plan works, free or not

    @property
    def first_free(self) -> date | None:
        """The first day that has a start."""
        return min((day for day, count in self.starts_by_day.items() if count), default=None)


@dataclass(frozen=True, slots=True)
class ListOpenDays:
    """Read the days of the month grid: the whole horizon in one pass."""

    uow: UnitOfWork
    plan_visit: PlanVisit
    provider: AvailabilityProvider
    busy: BusyCache
    clock: Clock

    async def execute(self, wish: VisitWish) -> OpenDays:
        """Return the open days; raises like `PlanVisit`, and `MaintenanceDenial`."""
        async with self.uow:
            plan = await self.plan_visit.execute(wish)
            ensure(maintenance_denial(plan.profile.policies))
            availability = await self.provider.build_availability_batch(
                plan, self.clock.now(), self.busy, wish.own_time
            )
        return OpenDays(
            plan,
            availability.horizon,
            count_starts_by_day(availability, MANY_STARTS),
            _holidays(availability),
            _working_days(availability),
        )


def _holidays(availability: Availability) -> frozenset[date]:
    location = availability.plan.profile.location
    return frozenset(day for day in availability.horizon if is_public_holiday(location, day))


def _working_days(availability: Availability) -> frozenset[date]:
    """Return the days with free or busy time, and days within the lead time with working hours.

    The other days have no working hours, or days off and blocks cover all of them.
    """
    first_in_time = availability.day_of(availability.earliest_start())
    taken: dict[MasterId, list[datetime]] = defaultdict(list)
    for busy in availability.taken:
        taken[busy.master_id].append(busy.start_at)
    return frozenset(
        day
        for day in availability.horizon
        if availability.by_date[day]
        or any(
            day <= first_in_time or _has_any(shift.work, taken[schedule.master_id])
            for schedule in availability.schedules.values()
            for shift in _shifts(availability, schedule, day)
        )
    )


def _shifts(availability: Availability, schedule: MasterSchedule, day: date) -> Iterator[Shift]:
    days_off = availability.days_off_of(schedule.master_id)
    return shifts_on(schedule, availability.plan.profile, day, days_off)


def _has_any(work: Interval, moments: Iterable[datetime]) -> bool:
    """Return whether any of the moments lies in the working time."""
    return any(work.start_at <= moment < work.end_at for moment in moments)
