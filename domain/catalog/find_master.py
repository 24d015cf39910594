from dataclasses import dataclass

from domain.catalog.errors import MasterNotFoundError
from domain.catalog.model import Location
from domain.catalog.ports import CatalogGateway
from domain.shared.ids import MasterId
from domain.shared.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class FindMaster:
    """Find the location at which a master takes bookings."""

    uow: UnitOfWork
    catalog: CatalogGateway

    async def execute(self, master_id: MasterId) -> Location:
        """Return the first location that sells a service of the master: a query for each.

        Raises:
            MasterNotFoundError: no location does, or the master is switched off.
        """
        async with self.uow:
            for location in await self.catalog.list_locations():
                for skilled in await self.catalog.list_services(location.id):
                    if any(skill.master.id == master_id for skill in skilled.active_skills):
                        return location
        raise MasterNotFoundError
