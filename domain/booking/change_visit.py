from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.reminders.rewrite_reminders import RewriteReminders
from domain.shared.master_days import MasterDay
from domain.visit.model import BookingItem, Transition, Visit, master_days_of
from domain.visit.moves import at_old_prices
from domain.visit.ports import BookingGateway
from domain.visit.proposal_ports import ProposalGateway
from domain.visit.proposals import ProposalAnswer, ProposalId


class Moved(NamedTuple):
    """The old and new days of a move, and the proposal of another time that it closed."""

    touched: set[MasterDay]
    closed: ProposalId | None


@dataclass(frozen=True, slots=True)
class ChangeVisit:
    """Write a change of an active visit; it closes an open proposal of another time.

    Runs inside the caller's transaction.
    """

    bookings: BookingGateway
    proposals: ProposalGateway
    rewrite_reminders: RewriteReminders

    async def move(
        self,
        visit: Visit,
        items: Sequence[BookingItem],
        change: Transition,
        answer: ProposalAnswer = ProposalAnswer.MOVED,
    ) -> Moved:
        """Replace the items of the visit, at the old prices."""
        old = await self.bookings.get_items(visit.id)
        new = at_old_prices(items, old)
        await self.bookings.replace_items(visit.id, new, change)
        closed = await self.proposals.close(visit.id, answer, change.at)
        await self.rewrite_reminders.execute([visit.id], change.at)
        return Moved({*master_days_of(old), *master_days_of(new)}, closed)

    async def cancel(self, visit: Visit, change: Transition) -> None:
        """Cancel the visit and release its time."""
        await self.bookings.change_status([visit.id], change)
        await self.proposals.close(visit.id, ProposalAnswer.CANCELLED, change.at)
        await self.rewrite_reminders.execute([visit.id], change.at)
