from collections.abc import Sequence
from typing import Protocol
from zoneinfo import ZoneInfo

from domain.schedule.model import Absence, LocationProfile, MasterSchedule, PolicySet
from domain.shared.ids import LocationId, MasterId
from domain.shared.time import DateRange


class ScheduleGateway(Protocol):
    """Reads the working time of many masters at once; the number of queries is fixed."""

    async def get_schedules(self, master_ids: Sequence[MasterId]) -> tuple[MasterSchedule, ...]:
        """Return the masters' hours and limits: one query."""
        ...

    async def get_absences(
        self, master_ids: Sequence[MasterId], days: DateRange
    ) -> tuple[Absence, ...]:
        """Return the days off and blocks that touch the local days: one query."""
        ...


class LocationProfiles(Protocol):
    """Reads locations with their policies."""

    async def get_profile(self, location_id: LocationId) -> LocationProfile | None:
        """Return the active location with its policies."""
        ...


class LocationProfileGateway(LocationProfiles, Protocol):
    """Reads and writes a location's policies in the database."""

    async def get_profile(
        self, location_id: LocationId, *, for_update: bool = False
    ) -> LocationProfile | None:
        """Return the active location with its policies: one query.

        `for_update` locks the policies against other writers until the transaction ends.
        """
        ...

    async def save_policies(self, location_id: LocationId, policies: PolicySet) -> None:
        """Replace the location's policies."""
        ...

    async def save_timezone(self, location_id: LocationId, timezone: ZoneInfo) -> None:
        """Change the location's timezone."""
        ...


class LocationProfileCache(LocationProfiles, Protocol):
    """Caches what every search reads: in Redis if available, else it reads the database."""

    async def put(self, profile: LocationProfile) -> None:
        """Make `profile` visible to every replica; a failure is logged, never raised."""
        ...
