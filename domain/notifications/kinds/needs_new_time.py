"""A visit stands where nobody is there for it."""

from domain.notifications.content import VisitContent
from domain.notifications.kind import Kind, Situation
from domain.notifications.reads import read_visit
from domain.outbox.message import MessageKind
from domain.proposals.messages import NewTimeFacts
from domain.visit.model import BookingStatus


def stands_unmoved(facts: NewTimeFacts, situation: Situation) -> bool:
    """The visit still stands at the very time, and nobody waits for an answer of its client.

    A client who is asked without success, because there is no time left, should be called.
    """
    visit = situation.visit
    return (
        visit is not None
        and (
            visit.status is BookingStatus.CONFIRMED
            or (visit.status is BookingStatus.RESCHEDULE_PROPOSED and facts.is_soon)
        )
        and facts.start_at == visit.starts_at
    )


NEEDS_NEW_TIME: Kind[NewTimeFacts, VisitContent[NewTimeFacts]] = Kind(
    MessageKind.NEEDS_NEW_TIME, NewTimeFacts, stands_unmoved, read_visit
)
