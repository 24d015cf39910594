from dataclasses import replace
from zoneinfo import ZoneInfo

from domain.catalog.errors import LocationNotFoundError
from domain.reminders.rewrite_all_reminders import RewriteAllReminders
from domain.schedule.model import LocationProfile
from domain.schedule.ports import LocationProfileCache, LocationProfileGateway
from domain.shared.identity import Identity, Role
from domain.shared.ids import LocationId
from domain.shared.unit_of_work import UnitOfWork


class ChangeTimezone:
    """Give a location another timezone. Visits keep their moments; their local times change."""

    def __init__(
        self,
        uow: UnitOfWork,
        profiles: LocationProfileGateway,
        cache: LocationProfileCache,
        rewrite_all_reminders: RewriteAllReminders,
    ) -> None:
        self._uow = uow
        self._profiles = profiles
        self._cache = cache
        self._rewrite_all_reminders = rewrite_all_reminders

    async def execute(self, admin: Identity, location_id: LocationId, timezone: ZoneInfo) -> None:
        """Change the zone, then rewrite the reminders of all coming visits.

        To do it again after it was cut off completes it.

        Raises:
            RoleMissingError: only an admin changes rules.
            LocationNotFoundError: there is none, or it has closed down.
        """
        admin.ensure_role(Role.ADMIN)
        await self._cache.keep(await self._change(location_id, timezone))
        await self._rewrite_all_reminders.execute(location_id)

    async def _change(self, location_id: LocationId, timezone: ZoneInfo) -> LocationProfile:
        async with self._uow:
            profile = await self._profiles.get_profile(location_id, for_update=True)
            if profile is None:
                raise LocationNotFoundError
            await self._profiles.save_timezone(location_id, timezone)
            await self._uow.commit()
        return replace(profile, location=replace(profile.location, timezone=timezone))
