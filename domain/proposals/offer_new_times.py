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
"""Whoever changed the time waits for so many; the rest has its turn next time."""


@dataclass(frozen=True, slots=True)
class OfferNewTimes:
    """Ask the clients of displaced visits whether another time suits, or tell the staff to.

    Any number of workers may do so: an offer is written in the transaction that settles its
    displacement, so the second worker finds nothing left to do, and one
    that dies has written nothing.
    """

    uow: UnitOfWork
    displacements: DisplacementGateway
    settle_displacement: SettleDisplacement
    clock: Clock

    async def execute(self) -> int:
        """Return how many displacements of a batch were settled here.

        Raises:
            ExceptionGroup: defects; what met one is tried again, and holds up no other.
        """
        async with self.uow:
            waiting = await self.displacements.list_unsettled(MAX_AT_ONCE)
        return await self._try_each(waiting)

    async def of_change(self, staff: Identity, changed_at: datetime) -> int:
        """Do the same for what that change of this person displaced, and for nothing else."""
        async with self.uow:
            waiting = await self.displacements.list_unsettled_of(
                staff.user_id, changed_at, MAX_AT_ONCE
            )
        return await self._try_each(waiting)

    async def _try_each(self, waiting: Sequence[Displacement]) -> int:
        """Deal with one after the other: they share the unit of work."""
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
        except RetryableError:  # somebody changes the visit at this very moment
            return False
