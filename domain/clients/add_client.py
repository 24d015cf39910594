import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self

from domain.clients.find_clients import FoundClient, significant_digits
from domain.outbox.audit import Action, AuditEntry, AuditLog
from domain.shared.errors import DomainError
from domain.shared.identity import Identity, Role
from domain.shared.ids import UserId
from domain.shared.texts import cleaned, in_plain_digits
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork

LONGEST_NAME = 64
FEWEST_DIGITS, MOST_DIGITS = 5, 15  # E.164 has 15 at most
LOCAL_DIGITS = 7
"""A number of so many is the same as one that has a country or a town before it."""

_NAME_AND_PHONE = re.compile(r"(?P<name>.*?)[\s,;:]*(?P<phone>\+?\(?[0-9][0-9\s()./–-]*)?")


class ClientUnreadableError(DomainError):
    """There is no name, or it is too long, or the phone has too few digits or too many."""


class ClientKnownError(DomainError):
    """Somebody has this phone already."""

    def __init__(self, client: FoundClient) -> None:
        super().__init__()
        self.client = client


@dataclass(frozen=True, slots=True)
class NewClient:
    """Somebody who phones or walks in; the phone is digits, perhaps after a plus.

    Raises:
        ClientUnreadableError: nobody could be called or found by this.
    """

    name: str
    phone: str | None = None

    def __post_init__(self) -> None:
        if not any(sign.isalpha() for sign in self.name) or len(self.name) > LONGEST_NAME:
            raise ClientUnreadableError
        if self.phone and not _can_be_dialled(self.phone):
            raise ClientUnreadableError

    @classmethod
    def read(cls, text: str) -> Self:
        """Read `Anna Petrova +49 170 1234567`, or a name alone."""
        found = _NAME_AND_PHONE.fullmatch(cleaned(in_plain_digits(text), in_one_line=True))
        if found is None:
            raise ClientUnreadableError
        return cls(found["name"].strip(), _digits(found["phone"]) if found["phone"] else None)


class ClientBook(Protocol):
    """Knows the people who are clients; never commits."""

    async def get(self, ids: Collection[UserId]) -> Mapping[UserId, FoundClient]:
        """Return the clients whom there are."""
        ...

    async def lock_phone(self, digits: str) -> None:
        """Keep others from adding a phone that ends so, until the transaction ends."""
        ...

    async def find_by_phone(self, ending: str) -> tuple[FoundClient, ...]:
        """Return everybody whose number has these digits at its end."""
        ...

    async def add(self, client: NewClient, language: str) -> UserId:
        """Write somebody who has no chat."""
        ...


@dataclass(frozen=True, slots=True)
class AddClient:
    """Write down a client who phoned or walked in, for an admin."""

    uow: UnitOfWork
    book: ClientBook
    audit_log: AuditLog
    clock: Clock

    async def execute(self, admin: Identity, client: NewClient, language: str) -> UserId:
        """Return the new client, who is taken to speak the language.

        Raises:
            RoleMissingError: who asks is no admin.
            ClientKnownError: somebody has this phone.
        """
        admin.ensure_role(Role.ADMIN)
        async with self.uow:
            if client.phone:
                await self._ensure_unknown(client.phone)
            user_id = await self.book.add(client, language)
            await self.audit_log.add(_entry(admin, user_id, self.clock.now()))
            await self.uow.commit()
        return user_id

    async def _ensure_unknown(self, phone: str) -> None:
        ending = significant_digits(phone)[-LOCAL_DIGITS:]
        await self.book.lock_phone(ending)
        for client in await self.book.find_by_phone(ending):
            if client.phone and is_same_phone(client.phone, phone):
                raise ClientKnownError(client)


def is_same_phone(one: str, other: str) -> bool:
    """Tell whether two spellings are one number; either may lack what stands before the town."""
    shorter, longer = sorted(map(significant_digits, (one, other)), key=len)
    return shorter == longer or (len(shorter) >= LOCAL_DIGITS and longer.endswith(shorter))


def _can_be_dialled(phone: str) -> bool:
    """Tell whether it has as many digits as numbers have, noughts before it not counted."""
    is_short = len(phone.lstrip("+")) <= MOST_DIGITS
    return is_short and len(significant_digits(phone)) >= FEWEST_DIGITS


def _digits(phone: str) -> str:
    """Return the digits, and the plus; two noughts are what it stands for."""
    digits = re.sub(r"\(0\)|\D", "", phone)
    is_whole = phone.startswith("+") or digits.startswith("00")
    return "+" + digits.removeprefix("00") if is_whole else digits


def _entry(admin: Identity, user_id: UserId, now: datetime) -> AuditEntry:
    return AuditEntry(admin.user_id, Role.ADMIN, Action.CLIENT_ADDED, f"user:{user_id}", now)
