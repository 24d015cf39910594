from sqlalchemy import insert

from domain.outbox.audit import AuditEntry
from infra.db.tables import audit_entries
from infra.db.unit_of_work import SqlaUnitOfWork


class SqlaAuditLog:
    """The record of what the staff did, in the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def add(self, entry: AuditEntry) -> None:
        """Write an entry: one query."""
        await self._uow.execute(
            insert(audit_entries).values(
                actor_id=entry.actor_id,
                actor_role=entry.actor_role,
                act=entry.act,
                subject=entry.subject,
                before=dict(entry.before),
                after=dict(entry.after),
                happened_at=entry.at,
            )
        )
