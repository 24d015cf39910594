from domain.clients.find_clients import ClientSearch
from domain.clients.own_clients import OwnClientGateway, OwnClientQuery
from domain.schedule.workplaces import WorkplaceGateway
from domain.shared.identity import Identity, Role
from domain.shared.ids import UserId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork


class FindOwnClients:
    """Find clients of the master who asks, by part of the first name: nothing else is shown."""

    def __init__(
        self,
        uow: UnitOfWork,
        workplaces: WorkplaceGateway,
        clients: OwnClientGateway,
        clock: Clock,
    ) -> None:
        self._uow = uow
        self._workplaces = workplaces
        self._clients = clients
        self._clock = clock

    async def execute(self, master: Identity, text: str, limit: int) -> tuple[UserId, ...]:
        """Return those who were seen last, `limit` at most; a text of signs alone finds nobody.

        Raises:
            RoleMissingError: who asks is no master.
        """
        master.ensure_role(Role.MASTER)
        search = ClientSearch.read(text)
        if search is None:
            return ()
        async with self._uow:
            own = await self._workplaces.list_workplaces(master.user_id)
            master_ids = tuple(place.master_id for place in own)
            query = OwnClientQuery(master_ids, self._clock.now(), words=" ".join(search.words))
            found = await self._clients.list_page(query, offset=0, limit=limit)
        return tuple(client.user_id for client in found)
