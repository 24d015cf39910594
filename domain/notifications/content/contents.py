"""The content of notifications: everything that their texts need."""

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from domain.outbox.message import Audience, Facts, MessageKind
from domain.outbox.recipient import Contact, Recipient
from domain.reporting.digest import Digest
from domain.visit.correspondence import WrittenText
from domain.visit.model import Visit
from domain.visit.policies import UNLOCKED, Locks

F = TypeVar("F", bound=Facts)


@dataclass(frozen=True, slots=True)
class Content(Generic[F]):
    """The content of one message. `contact` is the client and is set for staff only."""

    kind: MessageKind
    facts: F
    visit: Visit | None = None
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class VisitContent(Content[F]):
    """The state of a visit when the message is sent."""

    visit: Visit
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class ChangeableContent(VisitContent[F]):
    """A visit that can be changed from the message; `locks` says which changes are too late."""

    locks: Locks = UNLOCKED


@dataclass(frozen=True, slots=True)
class CancelledContent(VisitContent[F]):
    """A cancelled visit, and the reason shown to the client."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class WrittenContent(VisitContent[F]):
    """A message that a client or the staff wrote about a visit."""

    said: WrittenText = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class DigestContent(Content[F]):
    """The figures of a location."""

    digest: Digest = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Notification:
    """One message to one recipient; only admins get several contents in one message."""

    recipient: Recipient
    audience: Audience
    contents: tuple[Content[Any], ...]
    correlation_id: str = ""
