"""The figures of a location."""

from domain.notifications.content.checks import is_fresh
from domain.notifications.content.content_reader import ContentReader
from domain.notifications.content.contents import DigestContent
from domain.notifications.content.kind import Kind, Situation
from domain.outbox.message import MessageKind
from domain.outbox.recipient import Contact
from domain.reporting.queue_digests import DigestFacts


async def read(
    facts: DigestFacts, situation: Situation, _contact: Contact | None, reader: ContentReader
) -> DigestContent[DigestFacts] | None:
    """Read the figures when the message is sent."""
    message = situation.message
    if message.location_id is None:
        return None
    digest = await reader.get_digest(message.location_id, facts.kind, facts.day, situation.now)
    if digest is None:
        return None
    return DigestContent(message.kind, facts, digest=digest)


DIGEST: Kind[DigestFacts, DigestContent[DigestFacts]] = Kind(
    MessageKind.DIGEST, DigestFacts, is_fresh, read
)
