"""What the admins are told about clients."""

from dataclasses import dataclass
from datetime import datetime

from domain.outbox.message import Facts, MessageKind, OutboxMessage
from domain.shared.ids import UserId


@dataclass(frozen=True, slots=True)
class JoinedFacts(Facts):
    """The client who has a chat now."""

    user_id: UserId


def client_joined(kept: UserId, lost: UserId, now: datetime) -> OutboxMessage:
    """Tell the admins that a client whom they added by phone uses the chat from now on."""
    kind = MessageKind.CLIENT_JOINED
    return OutboxMessage(f"{kind}:{kept}:{lost}", kind, None, now, facts=JoinedFacts(kept))
