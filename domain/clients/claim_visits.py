from dataclasses import dataclass

from domain.availability.ports import BusyCache
from domain.clients.add_client import ClientBook
from domain.clients.join_clients import JoinClients, PhoneOwners
from domain.shared.errors import DomainError
from domain.shared.first_name import first_name_of
from domain.shared.ids import UserId
from domain.shared.unit_of_work import UnitOfWork


class NotYourNumberError(DomainError):
    """No client without a chat has the number that this user shared, or no longer."""


@dataclass(frozen=True, slots=True)
class ListPhoneOwners:
    """List the clients without a chat who have the number that a user shared."""

    uow: UnitOfWork
    owners: PhoneOwners

    async def execute(self, user_id: UserId) -> tuple[tuple[UserId, str], ...]:
        """Return their ids and first names."""
        async with self.uow:
            phone = await self.owners.find_phone(user_id)
            if phone is None:
                return ()
            others = await self.owners.list_without_chat(phone)
        return tuple((other_id, first_name_of(name)) for other_id, name in others.items())


@dataclass(frozen=True, slots=True)
class ClaimVisits:
    """Join the client whom a user says to be, by the number that the user shared."""

    uow: UnitOfWork
    book: ClientBook
    owners: PhoneOwners
    join_clients: JoinClients
    busy_cache: BusyCache

    async def execute(self, user_id: UserId, other_id: UserId) -> None:
        """Join the two.

        Raises:
            NotYourNumberError: the client has another number or a chat, or is gone.
        """
        async with self.uow:
            phone = await self.owners.find_phone(user_id)
            if phone is None:
                raise NotYourNumberError
            await self.book.lock_phone(phone)
            if other_id not in await self.owners.list_without_chat(phone):
                raise NotYourNumberError
            freed = await self.join_clients.execute(user_id, other_id)
            await self.uow.commit()
        await self.busy_cache.forget(freed)
