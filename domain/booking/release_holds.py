from domain.availability.ports import BusyCache
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.end_holds import RUN_OUT, EndHolds
from domain.visit.ports import BookingGateway

MAX_AT_ONCE = 50
"""Keeps a transaction short; the rest has its turn next time."""


class ReleaseHolds:
    """Write down that holds have run out, and have it told. Any number of workers may do so."""

    def __init__(
        self,
        uow: UnitOfWork,
        bookings: BookingGateway,
        end_holds: EndHolds,
        busy_cache: BusyCache,
        clock: Clock,
    ) -> None:
        self._uow = uow
        self._bookings = bookings
        self._end_holds = end_holds
        self._busy_cache = busy_cache
        self._clock = clock

    async def execute(self) -> int:
        """Return how many holds were ended, a bounded number."""
        now = self._clock.now()
        async with self._uow:
            holds = await self._bookings.lock_run_out(now, MAX_AT_ONCE)
            if not holds:
                return 0
            await self._end_holds.execute(holds, RUN_OUT, now)
            await self._uow.commit()
        await self._busy_cache.forget(frozenset().union(*(hold.master_days for hold in holds)))
        return len(holds)
