"""A master is asked for the outcomes of many visits."""

from domain.notifications.content.checks import is_fresh
from domain.notifications.content.content_reader import ContentReader
from domain.notifications.content.contents import Content
from domain.notifications.content.kind import Kind, Situation
from domain.notifications.content.reads import read_facts
from domain.outbox.message import MessageKind
from domain.outcomes.messages import OutcomesFacts


async def may_answer(situation: Situation, reader: ContentReader) -> bool:
    """Return whether the recipient is still responsible for the visit."""
    return await reader.may_answer(situation.message, situation.visit)


OUTCOMES_ASKED: Kind[OutcomesFacts, Content[OutcomesFacts]] = Kind(
    MessageKind.OUTCOMES_ASKED, OutcomesFacts, is_fresh, read_facts, is_wanted=may_answer
)
