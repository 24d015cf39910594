from collections.abc import Collection, Sequence
from typing import Protocol

from domain.availability.model import Busy
from domain.shared.ids import MasterId
from domain.shared.master_days import MasterDay


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
