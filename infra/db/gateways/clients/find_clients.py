from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true

from domain.clients.find_clients import ClientSearch, FoundClient, Spellings
from domain.clients.phones import without_country_code
from infra.db.tables import ANY_PHONE, users
from infra.db.unit_of_work import SqlaUnitOfWork

AFTER_ALL_SIGNS = "\U0010ffff"

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
    """Clients who are searched for, in the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def find(self, search: ClientSearch, limit: int) -> tuple[FoundClient, ...]:
        """Return those who match: one query by the index, a second over all where it finds few."""
        begins_so = _begins_with(search.words[0])
        found = await self._read(_FOUND.where(begins_so, matches(search)), limit)
        if len(found) == limit:
            return found
        return await self._read(_FOUND.where(matches(search)).order_by(begins_so.desc()), limit)

    async def _read(
        self, query: Select[*tuple[object, ...]], limit: int
    ) -> tuple[FoundClient, ...]:
        rows = await self._uow.execute(
            query.order_by(users.c.display_name, users.c.id).limit(limit)
        )
        return tuple(FoundClient(row.id, row.display_name, row.phone, row.has_chat) for row in rows)


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


def _has_all(words: Iterable[Spellings]) -> ColumnElement[bool]:
    return and_(true(), *(contains(users.c.search_name, word) for word in words))


def contains(text: ColumnElement[str], word: Spellings) -> ColumnElement[bool]:
    """Match a folded text that contains the word in one of its spellings."""
    return or_(*(func.strpos(text, spelling) > 0 for spelling in word))


def _begins_with(word: Spellings) -> ColumnElement[bool]:
    """Match by a range, which the index serves whatever the spelling is."""
    name = users.c.search_name
    return or_(*(and_(name >= spelling, name < spelling + AFTER_ALL_SIGNS) for spelling in word))


def _is_phone(digits: Iterable[str]) -> ColumnElement[bool]:
    """Match a number in which one of these digits occur."""
    return func.coalesce(or_(*(func.strpos(PHONE_DIGITS, part) > 0 for part in digits)), false())
