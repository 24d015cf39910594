import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

from domain.catalog.ports import CatalogGateway
from domain.clients.phones import FEWEST_DIGITS, read_phone, split_phone, without_trunk_prefix
from domain.shared.folding import foldings
from domain.shared.identity import Identity, Role
from domain.shared.ids import UserId
from domain.shared.texts import in_plain_signs
from domain.shared.unit_of_work import UnitOfWork

LONGEST_SEARCH = 64

NO_DIGIT = re.compile(r"\(0\)|\D")  # the 0 of "+49 (0)170" is dialled only within the country


Spellings = tuple[str, ...]
"""The foldings of one word: each of them is the word."""

_DASHES = re.compile(r"[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")


@dataclass(frozen=True, slots=True)
class FoundClient:
    """A client in a search result; without `has_chat` they can only be phoned."""

    user_id: UserId
    name: str
    phone: str | None
    has_chat: bool
    is_blocked: bool = False


@dataclass(frozen=True, slots=True)
class ClientSearch:
    """A search for clients whose folded name contains all of `words`.

    With `digits`, it also matches clients whose phone contains one of them and whose name
    contains all of `of_name`; with `phone`, a complete number as E.164, those who have it.
    """

    words: tuple[Spellings, ...]
    of_name: tuple[Spellings, ...] = ()
    digits: tuple[str, ...] = ()
    phone: str | None = None

    @classmethod
    def read(cls, text: str, countries: Collection[str] = ()) -> Self | None:
        """Parse the text; `None` if it has no letter and no digit.

        `countries` are those of the locations: a number may be in their national format.
        """
        typed = _searchable(text)[:LONGEST_SEARCH]
        words = "".join(sign if sign.isprintable() else " " for sign in typed).split()
        if not any(sign.isalnum() for word in words for sign in word):
            return None
        name, phone = split_phone(" ".join(words), countries) or ("", None)
        named = name.split() if phone else words
        of_name = [word for word in named if any(sign.isalpha() for sign in word)]
        number = " ".join(word for word in words if word not in of_name)
        digits = digits_of_phone(number, countries)
        whole = _spellings(words)
        if not whole:
            return None
        return cls(whole, _spellings(of_name), digits, phone) if digits else cls(whole)


def _spellings(words: Sequence[str]) -> tuple[Spellings, ...]:
    """Fold the words; the parts of one with dashes may stand anywhere in a name."""
    folded = [foldings(part) for word in words for part in _DASHES.split(word)]
    return tuple(word for word in folded if all(word))


def _searchable(text: str) -> str:
    """Return the text without the signs of copied numbers, if there are any digits."""
    typed = unicodedata.normalize("NFC", text)
    return in_plain_signs(typed) if any(map(str.isdecimal, typed)) else typed


def digits_of_phone(text: str, countries: Collection[str]) -> tuple[str, ...]:
    """Return the digits to search for in stored numbers; a number matches if it contains one.

    Digits after `+` or `00` begin with a country code, as stored numbers do. Others may be any part
    of a number, and may begin with the trunk prefix of a country, which is not stored.
    """
    whole = read_phone(text, ()) or text.strip()
    typed = NO_DIGIT.sub("", in_plain_signs(whole))
    if whole.startswith("+") or typed.startswith("00"):
        parts = {typed.removeprefix("00")}
    else:
        parts = {typed, *(without_trunk_prefix(typed, country) for country in countries)}
    return tuple(sorted(part for part in parts if len(part) >= FEWEST_DIGITS))


class ClientSearchGateway(Protocol):
    """Finds clients."""

    async def find(self, search: ClientSearch, limit: int) -> tuple[FoundClient, ...]:
        """Return the matches, first those whose name begins with the text, then by name."""
        ...


@dataclass(frozen=True, slots=True)
class FindClients:
    """Find clients by part of their name or phone, for an admin."""

    uow: UnitOfWork
    catalog: CatalogGateway
    clients: ClientSearchGateway

    async def execute(self, admin: Identity, text: str, limit: int = 8) -> tuple[FoundClient, ...]:
        """Return the best matches, `limit` at most; none for a text without letters or digits.

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
