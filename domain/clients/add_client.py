import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self

from domain.clients.find_clients import FoundClient
from domain.clients.phones import split_phone
from domain.outbox.audit import Action, AuditEntry, AuditLog
from domain.shared.errors import DomainError
from domain.shared.identity import Identity, Role
from domain.shared.ids import UserId
from domain.shared.names import clean_name
from domain.shared.texts import cleaned
from domain.shared.time import Clock
from domain.shared.time_words import names_a_time
from domain.shared.unit_of_work import UnitOfWork

LONGEST_NAME = 64
WORDS_OF_A_SHORT_NAME = 2

_PART_ENDS = re.compile(r"\s*[,;:(/]\s*|\s-+\s")
_CLOCK = re.compile(r"[0-9][:.][0-9]|[0-9]\s?(?:[ap]\.?m|h|uhr|ч)\b", re.IGNORECASE)


class ClientUnreadableError(DomainError):
    """The name is missing or too long."""


class NameUnclearError(DomainError):
    """The text has words beside the name, such as when the client can be called."""


class PhoneInvalidError(DomainError):
    """The text is not a valid phone number, or has more than one."""


class ClientKnownError(DomainError):
    """Other clients have this phone already."""

    def __init__(self, clients: Sequence[FoundClient]) -> None:
        super().__init__()
        self.clients = tuple(clients)


@dataclass(frozen=True, slots=True)
class NewClient:
    """A client who phones or walks in; the phone is E.164.

    Raises:
        ClientUnreadableError: the name is missing or too long.
    """

    name: str
    phone: str | None = None

    def __post_init__(self) -> None:
        if not any(sign.isalpha() for sign in self.name) or len(self.name) > LONGEST_NAME:
            raise ClientUnreadableError

    @classmethod
    def read(cls, text: str, countries: Collection[str]) -> Self:
        """Read `Anna Petrova +49 170 1234567`, or a name alone.

        A number without a country code belongs to one of `countries`, those of the locations.

        Raises:
            ClientUnreadableError: the name is missing or too long.
            NameUnclearError: there are other words besides the name.
            PhoneInvalidError: there are digits besides the name, but not exactly one number.
        """
        found = split_phone(cleaned(text, in_one_line=True), countries)
        if found is None:
            raise PhoneInvalidError if any(map(str.isalpha, text)) else ClientUnreadableError
        name, phone = found
        if _has_more_than_name(name):
            raise NameUnclearError
        return cls(clean_name(name), phone)


class ClientBook(Protocol):
    """Reads and adds clients; never commits."""

    async def get(self, ids: Collection[UserId]) -> Mapping[UserId, FoundClient]:
        """Return the clients that exist."""
        ...

    async def lock_phone(self, phone: str) -> None:
        """Lock this number against other writers until the transaction ends."""
        ...

    async def find_by_phone(self, phone: str) -> tuple[FoundClient, ...]:
        """Return the clients who have this number (E.164), and then those who have it as written.

        Of each the first added comes first.
        """
        ...

    async def add(self, client: NewClient, language: str) -> UserId:
        """Add a client without a chat."""
        ...


@dataclass(frozen=True, slots=True)
class AddClient:
    """Add a client who phoned or walked in, for an admin."""

    uow: UnitOfWork
    book: ClientBook
    audit_log: AuditLog
    clock: Clock

    async def execute(
        self, admin: Identity, client: NewClient, language: str, *, shares_phone: bool = False
    ) -> UserId:
        """Return the id of the new client; `language` is stored as theirs.

        With `shares_phone`, other people may have the same number, such as a mother.

        Raises:
            RoleMissingError: the user is not an admin.
            ClientKnownError: another client has this phone, and it is not to be shared.
        """
        admin.ensure_role(Role.ADMIN)
        async with self.uow:
            if client.phone and not shares_phone:
                await self._ensure_unknown(client.phone)
            user_id = await self.book.add(client, language)
            await self.audit_log.add(_entry(admin, user_id, self.clock.now()))
            await self.uow.commit()
        return user_id

    async def _ensure_unknown(self, phone: str) -> None:
        await self.book.lock_phone(phone)
        clients = await self.book.find_by_phone(phone)
        if clients:
            raise ClientKnownError(clients)


def _has_more_than_name(name: str) -> bool:
    """Return whether the text goes on after the name: `Anna, calls in the evening`.

    Two words, and capitalized ones, are names whatever they mean: people are called `Freitag`.
    """
    _, *others = _PART_ENDS.split(name)
    if any(part[:1].islower() for part in others) or _CLOCK.search(name):
        return True
    words = name.split()
    small = (word for word in words[1:] if word[:1].islower())
    return len(words) > WORDS_OF_A_SHORT_NAME and names_a_time(" ".join(small))


def _entry(admin: Identity, user_id: UserId, now: datetime) -> AuditEntry:
    return AuditEntry(admin.user_id, Role.ADMIN, Action.CLIENT_ADDED, f"user:{user_id}", now)
