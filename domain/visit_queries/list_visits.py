from dataclasses import dataclass

from domain.shared.identity import Identity
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.model import Visit
from domain.visit.ports import VisitGateway

PAGE_SIZE = 5


@dataclass(frozen=True, slots=True)
class VisitPage:
    """One page of a client's visits; `page` counts from 0 and always exists."""

    visits: tuple[Visit, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class ListVisits:
    """List the client's own visits: the coming ones, or the rest."""

    uow: UnitOfWork
    visits: VisitGateway
    clock: Clock

    async def execute(self, client: Identity, page: int, *, past: bool) -> VisitPage:
        """Return the page, or the last page if there are fewer."""
        now = self.clock.now()
        async with self.uow:
            total = await self.visits.count_visits(client.user_id, now, past=past)
            pages = max(1, -(-total // PAGE_SIZE))
            page = min(max(page, 0), pages - 1)
            visits = await self.visits.list_visits(
                client.user_id, now, past=past, offset=page * PAGE_SIZE, limit=PAGE_SIZE
            )
        return VisitPage(tuple(visit.as_of(now) for visit in visits), page, pages)
