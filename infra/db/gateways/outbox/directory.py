from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ARRAY, BigInteger, any_, bindparam, or_, select, update

from domain.outbox.recipient import Contact, Recipient
from domain.shared.destination import Chat
from domain.shared.ids import UserId
from infra.db.rows import AnyRow, zone_of
from infra.db.tables import ANY_PHONE, users
from infra.db.unit_of_work import SqlaUnitOfWork

_REACHABLE = select(
    users.c.id, users.c.telegram_id, users.c.language, users.c.timezone, users.c.region
).where(users.c.telegram_id.is_not(None), users.c.unreachable_at.is_(None))

_ADMINS = _REACHABLE.where(
    or_(
        users.c.is_admin,
        users.c.telegram_id == any_(bindparam("telegram_ids", type_=ARRAY(BigInteger))),
    )
).order_by(users.c.id)


class SqlaDirectory:
    """People in the database, as they are written to."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def get_recipient(self, user_id: UserId) -> Recipient | None:
        """Return a person who opened the bot and has not blocked it."""
        row = (await self._uow.execute(_REACHABLE.where(users.c.id == user_id))).one_or_none()
        return None if row is None else _recipient_of(row)

    async def list_admins(self, account_ids: Collection[int]) -> tuple[Recipient, ...]:
        """Return the admins who can be written to: those marked so, and those given."""
        rows = await self._uow.execute(_ADMINS, {"telegram_ids": list(account_ids)})
        return tuple(_recipient_of(row) for row in rows)

    async def get_contact(self, user_id: UserId) -> Contact | None:
        """Return who a client is."""
        query = select(users.c.display_name, ANY_PHONE).where(users.c.id == user_id)
        row = (await self._uow.execute(query)).one_or_none()
        return None if row is None else Contact(row.display_name, row.phone)

    async def mark_unreachable(self, user_id: UserId, now: datetime) -> None:
        """Remember that the person takes no messages."""
        await self._uow.execute(
            update(users).where(users.c.id == user_id).values(unreachable_at=now)
        )


def _recipient_of(row: AnyRow) -> Recipient:
    zone = zone_of(row.timezone)
    return Recipient(Chat(row.telegram_id), row.language, zone, row.id, row.region)
