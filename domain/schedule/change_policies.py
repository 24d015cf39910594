from collections.abc import Callable
from dataclasses import replace

from domain.catalog.errors import LocationNotFoundError
from domain.schedule.model import LocationProfile, PolicySet
from domain.schedule.ports import LocationProfileCache, LocationProfileGateway
from domain.shared.identity import Identity, Role
from domain.shared.ids import LocationId
from domain.shared.unit_of_work import UnitOfWork


class ChangePolicies:
    """Change the rules of a location; every replica sees them from the commit on."""

    def __init__(
        self, uow: UnitOfWork, profiles: LocationProfileGateway, cache: LocationProfileCache
    ) -> None:
        self._uow = uow
        self._profiles = profiles
        self._cache = cache

    async def execute(
        self,
        admin: Identity,
        location_id: LocationId,
        change: Callable[[PolicySet], PolicySet],
    ) -> LocationProfile:
        """Apply `change` to the location's policies and return its new profile.

        Raises:
            RoleMissingError: only an admin changes rules.
            LocationNotFoundError: the location is unknown or closed down.
        """
        admin.ensure_role(Role.ADMIN)
        async with self._uow:
            profile = await self._profiles.get_profile(location_id, for_update=True)
            if profile is None:
                raise LocationNotFoundError
            changed = replace(profile, policies=change(profile.policies))
            await self._profiles.save_policies(location_id, changed.policies)
            await self._uow.commit()
        await self._cache.keep(changed)
        return changed
