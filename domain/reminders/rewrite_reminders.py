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
    """Makes the reminders of bookings what they have to be, however the bookings came to it.

    Runs inside the transaction that confirmed, moved or let go a booking, after that is written;
    to do it twice is as well as once. What was sent already is not sent again.
    """

    reminders: ReminderGateway
    outbox: Outbox

    async def execute(
        self, booking_ids: Collection[BookingId], now: datetime, *, is_late_for_us: bool = False
    ) -> None:
        """Take the waiting reminders away, and write those that visits that stand need.

        Where it is not by the client that a reminder is late, it is sent whatever the rule says.
        """
        found = await self.reminders.withdraw(booking_ids)
        remindable = [_sent_late(booking) for booking in found] if is_late_for_us else found
        await self.outbox.add([m for booking in remindable for m in reminders_of(booking, now)])


def _sent_late(booking: Remindable) -> Remindable:
    policies = replace(booking.profile.policies, late_reminder=LateReminder.SEND)
    return replace(booking, profile=replace(booking.profile, policies=policies))
