from dataclasses import dataclass

from domain.shared.identity import Identity
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.model import Visit
from domain.visit.ports import VisitGateway


@dataclass(frozen=True, slots=True)
class FindWaitingMoney:
    """Find the visit whose money came too late, and waits for another time to be chosen."""

    uow: UnitOfWork
    visits: VisitGateway
    clock: Clock

    async def execute(self, client: Identity) -> Visit | None:
        """Return the visit of the client who asks; such a one heads the list."""
        now = self.clock.now()
        async with self.uow:
            first = await self.visits.list_visits(
                client.user_id, now, past=False, offset=0, limit=1
            )
        return next((visit for visit in first if visit.money_waits_until), None)
