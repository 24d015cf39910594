from domain.clients.add_client import ClientBook
from domain.clients.find_clients import FoundClient
from domain.shared.errors import DomainError
from domain.shared.identity import Identity, Role
from domain.shared.ids import UserId
from domain.shared.unit_of_work import UnitOfWork


class ClientNotFoundError(DomainError):
    """There is no such client (any more)."""


class GetClient:
    """Read who a client is, for an admin who acts for them."""

    def __init__(self, uow: UnitOfWork, book: ClientBook) -> None:
        self._uow = uow
        self._book = book

    async def execute(self, admin: Identity, client_id: UserId) -> FoundClient:
        """Return the client.

        Raises:
            RoleMissingError: who asks is no admin.
            ClientNotFoundError: there is none.
        """
        admin.ensure_role(Role.ADMIN)
        async with self._uow:
            client = await self._book.get(client_id)
        if client is None:
            raise ClientNotFoundError
        return client
