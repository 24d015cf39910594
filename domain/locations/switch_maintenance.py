from dataclasses import replace

from domain.catalog.errors import LocationNotFoundError
from domain.catalog.ports import CatalogGateway
from domain.schedule.model import LocationProfile
from domain.schedule.ports import LocationProfileCache, LocationProfileGateway
from domain.shared.identity import Identity, Role
from domain.shared.ids import LocationId
from domain.shared.unit_of_work import UnitOfWork


class SwitchMaintenance:
    """Stop new bookings everywhere, or take them again; every replica knows from the commit on."""

    def __init__(
        self,
        uow: UnitOfWork,
        catalog: CatalogGateway,
        profiles: LocationProfileGateway,
        cache: LocationProfileCache,
    ) -> None:
        self._uow = uow
        self._catalog = catalog
        self._profiles = profiles
        self._cache = cache

    async def execute(self, admin: Identity, *, is_on: bool, text: str = "") -> None:
        """Switch all locations or, where that fails, none; `text` is what clients are told.

        Raises:
            RoleMissingError: only an admin changes rules.
            LocationNotFoundError: there is no location yet.
        """
        admin.ensure_role(Role.ADMIN)
        async with self._uow:
            changed = [
                await self._switch(location.id, is_on=is_on, text=text)
                for location in await self._catalog.list_locations()
            ]
            if not changed:
                raise LocationNotFoundError
            await self._uow.commit()
        for profile in changed:
            await self._cache.keep(profile)

    async def _switch(self, location_id: LocationId, *, is_on: bool, text: str) -> LocationProfile:
        profile = await self._profiles.get_profile(location_id, for_update=True)
        if profile is None:
            raise LocationNotFoundError
        policies = replace(profile.policies, is_in_maintenance=is_on, maintenance_text=text)
        await self._profiles.save_policies(location_id, policies)
        return replace(profile, policies=policies)
