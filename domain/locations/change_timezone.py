from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from domain.catalog.errors import LocationNotFoundError
from domain.reminders.rewrite_all_reminders import RewriteAllReminders
from domain.schedule.model import LocationProfile
from domain.schedule.ports import LocationProfileCache, LocationProfileGateway
from domain.shared.identity import Identity, Role
from domain.shared.ids import LocationId
from domain.shared.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ChangeTimezone:
    """Change a location's timezone. Visits keep their moments; their local times change."""

    uow: UnitOfWork
    profiles: LocationProfileGateway
    cache: LocationProfileCache
    rewrite_all_reminders: RewriteAllReminders

    async def execute(self, admin: Identity, location_id: LocationId, timezone: ZoneInfo) -> None:
        """Change the zone, then rewrite the reminders of all coming visits.

        After an interruption, a second run completes it.

        Raises:
            RoleMissingError: the user is not an admin.
            LocationNotFoundError: there is no such active location.
        """
        admin.ensure_role(Role.ADMIN)
        await self.cache.put(await self._change(location_id, timezone))
        await self.rewrite_all_reminders.execute(location_id)

    async def _change(self, location_id: LocationId, timezone: ZoneInfo) -> LocationProfile:
        async with self.uow:
            profile = await self.profiles.get_profile(location_id, for_update=True)
            if profile is None:
                raise LocationNotFoundError
            await self.profiles.save_timezone(location_id, timezone)
            await self.uow.commit()
        return replace(profile, location=replace(profile.location, timezone=timezone))
