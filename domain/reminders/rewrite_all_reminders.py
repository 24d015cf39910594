from dataclasses import dataclass

from domain.reminders.ports import ReminderGateway
from domain.reminders.rewrite_reminders import RewriteReminders
from domain.shared.ids import BookingId, LocationId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork

BATCH_SIZE = 200


@dataclass(frozen=True, slots=True)
class RewriteAllReminders:
    """Replan the reminders of all coming visits of a location after a change of its rules."""

    uow: UnitOfWork
    reminders: ReminderGateway
    rewrite_reminders: RewriteReminders
    clock: Clock

    async def execute(self, location_id: LocationId) -> None:
        """Rewrite them batch by batch; after an interruption, a second run completes it."""
        last: BookingId | None = BookingId(0)
        while last is not None:
            last = await self._rewrite_batch(location_id, last)

    async def _rewrite_batch(self, location_id: LocationId, after: BookingId) -> BookingId | None:
        """Return the last booking of the batch, `None` after the last batch."""
        now = self.clock.now()
        async with self.uow:
            batch = await self.reminders.lock_coming(location_id, now, after, BATCH_SIZE)
            await self.rewrite_reminders.execute(batch, now)
            await self.uow.commit()
        return max(batch) if batch else None
