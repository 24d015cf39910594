from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from domain.clients.ports import ClientGateway
from domain.shared.errors import DomainError
from domain.shared.ids import UserId
from domain.shared.unit_of_work import UnitOfWork


class UnknownTimezoneError(DomainError):
    """The timezone database has no zone of this name."""


@dataclass(frozen=True, slots=True)
class ChooseTimezone:
    """Store the timezone whose times a user sees beside the location's."""

    uow: UnitOfWork
    clients: ClientGateway

    async def execute(self, user_id: UserId, zone_name: str | None) -> ZoneInfo | None:
        """Save and return the zone, `None` for the location's; raises `UnknownTimezoneError`."""
        if zone_name is not None and zone_name not in _known_zones():
            raise UnknownTimezoneError
        timezone = ZoneInfo(zone_name) if zone_name else None
        async with self.uow:
            await self.clients.save_timezone(user_id, timezone)
            await self.uow.commit()
        return timezone


@cache
def _known_zones() -> frozenset[str]:
    """Return all names; cached, because the library scans the file system for them."""
    return frozenset(available_timezones())
