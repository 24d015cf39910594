"""What the admins are told when a message could not be delivered."""

from dataclasses import dataclass
from datetime import datetime

from domain.outbox.message import Audience, Facts, MessageKind, OutboxMessage
from domain.shared.ids import UserId


@dataclass(frozen=True, slots=True)
class FailureFacts(Facts):
    """Which kind of message was not delivered, and to whom.

    There is no `user_id` where nobody could read what a client wrote.
    """

    told: MessageKind
    user_id: UserId | None = None


def delivery_failed(message: OutboxMessage, user_id: UserId, now: datetime) -> OutboxMessage:
    """Name the person who was not reached; where that is who a client wrote to, the client."""
    kind = MessageKind.DELIVERY_FAILED
    is_answer = message.kind is MessageKind.VISIT_MESSAGE and message.audience is Audience.MASTER
    return OutboxMessage(
        f"{kind}:{message.key}",
        kind,
        message.booking_id,
        now,
        location_id=message.location_id,
        facts=FailureFacts(message.kind, None if is_answer else user_id),
    )
