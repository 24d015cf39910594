"""A visit was moved."""

from domain.booking.messages import MovedFacts
from domain.notifications.content.checks import is_booked
from domain.notifications.content.contents import ChangeableContent
from domain.notifications.content.kind import Kind, Situation
from domain.notifications.content.reads import read_changeable
from domain.outbox.message import MessageKind


def is_newest_time(facts: MovedFacts, situation: Situation) -> bool:
    """Return whether the visit has been neither cancelled nor moved again."""
    visit = situation.visit
    return visit is not None and is_booked(facts, situation) and facts.version == visit.version


BOOKING_MOVED: Kind[MovedFacts, ChangeableContent[MovedFacts]] = Kind(
    MessageKind.BOOKING_MOVED, MovedFacts, is_newest_time, read_changeable
)
