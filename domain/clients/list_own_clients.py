from dataclasses import dataclass

from domain.booking.staff_ports import StaffGateway
from domain.clients.find_clients import ClientSearch
from domain.clients.own_clients import LOOKS_BACK, OwnClient, OwnClientGateway
from domain.shared.identity import Identity, Role
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork

PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class OwnClientPage:
    """One page of a master's clients; `page` counts from 0 and is a page that exists."""

    clients: tuple[OwnClient, ...]
    page: int
    pages: int


class ListOwnClients:
    """Read the clients of the master who asks: of visits of the last years, and of those to come.

    They are found by part of the first name alone, as nothing else is shown of them.
    """

    def __init__(
        self,
        uow: UnitOfWork,
        staff_gateway: StaffGateway,
        clients: OwnClientGateway,
        clock: Clock,
    ) -> None:
        self._uow = uow
        self._staff_gateway = staff_gateway
        self._clients = clients
        self._clock = clock

    async def execute(self, master: Identity, search: str = "", page: int = 0) -> OwnClientPage:
        """Return the page, the last one where there are fewer; signs alone find nobody.

        Raises:
            RoleMissingError: who asks is no master.
        """
        master.ensure_role(Role.MASTER)
        now = self._clock.now()
        since, wanted = now - LOOKS_BACK, ClientSearch.read(search)
        if search and wanted is None:
            return OwnClientPage((), 0, 1)
        words = " ".join(wanted.words) if wanted else ""
        async with self._uow:
            own = sorted(await self._staff_gateway.get_master_ids(master.user_id))
            total = await self._clients.count(own, words, since)
            pages = max(1, -(-total // PAGE_SIZE))
            page = min(max(page, 0), pages - 1)
            clients = await self._clients.list_page(
                own, words, since, now, offset=page * PAGE_SIZE, limit=PAGE_SIZE
            )
        return OwnClientPage(clients, page, pages)
