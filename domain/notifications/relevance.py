"""Whether a message still makes sense when its time has come: one line for each kind."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from domain.outbox.message import ASKED_WITH, MessageKind, OutboxMessage
from domain.visit.model import BookingStatus, Visit

Check = Callable[[OutboxMessage, Visit | None, datetime], bool]
"""Takes the message, its visit as that stands if it is about one, and the present moment."""

FRESH = timedelta(hours=12)

GONE = (BookingStatus.CANCELLED, BookingStatus.EXPIRED)


def always(_message: OutboxMessage, _visit: Visit | None, _now: datetime) -> bool:
    """What happened is told whatever has happened since."""
    return True


def is_booked(_message: OutboxMessage, visit: Visit | None, _now: datetime) -> bool:
    """The visit has not been let go since."""
    return visit is not None and visit.status not in GONE


def is_newest_time(message: OutboxMessage, visit: Visit | None, _now: datetime) -> bool:
    """The visit has been neither let go nor moved again since."""
    return (
        visit is not None
        and visit.status not in GONE
        and message.facts.get("version", visit.version) == visit.version
    )


def is_cancelled(_message: OutboxMessage, visit: Visit | None, _now: datetime) -> bool:
    """The visit is still let go."""
    return visit is not None and visit.status is BookingStatus.CANCELLED


def is_expired(_message: OutboxMessage, visit: Visit | None, _now: datetime) -> bool:
    """Nobody has made the hold into a visit since it ran out."""
    return visit is not None and visit.status is BookingStatus.EXPIRED


def is_waiting(message: OutboxMessage, visit: Visit | None, now: datetime) -> bool:
    """The money of the hold that ran out waits for its client, and has not gone back by itself."""
    refund_at = datetime.fromisoformat(str(message.facts["refund_at"]))
    return is_expired(message, visit, now) and refund_at > now


def is_ahead(message: OutboxMessage, visit: Visit | None, now: datetime) -> bool:
    """The visit is confirmed, at the very time of the message, and the next reminder is not due."""
    until = message.facts.get("until")
    return (
        visit is not None
        and visit.status is BookingStatus.CONFIRMED
        and visit.starts_at > now
        and (until is None or datetime.fromisoformat(str(until)) > now)
        and datetime.fromisoformat(str(message.facts["start_at"])) == visit.starts_at
    )


def is_offered(message: OutboxMessage, visit: Visit | None, now: datetime) -> bool:
    """The client has not answered the offer of another time, and still can."""
    return (
        visit is not None
        and visit.status is BookingStatus.RESCHEDULE_PROPOSED
        and datetime.fromisoformat(str(message.facts["expires_at"])) > now
    )


def is_unmarked(message: OutboxMessage, visit: Visit | None, _now: datetime) -> bool:
    """Nobody has said what became of the visit at the very time, and no other message asks."""
    return (
        visit is not None
        and ASKED_WITH not in message.facts
        and visit.status is BookingStatus.CONFIRMED
        and datetime.fromisoformat(str(message.facts["start_at"])) == visit.starts_at
    )


def stands_unmoved(message: OutboxMessage, visit: Visit | None, _now: datetime) -> bool:
    """The visit still stands at the very time, and nobody waits for an answer of its client.

    A client who is asked in vain, because there is no time left, had better be phoned.
    """
    return (
        visit is not None
        and (
            visit.status is BookingStatus.CONFIRMED
            or (visit.status is BookingStatus.RESCHEDULE_PROPOSED and "is_soon" in message.facts)
        )
        and datetime.fromisoformat(str(message.facts["start_at"])) == visit.starts_at
    )


def is_newest_delay(message: OutboxMessage, visit: Visit | None, now: datetime) -> bool:
    """It is the newest word on the very time of the visit, and the client still waits for it."""
    return (
        visit is not None
        and visit.status in {BookingStatus.CONFIRMED, BookingStatus.RESCHEDULE_PROPOSED}
        and datetime.fromisoformat(str(message.facts["start_at"])) == visit.starts_at
        and message.facts["minutes"] == visit.late_minutes
        and datetime.fromisoformat(str(message.facts["until"])) > now
    )


def is_missed(_message: OutboxMessage, visit: Visit | None, _now: datetime) -> bool:
    """Nobody has said since that the client came after all."""
    return visit is not None and visit.status is BookingStatus.NO_SHOW


def is_fresh(message: OutboxMessage, _visit: Visit | None, now: datetime) -> bool:
    """What it calls today still is, more or less."""
    return now < message.due_at + FRESH


CHECKS: Mapping[MessageKind, Check] = {
    MessageKind.BOOKING_MADE: is_booked,
    MessageKind.BOOKING_MOVED: is_newest_time,
    MessageKind.BOOKING_CANCELLED: is_cancelled,
    MessageKind.CARD_REFRESH: always,
    MessageKind.HOLD_EXPIRED: is_expired,
    MessageKind.PAYMENT_FAILED: is_expired,
    MessageKind.PAYMENT_LATE_OFFER: is_waiting,
    MessageKind.PAYMENT_DUPLICATE_REFUND: always,
    MessageKind.PAYMENT_REFUNDED: always,
    MessageKind.REFUND_DUE: always,
    MessageKind.PAYMENT_UNMATCHED: always,
    MessageKind.REMINDER: is_ahead,
    MessageKind.TIME_PROPOSED: is_offered,
    MessageKind.PROPOSAL_REPEATED: is_offered,
    MessageKind.PROPOSAL_ACCEPTED: is_booked,
    MessageKind.PROPOSAL_DECLINED: is_booked,
    MessageKind.PROPOSAL_UNANSWERED: is_booked,
    MessageKind.NO_SHOW: is_missed,
    MessageKind.NEEDS_NEW_TIME: stands_unmoved,
    MessageKind.OUTCOME_ASKED: is_unmarked,
    MessageKind.OUTCOMES_ASKED: is_fresh,
    MessageKind.RUNNING_LATE: is_newest_delay,
    MessageKind.VISIT_MESSAGE: always,
    MessageKind.DELIVERY_FAILED: always,
    MessageKind.DIGEST: is_fresh,
}


def is_still_relevant(message: OutboxMessage, visit: Visit | None, now: datetime) -> bool:
    """Tell whether the message is still to be sent."""
    return CHECKS[message.kind](message, visit, now)
