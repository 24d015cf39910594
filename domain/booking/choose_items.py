from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from domain.availability.model import NO_OWN_TIME, OwnTime, VisitPlan
from domain.availability.ports import BusyGateway
from domain.availability.provider import Availability, AvailabilityProvider
from domain.availability.read_loads import ReadLoads
from domain.booking.choose_chain import choose_chain
from domain.booking.reach import days_around
from domain.visit.model import BookingItem


class Choice(NamedTuple):
    """The items to book, if the start is available, and the availability that decided."""

    items: tuple[BookingItem, ...] | None
    availability: Availability


@dataclass(frozen=True, slots=True)
class ChooseItems:
    """Choose the masters of a visit at a start: for the confirm card and for the write alike.

    Runs inside the caller's transaction.
    """

    provider: AvailabilityProvider
    read_loads: ReadLoads

    async def execute(
        self,
        plan: VisitPlan,
        start_at: datetime,
        now: datetime,
        busy: BusyGateway,
        own_time: OwnTime = NO_OWN_TIME,
        seen_price_minor: int | None = None,
    ) -> Choice:
        """Return the choice; at the price seen, if that is available."""
        availability = await self.provider.build_resources_availability(
            plan, now, busy, days_around(plan, start_at), own_time
        )
        day = availability.day_of(start_at)
        loads = await self.read_loads.execute(plan, day, own_time, now)
        return Choice(choose_chain(availability, start_at, loads, seen_price_minor), availability)
