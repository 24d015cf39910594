from dataclasses import dataclass
from datetime import datetime

from domain.checkout.take_at_venue import TakeAtVenue
from domain.outbox.ports import Outbox
from domain.outcomes.messages import outcome_notifications
from domain.visit.model import Actor, BookingStatus, Visit
from domain.visit.outcomes import PAID_BY, STATUS, Mark
from domain.visit.ports import BookingGateway, ClientRecordGateway
from domain.visit.transitions import transition


@dataclass(frozen=True, slots=True)
class WriteOutcome:
    """Store the outcome of a visit, with the client's record and the money at the venue.

    Runs inside the caller's transaction.
    """

    bookings: BookingGateway
    records: ClientRecordGateway
    take_at_venue: TakeAtVenue
    outbox: Outbox

    async def execute(self, visit: Visit, mark: Mark, actor: Actor, now: datetime) -> None:
        """Store the outcome, replacing any earlier one.

        Raises:
            UndefinedTransitionError: a visit of this status cannot have this outcome.
            MoneyLeftError: the mark does not state how the rest was paid.
        """
        outcome = STATUS[mark]
        change = transition(visit.status, outcome, at=now, actor=actor)
        await self.bookings.change_status([visit.id], change)
        await self.records.recount(visit.client_id)
        if outcome is BookingStatus.COMPLETED:
            await self.take_at_venue.execute(visit, PAID_BY.get(mark), now)
        elif visit.status is BookingStatus.COMPLETED:
            await self.take_at_venue.undo(visit, now)
        await self.outbox.add(outcome_notifications(visit, outcome, now))
