"""A visit needs a new time: its master is absent."""

from domain.notifications.content.contents import VisitContent
from domain.notifications.content.kind import Kind, Situation
from domain.notifications.content.reads import read_visit
from domain.outbox.message import MessageKind
from domain.proposals.messages import NewTimeFacts
from domain.visit.model import BookingStatus


def is_unmoved(facts: NewTimeFacts, situation: Situation) -> bool:
    """Return whether the visit is still at the same time, and its client is not being asked.

    If the visit begins soon, the client should be called even while an offer is open.
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
    MessageKind.NEEDS_NEW_TIME, NewTimeFacts, is_unmoved, read_visit
)
