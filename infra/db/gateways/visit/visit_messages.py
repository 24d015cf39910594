from datetime import datetime

from sqlalchemy import func, insert, select

from domain.shared.ids import BookingId, UserId
from domain.visit.correspondence import VisitMessage, VisitMessageId
from infra.db.rows import AnyRow
from infra.db.tables import booking_items, masters, users, visit_messages
from infra.db.unit_of_work import SqlaUnitOfWork

_MESSAGES = select(
    visit_messages.c.author_id,
    users.c.display_name,
    visit_messages.c.text,
    visit_messages.c.written_at,
    visit_messages.c.is_by_client,
).join(users, users.c.id == visit_messages.c.author_id)


class SqlaVisitMessageGateway:
    """Messages about visits, in the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def add(
        self,
        booking_id: BookingId,
        author_id: UserId,
        text: str,
        now: datetime,
        *,
        is_by_client: bool,
    ) -> VisitMessageId:
        """Write a message: one query."""
        values = {
            "booking_id": booking_id,
            "author_id": author_id,
            "is_by_client": is_by_client,
            "text": text,
            "written_at": now,
        }
        written = await self._uow.execute(
            insert(visit_messages).values(values).returning(visit_messages.c.id)
        )
        message_id: VisitMessageId = written.scalar_one()
        return message_id

    async def count(self, booking_id: BookingId, author_id: UserId, since: datetime) -> int:
        """Return how many messages the user wrote about the visit since then: one query."""
        query = select(func.count()).where(
            visit_messages.c.booking_id == booking_id,
            visit_messages.c.author_id == author_id,
            visit_messages.c.written_at > since,
        )
        count: int = (await self._uow.execute(query)).scalar_one()
        return count

    async def get_message(self, message_id: VisitMessageId) -> VisitMessage | None:
        """Return one message: one query."""
        query = _MESSAGES.where(visit_messages.c.id == message_id)
        row = (await self._uow.execute(query)).one_or_none()
        return None if row is None else _message_of(row)

    async def list_newest(self, booking_id: BookingId, limit: int) -> tuple[VisitMessage, ...]:
        """Return the newest messages about a visit in chronological order: one query."""
        query = (
            _MESSAGES.where(visit_messages.c.booking_id == booking_id)
            .order_by(visit_messages.c.id.desc())
            .limit(limit)
        )
        rows = (await self._uow.execute(query)).all()
        return tuple(_message_of(row) for row in reversed(rows))

    async def list_writers(self, booking_id: BookingId) -> tuple[UserId, ...]:
        """Return the staff who wrote about the visit, the latest writer first: one query."""
        query = (
            select(visit_messages.c.author_id)
            .where(visit_messages.c.booking_id == booking_id, ~visit_messages.c.is_by_client)
            .group_by(visit_messages.c.author_id)
            .order_by(func.max(visit_messages.c.id).desc())
        )
        return tuple(UserId(row.author_id) for row in await self._uow.execute(query))

    async def list_hosts(self, booking_id: BookingId) -> tuple[UserId, ...]:
        """Return the users of the visit's active masters, in item order: one query."""
        query = (
            select(masters.c.user_id)
            .join(booking_items, booking_items.c.master_id == masters.c.id)
            .where(
                booking_items.c.booking_id == booking_id,
                masters.c.is_active,
                masters.c.user_id.is_not(None),
            )
            .order_by(booking_items.c.position)
        )
        return tuple(UserId(row.user_id) for row in await self._uow.execute(query))


def _message_of(row: AnyRow) -> VisitMessage:
    return VisitMessage(row.author_id, row.display_name, row.text, row.written_at, row.is_by_client)
