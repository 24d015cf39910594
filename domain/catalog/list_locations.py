from domain.catalog.model import Location
from domain.catalog.ports import CatalogGateway
from domain.shared.unit_of_work import UnitOfWork


class ListLocations:
    """Read where one can book."""

    def __init__(self, uow: UnitOfWork, catalog: CatalogGateway) -> None:
        self._uow = uow
        self._catalog = catalog

    async def execute(self) -> tuple[Location, ...]:
        """Return the active locations in their order; none before the business is set up."""
        async with self._uow:
            return await self._catalog.list_locations()
