"""Notifications about changes of a booking by the staff or a client."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.outbox.message import Facts, MessageKind, OutboxMessage
from domain.shared.ids import BookingId, LocationId
from domain.shared.money import Money
from domain.visit.messages import CancelledFacts, MoneyFacts, booking_cancelled, to_client
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


def deposit_not_taken(
    location_id: LocationId, booking_id: BookingId, amount: Money, now: datetime
) -> OutboxMessage:
    """Tell the admins, once for a location, that its deposit cannot be paid in advance."""
    return OutboxMessage(
        f"{MessageKind.DEPOSIT_NOT_TAKEN}:{location_id}",
        MessageKind.DEPOSIT_NOT_TAKEN,
        booking_id,
        now,
        location_id=location_id,
        facts=MoneyFacts(amount.amount_minor, amount.currency),
    )
