from dataclasses import dataclass

from domain.catalog.model import Location
from domain.catalog.ports import CatalogGateway
from domain.shared.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ListLocations:
    """List the locations that can be booked."""

    uow: UnitOfWork
    catalog: CatalogGateway

    async def execute(self) -> tuple[Location, ...]:
        """Return the active locations in order; none before the business is set up."""
        async with self.uow:
            return await self.catalog.list_locations()
