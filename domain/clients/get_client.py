from collections.abc import Sequence
from dataclasses import dataclass

from domain.clients.add_client import ClientBook
from domain.clients.find_clients import FoundClient
from domain.shared.errors import DomainError
from domain.shared.identity import Identity, Role
from domain.shared.ids import UserId
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.policies import ClientBlockedDenial


class ClientNotFoundError(DomainError):
    """The client does not exist, or no longer does."""


@dataclass(frozen=True, slots=True)
class GetClient:
    """Read a client for an admin who acts for them."""

    uow: UnitOfWork
    book: ClientBook

    async def execute(self, admin: Identity, client_id: UserId) -> FoundClient:
        """Return the client.

        Raises:
            RoleMissingError: the user is not an admin.
            ClientNotFoundError: there is no such client.
        """
        found = await self.several(admin, [client_id])
        if not found:
            raise ClientNotFoundError
        return found[0]

    async def for_booking(self, admin: Identity, client_id: UserId) -> FoundClient:
        """Return a client for whom visits can be booked; raises as `execute` does.

        Raises:
            ClientBlockedDenial: the client is blocked.
        """
        client = await self.execute(admin, client_id)
        if client.is_blocked:
            raise ClientBlockedDenial
        return client

    async def several(self, admin: Identity, ids: Sequence[UserId]) -> tuple[FoundClient, ...]:
        """Return the clients that exist, in the order of the ids.

        Raises:
            RoleMissingError: the user is not an admin.
        """
        admin.ensure_role(Role.ADMIN)
        async with self.uow:
            found = await self.book.get(ids)
        return tuple(found[client_id] for client_id in ids if client_id in found)
