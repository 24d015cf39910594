from dataclasses import replace
from zoneinfo import ZoneInfo

from domain.catalog.errors import LocationNotFoundError
from domain.notifications.reminder_ports import ReminderGateway
from domain.notifications.rewrite_reminders import RewriteReminders
from domain.schedule.model import LocationProfile
from domain.schedule.ports import LocationProfileCache, LocationProfileGateway
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId, LocationId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork

BATCH_SIZE = 200


class ChangeTimezone:
    """Give a location another timezone. Visits keep their moments; their local times change."""

    def __init__(
        self,
        uow: UnitOfWork,
        profiles: LocationProfileGateway,
        cache: LocationProfileCache,
        reminders: ReminderGateway,
        rewrite_reminders: RewriteReminders,
        clock: Clock,
    ) -> None:
        self._uow = uow
        self._profiles = profiles
        self._cache = cache
        self._reminders = reminders
        self._rewrite_reminders = rewrite_reminders
        self._clock = clock

    async def execute(self, admin: Identity, location_id: LocationId, timezone: ZoneInfo) -> None:
        """Change the zone, then rewrite the reminders of all coming visits, batch by batch.

        To do it again after it was cut off completes it.

        Raises:
            RoleMissingError: only an admin changes rules.
            LocationNotFoundError: there is none, or it has closed down.
        """
        admin.ensure_role(Role.ADMIN)
        await self._cache.keep(await self._change(location_id, timezone))
        last: BookingId | None = BookingId(0)
        while last is not None:
            last = await self._rewrite_batch(location_id, last)

    async def _change(self, location_id: LocationId, timezone: ZoneInfo) -> LocationProfile:
        async with self._uow:
            profile = await self._profiles.get_profile(location_id, for_update=True)
            if profile is None:
                raise LocationNotFoundError
            await self._profiles.save_timezone(location_id, timezone)
            await self._uow.commit()
        return replace(profile, location=replace(profile.location, timezone=timezone))

    async def _rewrite_batch(self, location_id: LocationId, after: BookingId) -> BookingId | None:
        """Return the last booking of the batch, `None` after the last batch."""
        now = self._clock.now()
        async with self._uow:
            batch = await self._reminders.lock_coming(location_id, now, after, BATCH_SIZE)
            await self._rewrite_reminders.execute(batch, now)
            await self._uow.commit()
        return max(batch) if batch else None
