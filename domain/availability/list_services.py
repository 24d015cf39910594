from dataclasses import dataclass
from itertools import groupby

from domain.availability.policies import maintenance_denial
from domain.catalog.errors import LocationNotFoundError
from domain.catalog.model import ServiceCategory, SkilledService
from domain.catalog.ports import CatalogGateway
from domain.schedule.model import LocationProfile
from domain.schedule.ports import LocationProfileCache
from domain.shared.denials import ensure
from domain.shared.ids import LocationId
from domain.shared.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class MenuSection:
    """A category and the services that it offers now."""

    category: ServiceCategory
    services: tuple[SkilledService, ...]


@dataclass(frozen=True, slots=True)
class ServiceMenu:
    """The services that a client of the location can choose, in any combination."""

    profile: LocationProfile
    sections: tuple[MenuSection, ...]


@dataclass(frozen=True, slots=True)
class ListServices:
    """Read the services that a location offers now."""

    uow: UnitOfWork
    catalog: CatalogGateway
    profiles: LocationProfileCache

    async def execute(self, location_id: LocationId) -> ServiceMenu:
        """Return the menu, without services that no master performs.

        Raises:
            LocationNotFoundError: the location is unknown or closed.
            MaintenanceDenial: the location takes no bookings for now.
        """
        async with self.uow:
            profile = await self.profiles.get_profile(location_id)
            if profile is None:
                raise LocationNotFoundError
            ensure(maintenance_denial(profile.policies))
            found = await self.catalog.list_services(location_id)
        offered = [skilled for skilled in found if skilled.is_offered]
        by_category = groupby(offered, key=lambda skilled: skilled.service.category)
        sections = tuple(MenuSection(category, tuple(group)) for category, group in by_category)
        return ServiceMenu(profile, sections)
