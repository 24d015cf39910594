from collections.abc import Collection, Mapping

from sqlalchemy import ARRAY, BigInteger, and_, any_, bindparam, func, insert, select

from domain.clients.add_client import NewClient
from domain.clients.find_clients import FoundClient
from domain.shared.ids import UserId
from infra.db.gateways.clients.find_clients import has_phone
from infra.db.rows import AnyRow
from infra.db.tables import ANY_PHONE, users
from infra.db.unit_of_work import SqlaUnitOfWork

FIRST_PHONE_LOCK = -2
"""Lock keys of phones go down from here; keys of bots are positive, -1 is that of bundles."""

_CLIENT = select(
    users.c.id,
    users.c.display_name,
    ANY_PHONE,
    and_(users.c.telegram_id.is_not(None), users.c.unreachable_at.is_(None)).label("has_chat"),
    users.c.is_blocked,
)
_CLIENTS = _CLIENT.where(users.c.id == any_(bindparam("user_ids", type_=ARRAY(BigInteger))))


class SqlaClientBook:
    """Clients in the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def get(self, ids: Collection[UserId]) -> Mapping[UserId, FoundClient]:
        """Return the clients that exist: one query."""
        found = await self._uow.execute(_CLIENTS, {"user_ids": list(ids)})
        return {row.id: _client_of(row) for row in found}

    async def find_by_phone(self, phone: str) -> tuple[FoundClient, ...]:
        """Return the clients who have this number, then those who have it as written: one query."""
        query = _CLIENT.where(has_phone(phone)).order_by(users.c.phone, users.c.id)
        return tuple(_client_of(row) for row in await self._uow.execute(query))

    async def lock_phone(self, phone: str) -> None:
        """Prevent other processes from adding this number: one query."""
        key = FIRST_PHONE_LOCK - int(phone)
        await self._uow.execute(select(func.pg_advisory_xact_lock(key)))

    async def add(self, client: NewClient, language: str) -> UserId:
        """Add a client without a chat: one query."""
        values = {"display_name": client.name, "phone": client.phone, "language": language}
        written = await self._uow.execute(insert(users).values(**values).returning(users.c.id))
        user_id: UserId = written.scalar_one()
        return user_id


def _client_of(row: AnyRow) -> FoundClient:
    return FoundClient(row.id, row.display_name, row.phone, row.has_chat, row.is_blocked)
