from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from infra.db.tables import reconcile_cursors
from infra.db.unit_of_work import SqlaUnitOfWork


class SqlaReconcileCursors:
    """Read positions in the transaction lists of provider accounts, in the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def get_position(self, provider: str, account: str) -> int | None:
        """Return how many transactions were read, `None` before the first read: one query."""
        query = select(reconcile_cursors.c.position).where(
            reconcile_cursors.c.provider == provider, reconcile_cursors.c.account == account
        )
        position: int | None = (await self._uow.execute(query)).scalar_one_or_none()
        return position

    async def advance(self, provider: str, account: str, position: int) -> None:
        """Store the position, unless another reader is already further: one query."""
        written = insert(reconcile_cursors).values(
            provider=provider, account=account, position=position
        )
        furthest = func.greatest(reconcile_cursors.c.position, written.excluded.position)
        await self._uow.execute(
            written.on_conflict_do_update(
                index_elements=["provider", "account"], set_={"position": furthest}
            )
        )
