"""The notification to the admins about a message that could not be delivered."""

from dataclasses import dataclass
from datetime import datetime

from domain.outbox.message import Audience, Facts, MessageKind, OutboxMessage
from domain.shared.ids import UserId


@dataclass(frozen=True, slots=True)
class FailureFacts(Facts):
    """The kind of message that was not delivered, and its recipient.

    `user_id` is empty if the undelivered message is what a client wrote to the staff.
    """

    told: MessageKind
    user_id: UserId | None = None


def delivery_failed(message: OutboxMessage, user_id: UserId, now: datetime) -> OutboxMessage:
    """Name the user who was not reached; for a message that a client wrote, name the client."""
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
