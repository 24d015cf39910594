import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol, Self

from domain.catalog.ports import CatalogGateway
from domain.clients.phones import FEWEST_DIGITS, read_phone, without_trunk_prefix
from domain.shared.identity import Identity, Role
from domain.shared.ids import UserId
from domain.shared.texts import in_plain_digits
from domain.shared.unit_of_work import UnitOfWork

LONGEST_SEARCH = 64

NO_DIGIT = re.compile(r"\(0\)|\D")  # the nought of "+49 (0)170" is dialled within the country


@dataclass(frozen=True, slots=True)
class FoundClient:
    """A client whom somebody searched for; who has no chat, or left it, can only be phoned."""

    user_id: UserId
    name: str
    phone: str | None
    has_chat: bool
    is_blocked: bool = False


@dataclass(frozen=True, slots=True)
class ClientSearch:
    """What is searched for: a client in whose name all of `words` occur, whatever their case.

    With `digits`, also a client in whose phone one of these occurs, and in whose name all of
    `of_name` do.
    """

    words: tuple[str, ...]
    of_name: tuple[str, ...] = ()
    digits: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str, countries: Collection[str] = ()) -> Self | None:
        """Read what was typed; nothing where there is no letter and no digit in it.

        `countries` are those of the locations: a number may be written as it is dialled there.
        """
        typed = unicodedata.normalize("NFC", text)[:LONGEST_SEARCH]
        words = "".join(sign if sign.isprintable() else " " for sign in typed).split()
        if not any(sign.isalnum() for word in words for sign in word):
            return None
        of_name = tuple(word for word in words if any(sign.isalpha() for sign in word))
        phone = " ".join(word for word in words if word not in of_name)
        digits = digits_of_phone(phone, countries)
        return cls(tuple(words), of_name, digits) if digits else cls(tuple(words))


def digits_of_phone(text: str, countries: Collection[str]) -> tuple[str, ...]:
    """Return what to look for in stored numbers: one of these occurs in them.

    A number with its country is looked for as it is stored. Other digits may be any part of one,
    and may begin with the trunk prefix of a country, which is not stored.
    """
    whole = read_phone(text, ()) or text.strip()
    typed = NO_DIGIT.sub("", in_plain_digits(whole))
    if whole.startswith("+") or typed.startswith("00"):
        parts = {typed.removeprefix("00")}
    else:
        parts = {typed, *(without_trunk_prefix(typed, country) for country in countries)}
    return tuple(sorted(part for part in parts if len(part) >= FEWEST_DIGITS))


class ClientSearchGateway(Protocol):
    """Finds clients."""

    async def find(self, search: ClientSearch, limit: int) -> tuple[FoundClient, ...]:
        """Return those who match, first those whose name begins so, then by name."""
        ...


@dataclass(frozen=True, slots=True)
class FindClients:
    """Find clients by part of their name or phone, for an admin."""

    uow: UnitOfWork
    catalog: CatalogGateway
    clients: ClientSearchGateway

    async def execute(self, admin: Identity, text: str, limit: int = 8) -> tuple[FoundClient, ...]:
        """Return those who match best, `limit` at most; a text of signs alone finds nobody.

        Raises:
            RoleMissingError: the user is not an admin.
        """
        admin.ensure_role(Role.ADMIN)
        async with self.uow:
            locations = await self.catalog.list_locations()
            search = ClientSearch.read(text, [location.country for location in locations])
            if search is None:
                return ()
            return await self.clients.find(search, limit)
