from collections.abc import Collection, Sequence
from typing import Protocol

from domain.availability.model import Busy
from domain.shared.ids import MasterId
from domain.shared.master_days import MasterDay


class BusyGateway(Protocol):
    """Reads taken time of many masters at once."""

    async def get_busy(self, master_ids: Sequence[MasterId], utc_days: range) -> tuple[Busy, ...]:
        """Return everything that occupies time of the masters on the UTC days, holds included.

        From the database it is one query; it never comes from a cache where a write is decided.
        """
        ...


class BusyCache(BusyGateway, Protocol):
    """Taken time as it is shown: may be kept from an earlier reading."""

    async def forget(self, master_days: Collection[MasterDay]) -> None:
        """Drop what is kept of exactly these days; a failure is logged, never raised."""
        ...
