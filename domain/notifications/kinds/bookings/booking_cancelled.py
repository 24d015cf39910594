"""A visit was cancelled."""

from domain.notifications.content.content_reader import ContentReader
from domain.notifications.content.contents import CancelledContent
from domain.notifications.content.kind import Kind, Situation
from domain.outbox.message import Audience, MessageKind
from domain.outbox.recipient import Contact
from domain.visit.messages import CancelledFacts
from domain.visit.model import BookingStatus


def is_cancelled(_facts: CancelledFacts, situation: Situation) -> bool:
    """Return whether the visit is still cancelled."""
    return situation.visit is not None and situation.visit.status is BookingStatus.CANCELLED


async def read(
    facts: CancelledFacts, situation: Situation, contact: Contact | None, reader: ContentReader
) -> CancelledContent[CancelledFacts] | None:
    """Return the visit, with the reason if the reader is the client."""
    message, visit = situation.message, situation.visit
    if visit is None:
        return None
    is_of_client = message.audience is Audience.CLIENT
    reason = await reader.get_last_reason(visit) if is_of_client else ""
    return CancelledContent(message.kind, facts, visit, contact, reason)


BOOKING_CANCELLED: Kind[CancelledFacts, CancelledContent[CancelledFacts]] = Kind(
    MessageKind.BOOKING_CANCELLED, CancelledFacts, is_cancelled, read
)
