from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.delays.messages import delay_shown, running_late
from domain.outbox.ports import Outbox
from domain.shared.ids import BookingId
from domain.visit.delay_ports import DelayGateway
from domain.visit.delays import DelayNotified, StandingVisit

Changed = Sequence[tuple[StandingVisit, int]]
"""Visits as they were before the change, each with its new delay in minutes."""


def changed_by(day: Sequence[StandingVisit], delays: Mapping[BookingId, int]) -> Changed:
    """Return the visits whose delay has changed."""
    now_late = ((visit, delays[visit.booking_id]) for visit in day)
    return [(visit, minutes) for visit, minutes in now_late if minutes != visit.late_minutes]


@dataclass(frozen=True, slots=True)
class WriteDelays:
    """Store how late visits begin, and notify the waiting clients; runs inside a transaction.

    All of their rows are locked. Every card shows the delay, also where no client waits.
    """

    delays: DelayGateway
    outbox: Outbox

    async def execute(self, changed: Changed, now: datetime) -> DelayNotified:
        """Return who is notified."""
        notified = [pair for pair in changed if pair[0].is_awaited(pair[1], now)]
        if changed:
            await self.delays.save({visit.booking_id: late for visit, late in changed})
        await self.outbox.add([delay_shown(*pair, now) for pair in changed])
        await self.outbox.add([running_late(*pair, now) for pair in notified])
        return DelayNotified(len(notified), sum(not visit.is_reachable for visit, _ in notified))
