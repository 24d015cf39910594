from dataclasses import dataclass

from domain.clients.own_clients import OwnClient, OwnClientGateway, OwnClientQuery
from domain.schedule.workplaces import WorkplaceGateway
from domain.shared.identity import Identity, Role
from domain.shared.ids import UserId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork

PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class OwnClientPage:
    """One page of a master's clients; `page` counts from 0 and always exists."""

    clients: tuple[OwnClient, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class ListOwnClients:
    """Read the master's own clients: those of the last two years, and coming ones."""

    uow: UnitOfWork
    workplaces: WorkplaceGateway
    clients: OwnClientGateway
    clock: Clock

    async def execute(
        self, master: Identity, found: tuple[UserId, ...] | None = None, page: int = 0
    ) -> OwnClientPage:
        """Return the page, or the last page; only clients in `found`, if given.

        Raises:
            RoleMissingError: the user is not a master.
        """
        master.ensure_role(Role.MASTER)
        async with self.uow:
            own = await self.workplaces.list_workplaces(master.user_id)
            master_ids = tuple(place.master_id for place in own)
            query = OwnClientQuery(master_ids, self.clock.now(), client_ids=found)
            total = await self.clients.count(query)
            pages = max(1, -(-total // PAGE_SIZE))
            page = min(max(page, 0), pages - 1)
            clients = await self.clients.list_page(query, offset=page * PAGE_SIZE, limit=PAGE_SIZE)
        return OwnClientPage(clients, page, pages)
