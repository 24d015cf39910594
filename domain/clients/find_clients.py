import re
import unicodedata
from dataclasses import dataclass
from typing import Protocol, Self

from domain.shared.identity import Identity, Role
from domain.shared.ids import UserId
from domain.shared.texts import in_plain_digits
from domain.shared.unit_of_work import UnitOfWork

LONGEST_SEARCH = 64
FEWEST_DIGITS = 3

NO_DIGIT = re.compile(r"\(0\)|\D")  # the nought of "+49 (0)170" is dialled within the country
WITHIN_RUSSIA = re.compile(r"[78](\d{10})")  # 8 there is +7 everywhere else


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
    """What is searched for: somebody in whose name all of `words` occur, whatever their case.

    With `digits`, also somebody in whose phone these occur, and in whose name all `of_name`.
    """

    words: tuple[str, ...]
    of_name: tuple[str, ...] = ()
    digits: str = ""

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Read what somebody typed; nothing where there is no letter and no digit in it."""
        typed = unicodedata.normalize("NFC", text)[:LONGEST_SEARCH]
        words = "".join(sign if sign.isprintable() else " " for sign in typed).split()
        if not any(sign.isalnum() for word in words for sign in word):
            return None
        of_name = tuple(word for word in words if any(sign.isalpha() for sign in word))
        digits = significant_digits(" ".join(word for word in words if word not in of_name))
        if len(digits) < FEWEST_DIGITS:
            return cls(tuple(words))
        return cls(tuple(words), of_name, digits)


def significant_digits(phone: str) -> str:
    """Return the digits that all spellings of a number have in common, or of a part of one."""
    digits = NO_DIGIT.sub("", in_plain_digits(phone)).lstrip("0")
    russian = WITHIN_RUSSIA.fullmatch(digits)
    return russian[1] if russian else digits


class ClientSearchGateway(Protocol):
    """Finds clients."""

    async def find(self, search: ClientSearch, limit: int) -> tuple[FoundClient, ...]:
        """Return those who match, first those whose name begins so, then by name."""
        ...


@dataclass(frozen=True, slots=True)
class FindClients:
    """Find clients by part of their name or phone, for an admin."""

    uow: UnitOfWork
    clients: ClientSearchGateway

    async def execute(self, admin: Identity, text: str, limit: int = 8) -> tuple[FoundClient, ...]:
        """Return those who match best, `limit` at most; a text of signs alone finds nobody.

        Raises:
            RoleMissingError: who asks is no admin.
        """
        admin.ensure_role(Role.ADMIN)
        search = ClientSearch.read(text)
        if search is None:
            return ()
        async with self.uow:
            return await self.clients.find(search, limit)
