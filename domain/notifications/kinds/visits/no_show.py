"""A client did not come."""

from domain.notifications.content.contents import VisitContent
from domain.notifications.content.kind import Kind, Situation
from domain.notifications.content.reads import read_visit
from domain.outbox.message import Facts, MessageKind
from domain.visit.model import BookingStatus


def is_missed(_facts: Facts, situation: Situation) -> bool:
    """Return whether the visit is still marked as a no-show."""
    return situation.visit is not None and situation.visit.status is BookingStatus.NO_SHOW


NO_SHOW: Kind[Facts, VisitContent[Facts]] = Kind(MessageKind.NO_SHOW, Facts, is_missed, read_visit)
