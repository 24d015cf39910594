from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Column, delete, exists, select, update

from domain.shared.ids import BookingId, UserId
from domain.shared.names import stand_in_number
from infra.db.gateways.clients.clients import name_written
from infra.db.rows import AnyRow
from infra.db.sql import is_any_of_many
from infra.db.tables import bookings, masters, metadata, users
from infra.db.unit_of_work import SqlaUnitOfWork

REFERENCES: tuple[Column[Any], ...] = tuple(
    key.parent
    for table in metadata.sorted_tables
    for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
    if key.column is users.c.id
)
"""All columns that refer to a user, of every table that there is."""

_USERS = is_any_of_many(users.c.id, "user_ids")
_CLIENTS = is_any_of_many(bookings.c.client_id, "user_ids")
_LOCK_USERS = select(users.c.id).where(_USERS).order_by(users.c.id).with_for_update()
_LOCK_BOOKINGS = select(bookings.c.id).where(_CLIENTS).order_by(bookings.c.id).with_for_update()
_IS_MASTER = exists().where(masters.c.user_id == users.c.id)


class SqlaPhoneOwners:
    """The people of one phone number, from the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def find_phone(self, user_id: UserId) -> str | None:
        """Return the number that the user confirmed: one query."""
        query = select(users.c.phone).where(users.c.id == user_id, users.c.telegram_id.is_not(None))
        phone: str | None = (await self._uow.execute(query)).scalar_one_or_none()
        return phone

    async def save_phone(self, user_id: UserId, phone: str) -> None:
        """Store the number that the user shared: one query."""
        await self._uow.execute(update(users).where(users.c.id == user_id).values(phone=phone))

    async def list_without_chat(self, phone: str) -> Mapping[UserId, str]:
        """Return the clients with this number who have no chat and no role: one query."""
        query = select(users.c.id, users.c.display_name).where(
            users.c.phone == phone, users.c.telegram_id.is_(None), ~users.c.is_admin, ~_IS_MASTER
        )
        found = await self._uow.execute(query.order_by(users.c.id))
        return {row.id: row.display_name for row in found}

    async def lock(self, user_ids: Collection[UserId]) -> None:
        """Lock the users and then their bookings, each in ascending order: two queries."""
        for query in (_LOCK_USERS, _LOCK_BOOKINGS):
            await self._uow.execute(query, {"user_ids": list(user_ids)})

    async def move_to(self, kept: UserId, lost: UserId) -> tuple[BookingId, ...]:
        """Move everything that refers to `lost`, and delete that user; return all bookings.

        The delete fails, and so does the whole transaction, if anything were left behind.
        """
        rows = await self._uow.execute(select(users).where(_USERS), {"user_ids": [kept, lost]})
        by_id = {row.id: row for row in rows}
        for column in REFERENCES:
            await self._uow.execute(
                update(column.table).where(column == lost).values({column: kept})
            )
        await self._uow.execute(delete(users).where(users.c.id == lost))
        await self._write(by_id[kept], by_id[lost])
        found = await self._uow.execute(
            select(bookings.c.id).where(bookings.c.client_id == kept).order_by(bookings.c.id)
        )
        return tuple(row.id for row in found)

    async def _write(self, kept: AnyRow, lost: AnyRow) -> None:
        """Keep what only the lost one had, and whatever is stricter of the two."""
        await self._uow.execute(
            update(users)
            .where(users.c.id == kept.id)
            .values(
                is_blocked=kept.is_blocked or lost.is_blocked,
                phone_as_written=kept.phone_as_written or lost.phone_as_written,
                consented_at=kept.consented_at or lost.consented_at,
            )
        )
        is_named = stand_in_number(lost.display_name) is None
        known_as = kept.known_as or lost.known_as or (lost.display_name if is_named else None)
        await self._uow.execute(name_written(kept.id, kept.display_name, known_as))
