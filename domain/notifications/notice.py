"""What is said to whom: everything that the words of a message need."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from domain.booking.correspondence import Said
from domain.booking.model import Visit
from domain.booking.policies import UNLOCKED, Locks
from domain.notifications.model import Audience, MessageKind
from domain.reporting.digest import Digest
from domain.shared.ids import UserId


@dataclass(frozen=True, slots=True)
class Recipient:
    """A chat, and how whoever reads it is spoken to; without `user_id` it is a group."""

    telegram_id: int
    language: str
    timezone: ZoneInfo | None = None
    user_id: UserId | None = None

    @property
    def is_group(self) -> bool:
        """Whether several people read it: phone numbers do not belong there."""
        return self.user_id is None


@dataclass(frozen=True, slots=True)
class Contact:
    """Who the client is, for admins alone."""

    name: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class News:
    """One thing to be told.

    `facts` are those of the message, `locks` what it is too late for when it is sent, `digest` is
    in a digest alone, `said` in what somebody wrote, `reason` why the staff cancelled the visit.
    """

    kind: MessageKind
    visit: Visit | None = None
    contact: Contact | None = None
    facts: Mapping[str, str | int] = field(default_factory=dict)
    digest: Digest | None = None
    locks: Locks = UNLOCKED
    said: Said | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """One message to one chat; several news are told to admins only."""

    recipient: Recipient
    audience: Audience
    news: tuple[News, ...]
    correlation_id: str = ""
