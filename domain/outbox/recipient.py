from dataclasses import dataclass
from zoneinfo import ZoneInfo

from domain.shared.destination import Destination
from domain.shared.ids import UserId


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where a message goes, and how its reader is spoken to; without `user_id` it is a group."""

    destination: Destination
    language: str
    timezone: ZoneInfo | None = None
    user_id: UserId | None = None
    region: str | None = None

    @property
    def is_group(self) -> bool:
        """Whether several people read it: phone numbers do not belong there."""
        return self.user_id is None


@dataclass(frozen=True, slots=True)
class Contact:
    """Who the client is, for admins alone."""

    name: str
    phone: str | None
