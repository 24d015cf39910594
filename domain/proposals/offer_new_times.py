import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.my_time.ports import Displacement, DisplacementGateway
from domain.proposals.settle_displacement import SettleDisplacement
from domain.shared.errors import RetryableError
from domain.shared.identity import Identity
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork

MAX_AT_ONCE = 10
"""The user who changed the time waits for this many; the rest follow in the next run."""


@dataclass(frozen=True, slots=True)
class OfferNewTimes:
    """Offer the clients of displaced visits another time, or ask the admins to phone them.

    Any number of workers may do so: an offer is written in the transaction that settles its
    displacement, so the second worker finds nothing left to do, and a worker that dies has
    written nothing.
    """

    uow: UnitOfWork
    displacements: DisplacementGateway
    settle_displacement: SettleDisplacement
    clock: Clock

    async def execute(self) -> int:
        """Return how many displacements of a batch this call settled.

        Raises:
            ExceptionGroup: defects; the failed displacements are retried and delay no others.
        """
        async with self.uow:
            waiting = await self.displacements.list_unsettled(MAX_AT_ONCE)
        return await self._try_each(waiting)

    async def of_change(self, staff: Identity, changed_at: datetime) -> int:
        """Do the same only for the visits that this user's change displaced."""
        async with self.uow:
            waiting = await self.displacements.list_unsettled_of(
                staff.user_id, changed_at, MAX_AT_ONCE
            )
        return await self._try_each(waiting)

    async def _try_each(self, waiting: Sequence[Displacement]) -> int:
        """Settle one after the other: they share the unit of work."""
        results = [
            result
            for displaced in waiting
            for result in await asyncio.gather(self._try(displaced), return_exceptions=True)
        ]
        defects = [result for result in results if isinstance(result, Exception)]
        if defects:
            raise ExceptionGroup("some clients could not be offered another time", defects)
        return results.count(True)

    async def _try(self, displaced: Displacement) -> bool:
        try:
            return await self.settle_displacement.execute(displaced, self.clock.now())
        except RetryableError:  # the visit is being changed concurrently
            return False
