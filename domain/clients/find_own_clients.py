from dataclasses import dataclass

from domain.clients.find_clients import ClientSearch
from domain.clients.own_clients import OwnClientGateway, OwnClientQuery
from domain.schedule.workplaces import WorkplaceGateway
from domain.shared.identity import Identity, Role
from domain.shared.ids import UserId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class FindOwnClients:
    """Find the master's own clients by part of the first name, as no other name is shown."""

    uow: UnitOfWork
    workplaces: WorkplaceGateway
    clients: OwnClientGateway
    clock: Clock

    async def execute(self, master: Identity, text: str, limit: int) -> tuple[UserId, ...]:
        """Return the most recent matches, `limit` at most; none without letters or digits.

        Raises:
            RoleMissingError: the user is not a master.
        """
        master.ensure_role(Role.MASTER)
        search = ClientSearch.read(text)
        if search is None:
            return ()
        async with self.uow:
            own = await self.workplaces.list_workplaces(master.user_id)
            master_ids = tuple(place.master_id for place in own)
            query = OwnClientQuery(master_ids, self.clock.now(), words=search.words)
            found = await self.clients.list_page(query, offset=0, limit=limit)
        return tuple(client.user_id for client in found)
