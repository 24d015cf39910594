from dataclasses import dataclass

from domain.my_time.ports import DisplacementGateway, later
from domain.my_time.read_own_time import ReadOwnTime
from domain.shared.ids import MasterId
from domain.shared.time import Interval
from domain.visit.model import Visit, VisitItem


@dataclass(frozen=True, slots=True)
class FindAbsent:
    """Finds the absent masters of a visit that a change of working time displaced.

    Runs inside the caller's transaction; for a visit that is not displaced it is one query.
    """

    displacements: DisplacementGateway
    read_own_time: ReadOwnTime

    async def execute(self, visit: Visit) -> frozenset[MasterId]:
        """Return the masters of the visit who do not work at its time, or no longer work at all."""
        if not await self.displacements.has_displaced(visit.id, visit.starts_at):
            return frozenset()
        missing = [item for item in visit.items if await self._is_absent_for(item, visit)]
        return frozenset(item.master_id for item in missing)

    async def _is_absent_for(self, item: VisitItem, visit: Visit) -> bool:
        rota = await self.read_own_time.rota_of(item.master_id)
        if rota is None:
            return True
        agreed = Interval(item.start_at, item.end_at)
        times = {agreed, later(agreed, visit.late_minutes)}
        own = [(time, await self.read_own_time.around(rota, time)) for time in times]
        return any(there.obstacles_to(time) for time, there in own)
