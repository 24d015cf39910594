"""A visit begins later than agreed, or on time after all."""

from domain.delays.messages import DelayFacts
from domain.notifications.content.contents import VisitContent
from domain.notifications.content.kind import Kind, Situation
from domain.notifications.content.reads import read_visit
from domain.outbox.message import MessageKind
from domain.visit.model import BookingStatus

WAITING = (BookingStatus.CONFIRMED, BookingStatus.RESCHEDULE_PROPOSED)


def is_newest_delay(facts: DelayFacts, situation: Situation) -> bool:
    """Return whether this is the newest delay of the visit, and the client still waits."""
    visit = situation.visit
    return (
        visit is not None
        and visit.status in WAITING
        and facts.start_at == visit.starts_at
        and facts.minutes == visit.late_minutes
        and facts.until > situation.now
    )


RUNNING_LATE: Kind[DelayFacts, VisitContent[DelayFacts]] = Kind(
    MessageKind.RUNNING_LATE, DelayFacts, is_newest_delay, read_visit
)
