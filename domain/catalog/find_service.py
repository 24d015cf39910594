from dataclasses import dataclass

from domain.catalog.errors import ServiceNotFoundError, ServiceSwitchedOffError
from domain.catalog.model import Service
from domain.catalog.ports import CatalogGateway
from domain.shared.ids import ServiceId
from domain.shared.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class FindService:
    """Find a service and its location by the service's id."""

    uow: UnitOfWork
    catalog: CatalogGateway

    async def execute(self, service_id: ServiceId) -> Service:
        """Return the service, if it can be booked now.

        Raises:
            ServiceNotFoundError: there is none, or its location has closed down.
            ServiceSwitchedOffError: it is no longer sold, or no active master performs it.
        """
        async with self.uow:
            found = await self.catalog.get_services([service_id])
            open_ids = {location.id for location in await self.catalog.list_locations()}
        if not found or found[0].service.location_id not in open_ids:
            raise ServiceNotFoundError
        if not found[0].is_offered:
            raise ServiceSwitchedOffError(found[0].service.name)
        return found[0].service
