from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.delays.messages import delay_shown, running_late
from domain.outbox.ports import Outbox
from domain.shared.ids import BookingId
from domain.visit.delay_ports import DelayGateway
from domain.visit.delays import DelayNotified, StandingVisit

Changed = Sequence[tuple[StandingVisit, int]]
"""Visits as they were, of which something else is expected now: how late they begin."""


def changed_by(day: Sequence[StandingVisit], delays: Mapping[BookingId, int]) -> Changed:
    """Return the visits whose delays are not what they were."""
    now_late = ((visit, delays[visit.booking_id]) for visit in day)
    return [(visit, minutes) for visit, minutes in now_late if minutes != visit.late_minutes]


@dataclass(frozen=True, slots=True)
class WriteDelays:
    """Write how late visits begin, and tell whoever waits for them; inside a transaction.

    All of their rows are locked. The cards show it, also of those who wait for nothing.
    """

    delays: DelayGateway
    outbox: Outbox

    async def execute(self, changed: Changed, now: datetime) -> DelayNotified:
        """Return who is told."""
        told = [pair for pair in changed if pair[0].is_awaited(pair[1], now)]
        if changed:
            await self.delays.save({visit.booking_id: late for visit, late in changed})
        await self.outbox.add([delay_shown(*pair, now) for pair in changed])
        await self.outbox.add([running_late(*pair, now) for pair in told])
        return DelayNotified(len(told), sum(not visit.is_reachable for visit, _ in told))
