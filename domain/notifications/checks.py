"""Whether a message is still to be sent: what several kinds have in common."""

from datetime import timedelta

from domain.notifications.kind import Situation
from domain.outbox.message import Facts
from domain.proposals.messages import ProposalFacts
from domain.visit.model import BookingStatus

FRESH = timedelta(hours=12)

GONE = (BookingStatus.CANCELLED, BookingStatus.EXPIRED)


def always(_facts: Facts, _situation: Situation) -> bool:
    """What happened is told whatever has happened since."""
    return True


def is_booked(_facts: Facts, situation: Situation) -> bool:
    """The visit has not been cancelled since."""
    return situation.visit is not None and situation.visit.status not in GONE


def is_expired(_facts: Facts, situation: Situation) -> bool:
    """Nobody has made the hold into a visit since it ran out."""
    return situation.visit is not None and situation.visit.status is BookingStatus.EXPIRED


def is_offered(facts: ProposalFacts, situation: Situation) -> bool:
    """The client has not answered the offer of another time, and still can."""
    visit = situation.visit
    return (
        visit is not None
        and visit.status is BookingStatus.RESCHEDULE_PROPOSED
        and facts.expires_at > situation.now
    )


def is_fresh(_facts: Facts, situation: Situation) -> bool:
    """What it calls today still is, more or less."""
    return situation.now < situation.message.due_at + FRESH
