from dataclasses import dataclass

from domain.availability.ports import BusyCache
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.end_holds import RUN_OUT, EndHolds
from domain.visit.ports import BookingGateway

MAX_AT_ONCE = 50
"""Limits the length of a transaction; the next run processes the rest."""


@dataclass(frozen=True, slots=True)
class ReleaseHolds:
    """Expire holds and queue the notifications. Any number of workers may run it."""

    uow: UnitOfWork
    bookings: BookingGateway
    end_holds: EndHolds
    busy_cache: BusyCache
    clock: Clock

    async def execute(self) -> int:
        """Return how many holds were expired, at most `MAX_AT_ONCE`."""
        now = self.clock.now()
        async with self.uow:
            holds = await self.bookings.lock_run_out(now, MAX_AT_ONCE)
            if not holds:
                return 0
            await self.end_holds.execute(holds, RUN_OUT, now)
            await self.uow.commit()
        await self.busy_cache.forget(frozenset().union(*(hold.master_days for hold in holds)))
        return len(holds)
