from dataclasses import dataclass, replace

from domain.catalog.errors import LocationNotFoundError
from domain.catalog.ports import CatalogGateway
from domain.schedule.model import LocationProfile
from domain.schedule.ports import LocationProfileCache, LocationProfileGateway
from domain.shared.identity import Identity, Role
from domain.shared.ids import LocationId
from domain.shared.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class SwitchMaintenance:
    """Stop or resume new bookings at all locations, on every replica after the commit."""

    uow: UnitOfWork
    catalog: CatalogGateway
    profiles: LocationProfileGateway
    cache: LocationProfileCache

    async def execute(self, admin: Identity, *, is_on: bool, text: str = "") -> None:
        """Switch all locations or, on failure, none; `text` is shown to clients.

        Raises:
            RoleMissingError: the user is not an admin.
            LocationNotFoundError: there is no location yet.
        """
        admin.ensure_role(Role.ADMIN)
        async with self.uow:
            changed = [
                await self._switch(location.id, is_on=is_on, text=text)
                for location in await self.catalog.list_locations()
            ]
            if not changed:
                raise LocationNotFoundError
            await self.uow.commit()
        for profile in changed:
            await self.cache.put(profile)

    async def _switch(self, location_id: LocationId, *, is_on: bool, text: str) -> LocationProfile:
        profile = await self.profiles.get_profile(location_id, for_update=True)
        if profile is None:
            raise LocationNotFoundError
        policies = replace(profile.policies, is_in_maintenance=is_on, maintenance_text=text)
        await self.profiles.save_policies(location_id, policies)
        return replace(profile, policies=policies)
