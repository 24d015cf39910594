"""What is said to whom: everything that the words of a message need."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.outbox.message import Audience, MessageKind
from domain.outbox.recipient import Contact, Recipient
from domain.reporting.digest import Digest
from domain.visit.correspondence import Said
from domain.visit.model import Visit
from domain.visit.policies import UNLOCKED, Locks


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
class Notification:
    """One message to one chat; several news are told to admins only."""

    recipient: Recipient
    audience: Audience
    news: tuple[News, ...]
    correlation_id: str = ""
