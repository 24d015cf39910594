from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from domain.reminders.plan import Remindable
from domain.shared.ids import BookingId, LocationId


class ReminderGateway(Protocol):
    """Knows what reminders go by; never commits."""

    async def withdraw(self, booking_ids: Collection[BookingId]) -> tuple[Remindable, ...]:
        """Take the waiting reminders of bookings away; return what new ones go by: one query."""
        ...

    async def lock_coming(
        self, location_id: LocationId, now: datetime, after: BookingId, limit: int
    ) -> tuple[BookingId, ...]:
        """Return, locked, a batch of confirmed bookings yet to come, by id from `after` on."""
        ...
