from collections.abc import Collection

from sqlalchemy import ARRAY, Integer, bindparam, text

from domain.shared.master_days import MasterDay
from infra.db.unit_of_work import SqlaUnitOfWork

# Rows of a materialized query are read in its order: this prevents deadlocks of two writers.
# Aggregating returns one row instead of one per lock.
_LOCK = text(
    """
    WITH wanted AS MATERIALIZED (
        SELECT master_id, utc_day
        FROM unnest(:master_ids, :utc_days) AS pair (master_id, utc_day)
        ORDER BY master_id, utc_day
    )
    SELECT count(pg_advisory_xact_lock(master_id, utc_day)) FROM wanted
    """
).bindparams(
    bindparam("master_ids", type_=ARRAY(Integer)), bindparam("utc_days", type_=ARRAY(Integer))
)


async def lock_master_days(uow: SqlaUnitOfWork, master_days: Collection[MasterDay]) -> None:
    """Lock these days until the transaction ends: one query, ascending order.

    Raises:
        RetryableError: a lock was not acquired within the lock timeout.
    """
    if master_days:
        master_ids, utc_days = zip(*sorted(set(master_days)), strict=True)
        await uow.execute(_LOCK, {"master_ids": list(master_ids), "utc_days": list(utc_days)})
