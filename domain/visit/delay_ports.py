from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from domain.shared.ids import BookingId, LocationId
from domain.visit.delays import StandingVisit


class DelayGateway(Protocol):
    """Reads and writes reported and expected delays of visits; never commits."""

    async def list_late(self, now: datetime) -> tuple[LocationId, ...]:
        """Return the locations with delays around this moment."""
        ...

    async def list_around(
        self, location_id: LocationId, now: datetime, *, for_update: bool = False
    ) -> tuple[StandingVisit, ...]:
        """Return active visits that begin around this moment, by id; `for_update` locks them."""
        ...

    async def report(self, booking_id: BookingId, positions: Collection[int], minutes: int) -> None:
        """Write the reported delay of items of a booking."""
        ...

    async def save(self, delays: Mapping[BookingId, int]) -> None:
        """Write how many minutes later than agreed visits begin.

        Waiting notifications about their delays are deleted as outdated.
        """
        ...
