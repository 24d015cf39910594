"""Messages that the staff and a client write to each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.outbox.message import Audience, Facts, MessageKind, OutboxMessage
from domain.shared.ids import UserId
from domain.visit.correspondence import VisitMessageId
from domain.visit.model import Visit


@dataclass(frozen=True, slots=True)
class VisitMessageFacts(Facts):
    """The id of the written message; its text is read on delivery."""

    message_id: VisitMessageId


def to_each(
    readers: Sequence[UserId],
    audience: Audience,
    visit: Visit,
    message_id: VisitMessageId,
    now: datetime,
) -> list[OutboxMessage]:
    """Return one message for each reader about what was written."""
    kind = MessageKind.VISIT_MESSAGE
    return [
        OutboxMessage(
            key=f"{kind}:{message_id}:{reader_id}",
            kind=kind,
            booking_id=visit.id,
            due_at=now,
            audience=audience,
            recipient_id=reader_id,
            location_id=visit.location.id,
            facts=VisitMessageFacts(message_id),
        )
        for reader_id in readers
    ]
