from datetime import datetime

from sqlalchemy import delete, exists, select, update
from sqlalchemy.dialects.postgresql import insert

from domain.shared.ids import UserId
from infra.db.tables import admin_groups
from infra.db.unit_of_work import SqlaUnitOfWork


class SqlaAdminGroupGateway:
    """The admins' group in the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def connect(self, chat_id: int, admin_id: UserId, now: datetime) -> None:
        """Notify admins in this group from now on, and in no other."""
        values = {"connected_by": admin_id, "connected_at": now}
        await self._uow.execute(
            insert(admin_groups)
            .values(chat_id=chat_id, **values)
            .on_conflict_do_update(index_elements=["chat_id"], set_=values)
        )
        await self._uow.execute(delete(admin_groups).where(admin_groups.c.chat_id != chat_id))

    async def disconnect(self, chat_id: int) -> bool:
        """Stop notifications in the group; return whether it was connected."""
        gone = await self._uow.execute(
            delete(admin_groups).where(admin_groups.c.chat_id == chat_id)
        )
        return gone.rowcount == 1

    async def rename(self, old_chat_id: int, new_chat_id: int) -> None:
        """Follow a group to which Telegram gave a new id; idempotent."""
        is_known = exists().where(admin_groups.c.chat_id == new_chat_id)
        await self._uow.execute(
            update(admin_groups)
            .where(admin_groups.c.chat_id == old_chat_id, ~is_known)
            .values(chat_id=new_chat_id)
        )

    async def get_connected(self) -> int | None:
        """Return the id of the chat; after concurrent connects, the later one: one query."""
        query = select(admin_groups.c.chat_id).order_by(admin_groups.c.connected_at.desc()).limit(1)
        chat_id: int | None = (await self._uow.execute(query)).scalar_one_or_none()
        return chat_id
