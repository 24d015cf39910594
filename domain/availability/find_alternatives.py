from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.availability.list_start_times import MAX_ALTERNATIVES
from domain.availability.model import VisitWish
from domain.availability.plan_visit import PlanVisit
from domain.availability.ports import BusyGateway
from domain.availability.provider import AvailabilityProvider
from domain.availability.search import nearest_starts
from domain.shared.time import DAY, Clock, DateRange
from domain.shared.unit_of_work import UnitOfWork

SOON = timedelta(days=7)
"""The first days to search: except for the busiest masters, a week has enough starts."""


@dataclass(frozen=True, slots=True)
class FindAlternatives:
    """Find the nearest starts for a client whose time was just taken, from the database."""

    uow: UnitOfWork
    plan_visit: PlanVisit
    provider: AvailabilityProvider
    busy: BusyGateway
    clock: Clock

    async def execute(self, wish: VisitWish, wanted_at: datetime) -> tuple[datetime, ...]:
        """Return starts of the same day first, then of the days after it."""
        now = self.clock.now()
        async with self.uow:
            plan = await self.plan_visit.execute(wish)
            day = wanted_at.astimezone(plan.profile.location.timezone).date()
            availability = await self.provider.build_resources_availability(
                plan, now, self.busy, DateRange(day - DAY, day + SOON), wish.own_time
            )
            nearest = nearest_starts(availability, wanted_at, MAX_ALTERNATIVES)
            if len(nearest) < MAX_ALTERNATIVES:
                availability = await self.provider.build_availability_batch(
                    plan, now, self.busy, wish.own_time
                )
                nearest = nearest_starts(availability, wanted_at, MAX_ALTERNATIVES)
        return tuple(nearest)
