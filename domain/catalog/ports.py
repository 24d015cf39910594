from collections.abc import Sequence
from typing import Protocol

from domain.catalog.model import Location, SkilledService
from domain.shared.ids import LocationId, ServiceId


class CatalogGateway(Protocol):
    """Reads what is sold."""

    async def list_locations(self) -> tuple[Location, ...]:
        """Return the active locations in order."""
        ...

    async def list_services(self, location_id: LocationId) -> tuple[SkilledService, ...]:
        """Return the location's active services, by category and order, with their skills."""
        ...

    async def get_services(self, service_ids: Sequence[ServiceId]) -> tuple[SkilledService, ...]:
        """Return the existing services, switched off or not, in the requested order."""
        ...
