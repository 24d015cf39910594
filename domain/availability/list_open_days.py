from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.availability.model import ServiceChoice, VisitPlan
from domain.availability.plan_visit import PlanVisit
from domain.availability.policies import ensure, maintenance_denial
from domain.availability.ports import BusyCache
from domain.availability.provider import Availability, AvailabilityProvider
from domain.availability.search import count_starts_by_day
from domain.schedule.public_holidays import is_public_holiday
from domain.schedule.working_hours import shift_on
from domain.shared.ids import BookingId, LocationId
from domain.shared.time import Clock, DateRange
from domain.shared.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class OpenDays:
    """The days of the horizon: how many starts each has, and why some have none."""

    plan: VisitPlan
    horizon: DateRange
    starts_by_day: Mapping[date, int]
    holidays: frozenset[date]
    working_days: frozenset[date]  # somebody of the plan works on them, free or not

    @property
    def first_free(self) -> date | None:
        """The first day that has a start."""
        return min((day for day, count in self.starts_by_day.items() if count), default=None)


class ListOpenDays:
    """What the month grid of the chat draws: the whole horizon in one pass."""

    def __init__(
        self,
        uow: UnitOfWork,
        plan_visit: PlanVisit,
        provider: AvailabilityProvider,
        busy: BusyCache,
        clock: Clock,
    ) -> None:
        self._uow = uow
        self._plan_visit = plan_visit
        self._provider = provider
        self._busy = busy
        self._clock = clock

    async def execute(
        self,
        location_id: LocationId,
        choice: Sequence[ServiceChoice],
        moved_booking_id: BookingId | None = None,
    ) -> OpenDays:
        """Return the open days; raises what `PlanVisit` raises, and `MaintenanceDenial`."""
        async with self._uow:
            plan = await self._plan_visit.execute(location_id, choice)
            ensure(maintenance_denial(plan.profile.policies))
            availability = await self._provider.build_availability_batch(
                plan, self._clock.now(), self._busy, exclude_booking_id=moved_booking_id
            )
        return OpenDays(
            plan,
            availability.horizon,
            count_starts_by_day(availability),
            _holidays(availability),
            _working_days(availability),
        )


def _holidays(availability: Availability) -> frozenset[date]:
    location = availability.plan.profile.location
    return frozenset(day for day in availability.horizon if is_public_holiday(location, day))


def _working_days(availability: Availability) -> frozenset[date]:
    """Return the days with free or taken time, and those of the lead time that have hours.

    What is left are days without hours, and days off and blocks that take all of them.
    """
    profile, schedules = availability.plan.profile, availability.schedules.values()
    zone = profile.location.timezone
    free = (day for day, lanes in availability.by_date.items() if lanes)
    taken = (busy.start_at.astimezone(zone).date() for busy in availability.taken)
    too_soon = (
        day
        for day in availability.horizon
        if day <= availability.earliest_start().astimezone(zone).date()
        and any(shift_on(schedule, profile, day) for schedule in schedules)
    )
    return frozenset((*free, *taken, *too_soon))
