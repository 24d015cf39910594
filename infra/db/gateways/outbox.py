from collections.abc import Sequence

from sqlalchemy.dialects.postgresql import insert

from domain.notifications.model import OutboxMessage
from infra.db.tables import outbox_messages
from infra.db.unit_of_work import SqlaUnitOfWork


class SqlaOutbox:
    """Messages that wait in the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def add(self, messages: Sequence[OutboxMessage]) -> None:
        """Write the messages; one whose key is there already stays as it is."""
        if not messages:
            return
        statement = insert(outbox_messages).on_conflict_do_nothing(index_elements=["key"])
        rows = [
            {"key": m.key, "kind": m.kind, "booking_id": m.booking_id, "due_at": m.due_at}
            for m in messages
        ]
        await self._uow.execute(statement, rows)
