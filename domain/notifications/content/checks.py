"""Relevance checks that several kinds of messages share."""

from datetime import timedelta

from domain.notifications.content.kind import Situation
from domain.outbox.message import Facts
from domain.proposals.messages import ProposalFacts
from domain.visit.model import BookingStatus

FRESH = timedelta(hours=12)

GONE = (BookingStatus.CANCELLED, BookingStatus.EXPIRED)


def always(_facts: Facts, _situation: Situation) -> bool:
    """Return true: the message is sent whatever has happened since."""
    return True


def is_booked(_facts: Facts, situation: Situation) -> bool:
    """Return whether the visit is neither cancelled nor expired."""
    return situation.visit is not None and situation.visit.status not in GONE


def is_expired(_facts: Facts, situation: Situation) -> bool:
    """Return whether the hold is still expired."""
    return situation.visit is not None and situation.visit.status is BookingStatus.EXPIRED


def is_offered(facts: ProposalFacts, situation: Situation) -> bool:
    """Return whether the client can still answer the offer of another time."""
    visit = situation.visit
    return (
        visit is not None
        and visit.status is BookingStatus.RESCHEDULE_PROPOSED
        and facts.expires_at > situation.now
    )


def is_fresh(_facts: Facts, situation: Situation) -> bool:
    """Return whether the message is not too old: its "today" is still about right."""
    return situation.now < situation.message.due_at + FRESH
