from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from domain.availability.find_alternatives import FindAlternatives
from domain.availability.model import VisitWish
from domain.availability.ports import BusyCache
from domain.shared.master_days import MasterDay
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.errors import SlotTakenError


@dataclass(slots=True)
class Attempt:
    """An operation in progress that occupies time: its wish, and the days that it changed."""

    wish: VisitWish | None = None
    start_at: datetime | None = None
    touched: Collection[MasterDay] = ()

    def wants(self, wish: VisitWish, start_at: datetime) -> None:
        """Store the wish to find alternatives for if the time is taken."""
        self.wish, self.start_at = wish, start_at


@dataclass(frozen=True, slots=True)
class OccupyTime:
    """Run an operation that occupies time in one transaction, then drop its days from the cache."""

    uow: UnitOfWork
    busy_cache: BusyCache
    find_alternatives: FindAlternatives

    @asynccontextmanager
    async def attempt(self) -> AsyncIterator[Attempt]:
        """Commit the writes of the block.

        Raises:
            SlotTakenError: the block found the time taken; carries the nearest alternatives.
        """
        attempt = Attempt()
        try:
            async with self.uow:
                yield attempt
                await self.uow.commit()
        except SlotTakenError:
            if attempt.wish is None or attempt.start_at is None:
                raise
            alternatives = await self.find_alternatives.execute(attempt.wish, attempt.start_at)
            raise SlotTakenError(alternatives) from None
        await self.busy_cache.forget(attempt.touched)
