from collections.abc import Collection, Sequence

from domain.availability.model import Busy
from domain.availability.ports import BusyGateway
from domain.shared.ids import MasterId
from domain.shared.master_days import MasterDay
from infra.cache.busy_store import RedisBusyStore


class RedisBusyCache:
    """Busy time for display: from Redis, and missing days from the database."""

    def __init__(self, store: RedisBusyStore, gateway: BusyGateway) -> None:
        self._store = store
        self._gateway = gateway

    async def get_busy(self, master_ids: Sequence[MasterId], utc_days: range) -> tuple[Busy, ...]:
        """Return everything that occupies time: one round trip, one query if days are missing."""
        if not master_ids:
            return ()
        kept = await self._store.read(master_ids, utc_days)
        if kept is None:
            return await self._gateway.get_busy(master_ids, utc_days)
        lacking = {master_id: old for master_id, old in kept.items() if old.missing_days}
        complete = [b for old in kept.values() if not old.missing_days for b in old.taken]
        if not lacking:
            return tuple(complete)
        missing = {day for old in lacking.values() for day in old.missing_days}
        around = range(min(missing), max(missing) + 1)
        fresh = await self._gateway.get_busy(tuple(lacking), around)
        await self._store.fill(lacking, fresh)
        known = [busy for old in lacking.values() for busy in old.taken]
        return (*complete, *(dict.fromkeys([*known, *fresh]) if known else fresh))

    async def forget(self, master_days: Collection[MasterDay]) -> None:
        """Drop exactly these days from the cache; a failure is logged, never raised."""
        if master_days:
            await self._store.forget(master_days)


class NoBusyCache:
    """Busy time directly from the database, without Redis."""

    def __init__(self, gateway: BusyGateway) -> None:
        self._gateway = gateway

    async def get_busy(self, master_ids: Sequence[MasterId], utc_days: range) -> tuple[Busy, ...]:
        """Return everything that occupies time of the masters on the UTC days."""
        return await self._gateway.get_busy(master_ids, utc_days)

    async def forget(self, master_days: Collection[MasterDay]) -> None:
        """Do nothing: there is no cache."""
