from domain.catalog.errors import ServiceNotFoundError, ServiceSwitchedOffError
from domain.catalog.model import Service
from domain.catalog.ports import CatalogGateway
from domain.shared.ids import ServiceId
from domain.shared.unit_of_work import UnitOfWork


class FindService:
    """Find a service, and with it its location, where nothing but its id is known."""

    def __init__(self, uow: UnitOfWork, catalog: CatalogGateway) -> None:
        self._uow = uow
        self._catalog = catalog

    async def execute(self, service_id: ServiceId) -> Service:
        """Return the service, which can be booked now.

        Raises:
            ServiceNotFoundError: there is none, or its location has closed down.
            ServiceSwitchedOffError: it is no longer sold, or nobody performs it any more.
        """
        async with self._uow:
            found = await self._catalog.get_services([service_id])
            open_ids = {location.id for location in await self._catalog.list_locations()}
        if not found or found[0].service.location_id not in open_ids:
            raise ServiceNotFoundError
        if not found[0].is_offered:
            raise ServiceSwitchedOffError(found[0].service.name)
        return found[0].service
