from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.availability.list_start_times import MAX_ALTERNATIVES
from domain.availability.model import ServiceChoice
from domain.availability.plan_visit import PlanVisit
from domain.availability.ports import BusyGateway
from domain.availability.provider import AvailabilityProvider
from domain.availability.search import nearest_starts
from domain.shared.identity import Identity
from domain.shared.ids import BookingId, LocationId
from domain.shared.time import DAY, Clock, DateRange
from domain.shared.unit_of_work import UnitOfWork

SOON = timedelta(days=7)
"""Where to look first: a week holds enough starts but for the busiest."""


@dataclass(frozen=True, slots=True)
class FindAlternatives:
    """The nearest starts for somebody whose time was just taken, read from the database."""

    uow: UnitOfWork
    plan_visit: PlanVisit
    provider: AvailabilityProvider
    busy: BusyGateway
    clock: Clock

    async def execute(
        self,
        location_id: LocationId,
        choice: Sequence[ServiceChoice],
        wanted_at: datetime,
        moved_booking_id: BookingId | None = None,
        *,
        is_move: bool = False,
        admin: Identity | None = None,
    ) -> tuple[datetime, ...]:
        """Return starts of the same day first, then of the days after it.

        A client who makes a move (`is_move`) finds none in the lock window; an `admin` who acts
        for the client finds those within the lead time, too.
        """
        now = self.clock.now()
        async with self.uow:
            plan = await self.plan_visit.execute(location_id, choice)
            plan = plan.on_terms(is_move=is_move, admin=admin)
            day = wanted_at.astimezone(plan.profile.location.timezone).date()
            availability = await self.provider.build_resources_availability(
                plan, now, self.busy, DateRange(day - DAY, day + SOON), moved_booking_id
            )
            nearest = nearest_starts(availability, wanted_at, MAX_ALTERNATIVES)
            if len(nearest) < MAX_ALTERNATIVES:
                availability = await self.provider.build_availability_batch(
                    plan, now, self.busy, moved_booking_id
                )
                nearest = nearest_starts(availability, wanted_at, MAX_ALTERNATIVES)
        return tuple(nearest)
