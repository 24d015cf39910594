from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from domain.outbox.ports import Outbox
from domain.reminders.plan import Remindable, reminders_of
from domain.reminders.ports import ReminderGateway
from domain.schedule.model import LateReminder
from domain.shared.ids import BookingId


@dataclass(frozen=True, slots=True)
class RewriteReminders:
    """Replans the reminders of bookings from their current state.

    Runs inside the transaction that confirmed, moved or cancelled a booking, after that change
    is stored. It is idempotent; reminders that were already sent are not sent again.
    """

    reminders: ReminderGateway
    outbox: Outbox

    async def execute(
        self, booking_ids: Collection[BookingId], now: datetime, *, is_late_for_us: bool = False
    ) -> None:
        """Delete the waiting reminders, and store new ones for confirmed visits.

        `is_late_for_us` means that the client did not cause the delay: late reminders are always
        sent.
        """
        found = await self.reminders.withdraw(booking_ids)
        remindable = [_sent_late(booking) for booking in found] if is_late_for_us else found
        await self.outbox.add([m for booking in remindable for m in reminders_of(booking, now)])


def _sent_late(booking: Remindable) -> Remindable:
    policies = replace(booking.profile.policies, late_reminder=LateReminder.SEND)
    return replace(booking, profile=replace(booking.profile, policies=policies))
