from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from domain.availability.model import Busy, Loads, OwnTime
from domain.shared.ids import MasterId
from domain.shared.master_days import MasterDay
from domain.shared.time import Interval


class BusyGateway(Protocol):
    """Reads the busy time of many masters at once."""

    async def get_busy(self, master_ids: Sequence[MasterId], utc_days: range) -> tuple[Busy, ...]:
        """Return everything that occupies time of the masters on the UTC days, holds included.

        From the database it is one query. Writes never rely on a cache.
        """
        ...


class BusyCache(BusyGateway, Protocol):
    """Busy time for display, possibly cached."""

    async def forget(self, master_days: Collection[MasterDay]) -> None:
        """Drop exactly these days from the cache; a failure is logged, never raised."""
        ...


class LoadGateway(Protocol):
    """Reads how much many masters have to do, at once."""

    async def get_loads(
        self,
        master_ids: Sequence[MasterId],
        period: Interval,
        day_at: datetime,
        own_time: OwnTime,
        now: datetime,
    ) -> Loads:
        """Return the load of each master in the period: one query.

        Visits count that occupy time or were kept, except own time; `last_client_at` is before
        `day_at`.
        """
        ...
