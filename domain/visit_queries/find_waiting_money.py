from dataclasses import dataclass

from domain.shared.identity import Identity
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.model import Visit
from domain.visit.ports import VisitGateway


@dataclass(frozen=True, slots=True)
class FindWaitingMoney:
    """Find the visit whose payment came too late and that waits for a new time."""

    uow: UnitOfWork
    visits: VisitGateway
    clock: Clock

    async def execute(self, client: Identity) -> Visit | None:
        """Return the client's visit, if any; such a visit is the first of the list."""
        now = self.clock.now()
        async with self.uow:
            first = await self.visits.list_visits(
                client.user_id, now, past=False, offset=0, limit=1
            )
        return next((visit for visit in first if visit.money_waits_until), None)
