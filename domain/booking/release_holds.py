from dataclasses import dataclass

from domain.availability.ports import BusyCache
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.end_holds import RUN_OUT, EndHolds
from domain.visit.ports import BookingGateway

MAX_AT_ONCE = 50
"""Keeps a transaction short; the rest has its turn next time."""


@dataclass(frozen=True, slots=True)
class ReleaseHolds:
    """Write down that holds have run out, and have it told. Any number of workers may do so."""

    uow: UnitOfWork
    bookings: BookingGateway
    end_holds: EndHolds
    busy_cache: BusyCache
    clock: Clock

    async def execute(self) -> int:
        """Return how many holds were ended, a bounded number."""
        now = self.clock.now()
        async with self.uow:
            holds = await self.bookings.lock_run_out(now, MAX_AT_ONCE)
            if not holds:
                return 0
            await self.end_holds.execute(holds, RUN_OUT, now)
            await self.uow.commit()
        await self.busy_cache.forget(frozenset().union(*(hold.master_days for hold in holds)))
        return len(holds)
