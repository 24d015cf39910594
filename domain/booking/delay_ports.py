from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from domain.booking.delays import StandingVisit
from domain.shared.ids import BookingId, LocationId
from domain.shared.time import Interval


class DelayGateway(Protocol):
    """Knows how late the visits of a day are; never commits."""

    async def lock_day(
        self, location_id: LocationId, day: Interval, now: datetime
    ) -> tuple[StandingVisit, ...]:
        """Return, locked, the visits that stand and begin in the day, by id."""
        ...

    async def save(self, delays: Mapping[BookingId, int]) -> None:
        """Write how many minutes later than agreed visits begin."""
        ...
