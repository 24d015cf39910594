from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from domain.reminders.plan import Remindable
from domain.shared.ids import BookingId, LocationId


class ReminderGateway(Protocol):
    """Reads the data for reminders and deletes waiting ones; never commits."""

    async def withdraw(self, booking_ids: Collection[BookingId]) -> tuple[Remindable, ...]:
        """Delete the waiting reminders of bookings; return the data for new ones: one query."""
        ...

    async def lock_coming(
        self, location_id: LocationId, now: datetime, after: BookingId, limit: int
    ) -> tuple[BookingId, ...]:
        """Return, locked, a batch of coming confirmed bookings, by id, after `after`."""
        ...
