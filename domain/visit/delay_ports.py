from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from domain.shared.ids import BookingId, LocationId
from domain.visit.delays import StandingVisit


class DelayGateway(Protocol):
    """Knows how late visits are said, and expected, to begin; never commits."""

    async def list_late(self, now: datetime) -> tuple[LocationId, ...]:
        """Return at which locations something is late around this moment."""
        ...

    async def list_around(
        self, location_id: LocationId, now: datetime, *, for_update: bool = False
    ) -> tuple[StandingVisit, ...]:
        """Return, perhaps locked, the visits that stand and begin around this moment, by id."""
        ...

    async def report(self, booking_id: BookingId, positions: Collection[int], minutes: int) -> None:
        """Write what was said of items of a booking."""
        ...

    async def save(self, delays: Mapping[BookingId, int]) -> None:
        """Write how many minutes later than agreed visits begin.

        What waits to be told of their delays is withdrawn: it is old.
        """
        ...
