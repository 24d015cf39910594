"""Notifications about changes of a booking by the staff or a client."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.outbox.message import Facts, MessageKind, OutboxMessage
from domain.visit.messages import CancelledFacts, booking_cancelled, to_client
from domain.visit.model import Visit


@dataclass(frozen=True, slots=True)
class MovedFacts(Facts):
    """The version of the visit with the new time, and its old start."""

    version: int
    old_start_at: datetime


def booking_moved(visit: Visit, now: datetime) -> OutboxMessage:
    """Return the notification that a visit was moved; `visit` is its state before the move."""
    kind, version = MessageKind.BOOKING_MOVED, visit.version + 1
    facts = MovedFacts(version, visit.starts_at)
    return OutboxMessage(f"{kind}:{visit.id}:{version}", kind, visit.id, now, facts=facts)


def cancelled_by_staff(visit: Visit, refund_minor: int, now: datetime) -> OutboxMessage:
    """Return the notification to a client that the staff cancelled the visit, with the refund."""
    message = to_client(booking_cancelled(visit.id, now), visit.client_id)
    return replace(message, facts=CancelledFacts(refund_minor))
