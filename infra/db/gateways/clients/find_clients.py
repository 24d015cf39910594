import re
from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true

from domain.clients.find_clients import ClientSearch, FoundClient
from domain.clients.phones import without_country_code
from infra.db.tables import ANY_PHONE, users
from infra.db.unit_of_work import SqlaUnitOfWork

ALIKE = {
    "е": "её",
    "ё": "её",
    "i": "iıİ",
    "ı": "iıİ",
    "i\u0307": "iıİ",  # what a Turkish capital with its dot is in small letters
}

COMPOSED_NAME = func.normalize(users.c.display_name)
"""A letter and its accent may be stored as two; what is searched for has them as one."""

_NO_DIGITS = func.translate(ANY_PHONE, "0123456789", "")
PHONE_DIGITS = func.translate(ANY_PHONE, _NO_DIGITS, "")
"""Far cheaper than by a pattern."""

_FOUND = select(
    users.c.id,
    users.c.display_name,
    ANY_PHONE,
    and_(users.c.telegram_id.is_not(None), users.c.unreachable_at.is_(None)).label("has_chat"),
)


class SqlaClientSearchGateway:
    """Clients who are searched for, in the database: it reads all of them, from end to end."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def find(self, search: ClientSearch, limit: int) -> tuple[FoundClient, ...]:
        """Return those who match: one query."""
        begins_so = COMPOSED_NAME.regexp_match("^" + anyhow_written(search.words[0]))
        query = (
            _FOUND.where(matches(search))
            .order_by(begins_so.desc(), users.c.display_name, users.c.id)
            .limit(limit)
        )
        found = await self._uow.execute(query)
        return tuple(
            FoundClient(row.id, row.display_name, row.phone, row.has_chat) for row in found
        )


def matches(search: ClientSearch) -> ColumnElement[bool]:
    """Match the users who are searched for."""
    by_name = _has_all(search.words)
    if not search.digits:
        return by_name
    by_phone = _is_phone(search.digits)
    if search.phone:
        by_phone = or_(by_phone, has_phone(search.phone))
    return or_(by_name, and_(_has_all(search.of_name), by_phone))


def has_phone(phone: str) -> ColumnElement[bool]:
    """Match the user with this number (E.164), and those who have it as it was written.

    A number as written may lack the country code, have a trunk prefix, or a text beside it.
    """
    is_as_written = func.strpos(PHONE_DIGITS, without_country_code(phone)) > 0
    return or_(users.c.phone == phone, and_(users.c.phone.is_(None), is_as_written))


def _has_all(words: Iterable[str]) -> ColumnElement[bool]:
    return and_(true(), *(COMPOSED_NAME.regexp_match(anyhow_written(word)) for word in words))


def _is_phone(digits: Iterable[str]) -> ColumnElement[bool]:
    """Match a number in which one of these digits occur."""
    return func.coalesce(or_(*(func.strpos(PHONE_DIGITS, part) > 0 for part in digits)), false())


def anyhow_written(word: str) -> str:
    """Return the expression of a word in capitals or not.

    PostgreSQL itself knows the letters beyond ASCII only under some collations.
    """
    return "".join(_anyhow(sign) for sign in word)


def _anyhow(sign: str) -> str:
    variants = {v for one in ALIKE.get(sign.lower(), sign) for v in (one.lower(), one.upper())}
    letters = "".join(sorted(v for v in variants if len(v) == 1 and v.isalnum()))
    return f"[{letters}]" if letters else re.escape(sign)
