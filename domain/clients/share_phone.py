from collections.abc import Mapping
from dataclasses import dataclass

from domain.availability.ports import BusyCache
from domain.clients.add_client import ClientBook, PhoneInvalidError
from domain.clients.join_clients import JoinClients, PhoneOwners
from domain.clients.phones import read_phone
from domain.shared.first_name import first_name_of
from domain.shared.folding import foldings
from domain.shared.ids import UserId
from domain.shared.master_days import MasterDay
from domain.shared.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class SharedPhone:
    """The stored number (E.164), and what it led to.

    `has_joined` means that the client was found by it; otherwise `may_be_known` says that the
    staff have clients with this number, and the person can say which of them they are.
    """

    phone: str
    has_joined: bool = False
    may_be_known: bool = False


@dataclass(frozen=True, slots=True)
class SharePhone:
    """Store the phone number of a user who shared their own contact.

    A client whom the staff added by this number becomes the same person, if there is only one
    and the first names agree. Several people may use one number, so any other is asked about.
    """

    uow: UnitOfWork
    book: ClientBook
    owners: PhoneOwners
    join_clients: JoinClients
    busy_cache: BusyCache

    async def execute(self, user_id: UserId, name: str, contact_phone: str) -> SharedPhone:
        """Return what the number led to; `contact_phone` is as Telegram gives it.

        Raises:
            PhoneInvalidError: it is no number that can be dialled.
        """
        phone = read_phone("+" + contact_phone.strip().removeprefix("+"), ())
        if phone is None:
            raise PhoneInvalidError
        freed: frozenset[MasterDay] = frozenset()
        async with self.uow:
            await self.book.lock_phone(phone)
            await self.owners.save_phone(user_id, phone)
            others = await self.owners.list_without_chat(phone)
            same = _same_person(name, others)
            if same is not None:
                freed = await self.join_clients.execute(user_id, same)
            await self.uow.commit()
        await self.busy_cache.forget(freed)
        return SharedPhone(phone, same is not None, same is None and bool(others))


def _same_person(name: str, others: Mapping[UserId, str]) -> UserId | None:
    if len(others) != 1:
        return None
    ((other_id, other_name),) = others.items()
    return other_id if _first_name(name) & _first_name(other_name) else None


def _first_name(name: str) -> set[str]:
    return {folding for folding in foldings(first_name_of(name)) if folding}
