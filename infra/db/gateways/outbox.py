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
        await self._uow.execute(statement, [_values(message) for message in messages])


def _values(message: OutboxMessage) -> dict[str, object]:
    return {
        "key": message.key,
        "kind": message.kind,
        "channel": message.channel,
        "audience": message.audience,
        "recipient_id": message.recipient_id,
        "location_id": message.location_id,
        "booking_id": message.booking_id,
        "facts": dict(message.facts),
        "due_at": message.due_at,
        "attempt_at": message.due_at,
    }
