from dataclasses import dataclass
from zoneinfo import ZoneInfo

from domain.shared.destination import Destination
from domain.shared.ids import UserId


@dataclass(frozen=True, slots=True)
class Recipient:
    """The destination of a message and its reader's language; a group has no `user_id`."""

    destination: Destination
    language: str
    timezone: ZoneInfo | None = None
    user_id: UserId | None = None
    region: str | None = None

    @property
    def is_group(self) -> bool:
        """Whether several people read it, so that it must contain no phone numbers."""
        return self.user_id is None


@dataclass(frozen=True, slots=True)
class Contact:
    """The name of a client, and the phone number for admins only."""

    name: str
    phone: str | None
