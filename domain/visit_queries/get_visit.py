from dataclasses import dataclass

from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.card import ReadVisitCard, VisitCard


@dataclass(frozen=True, slots=True)
class GetVisit:
    """Read one of the client's own visits."""

    uow: UnitOfWork
    read_card: ReadVisitCard
    clock: Clock

    async def execute(self, client: Identity, booking_id: BookingId) -> VisitCard:
        """Return the visit.

        Raises:
            VisitNotFoundError: there is no such visit, or it belongs to another client.
        """
        async with self.uow:
            return await self.read_card.execute(client, booking_id, self.clock.now())
