"""Readers of content that several kinds of messages share."""

from domain.notifications.content.content_reader import ContentReader
from domain.notifications.content.contents import ChangeableContent, Content, F, VisitContent
from domain.notifications.content.kind import Situation
from domain.outbox.message import Audience
from domain.outbox.recipient import Contact
from domain.visit.policies import UNLOCKED


async def read_facts(
    facts: F, situation: Situation, contact: Contact | None, _reader: ContentReader
) -> Content[F]:
    """Return the facts, and the visit if there is one."""
    return Content(situation.message.kind, facts, situation.visit, contact)


async def read_visit(
    facts: F, situation: Situation, contact: Contact | None, _reader: ContentReader
) -> VisitContent[F] | None:
    """Return the visit that the text is about."""
    if situation.visit is None:
        return None
    return VisitContent(situation.message.kind, facts, situation.visit, contact)


async def read_changeable(
    facts: F, situation: Situation, contact: Contact | None, reader: ContentReader
) -> ChangeableContent[F] | None:
    """Return a visit that its client can move or cancel from the message."""
    message, visit = situation.message, situation.visit
    if visit is None:
        return None
    is_of_client = message.audience is Audience.CLIENT
    locks = await reader.get_locks(visit, situation.now) if is_of_client else UNLOCKED
    return ChangeableContent(message.kind, facts, visit, contact, locks)
