from dataclasses import dataclass

from domain.catalog.errors import LocationNotFoundError
from domain.catalog.model import Location
from domain.catalog.ports import CatalogGateway
from domain.reporting.digest_choice import DigestChoice, choice_of
from domain.schedule.ports import LocationProfileGateway
from domain.shared.identity import Identity, Role
from domain.shared.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class LocationDigests:
    """When the digests of a location are sent; `page` counts the locations from 0."""

    location: Location
    choice: DigestChoice
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class GetDigestPlan:
    """Read when digests are sent, one location per page."""

    uow: UnitOfWork
    catalog: CatalogGateway
    profiles: LocationProfileGateway

    async def execute(self, admin: Identity, page: int) -> LocationDigests:
        """Return the plan of the location on the page; pages past the end show the last one.

        Raises:
            RoleMissingError: the user is not an admin.
            LocationNotFoundError: there is no location yet.
        """
        admin.ensure_role(Role.ADMIN)
        async with self.uow:
            locations = await self.catalog.list_locations()
            if not locations:
                raise LocationNotFoundError
            page = min(max(page, 0), len(locations) - 1)
            profile = await self.profiles.get_profile(locations[page].id)
        if profile is None:
            raise LocationNotFoundError
        return LocationDigests(profile.location, choice_of(profile.policies), page, len(locations))
