"""The staff are asked for the outcome of a visit."""

from domain.notifications.content.content_reader import ContentReader
from domain.notifications.content.contents import VisitContent
from domain.notifications.content.kind import Kind, Situation
from domain.notifications.content.reads import read_visit
from domain.outbox.message import MessageKind
from domain.outcomes.messages import OutcomeFacts
from domain.visit.model import BookingStatus


def is_unmarked(facts: OutcomeFacts, situation: Situation) -> bool:
    """Return whether the visit, at the same time, has no outcome and no other message asks."""
    visit = situation.visit
    return (
        visit is not None
        and facts.asked_with is None
        and visit.status is BookingStatus.CONFIRMED
        and facts.start_at == visit.starts_at
    )


async def may_answer(situation: Situation, reader: ContentReader) -> bool:
    """Return whether the recipient is still responsible for the visit."""
    return await reader.may_answer(situation.message, situation.visit)


OUTCOME_ASKED: Kind[OutcomeFacts, VisitContent[OutcomeFacts]] = Kind(
    MessageKind.OUTCOME_ASKED, OutcomeFacts, is_unmarked, read_visit, is_wanted=may_answer
)
