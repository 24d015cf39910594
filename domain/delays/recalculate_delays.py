from dataclasses import dataclass
from datetime import datetime

from domain.delays.expected_delays import expected_delays
from domain.delays.write_delays import Changed, WriteDelays, changed_by
from domain.shared.ids import LocationId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.delay_ports import DelayGateway


@dataclass(frozen=True, slots=True)
class RecalculateDelays:
    """Notify clients whose delay changed because a visit ahead was added, removed or moved.

    Any number of workers may run it: rows are locked as in `RunLate`, and the second worker finds
    nothing changed.
    """

    uow: UnitOfWork
    delays: DelayGateway
    write_delays: WriteDelays
    clock: Clock

    async def execute(self) -> int:
        """Return the number of visits whose delay changed.

        A day without changes is only read; nothing is locked.
        """
        now = self.clock.now()
        async with self.uow:
            late = await self.delays.list_late(now)
        return sum([await self._recalculate(location_id, now) for location_id in late])

    async def _recalculate(self, location_id: LocationId, now: datetime) -> int:
        async with self.uow:
            if not await self._read(location_id, now):
                return 0
            changed = await self._read(location_id, now, for_update=True)
            await self.write_delays.execute(changed, now)
            await self.uow.commit()
        return len(changed)

    async def _read(
        self, location_id: LocationId, now: datetime, *, for_update: bool = False
    ) -> Changed:
        day = await self.delays.list_around(location_id, now, for_update=for_update)
        return changed_by(day, expected_delays(day, now))
