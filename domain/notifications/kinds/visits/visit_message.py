"""A client or the staff wrote about a visit."""

from domain.correspondence.messages import VisitMessageFacts
from domain.notifications.content.checks import always
from domain.notifications.content.content_reader import ContentReader
from domain.notifications.content.contents import WrittenContent
from domain.notifications.content.kind import Kind, Situation
from domain.outbox.message import MessageKind
from domain.outbox.recipient import Contact


async def read(
    facts: VisitMessageFacts, situation: Situation, contact: Contact | None, reader: ContentReader
) -> WrittenContent[VisitMessageFacts] | None:
    """Read the text when the message is sent; it may have been erased."""
    message, visit = situation.message, situation.visit
    if visit is None:
        return None
    said = await reader.get_text(message, facts.message_id, visit)
    if said is None:
        return None
    return WrittenContent(message.kind, facts, visit, contact, said=said)


VISIT_MESSAGE: Kind[VisitMessageFacts, WrittenContent[VisitMessageFacts]] = Kind(
    MessageKind.VISIT_MESSAGE, VisitMessageFacts, always, read
)
