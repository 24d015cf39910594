"""Conversion of bookings to rows and back."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.shared.money import Money
from domain.shared.time import Interval
from domain.visit.model import BookingItem, NewBooking, Transition
from domain.visit.ports import Hold
from infra.db.rows import AnyRow


def booking_values(booking: NewBooking) -> Mapping[str, object]:
    """Return the column values of a new booking."""
    return {
        "location_id": booking.location_id,
        "client_id": booking.client_id,
        "status": booking.status,
        "hold_expires_at": booking.hold_expires_at,
        "source": booking.source,
        "request_key": booking.request_key,
        "note": booking.note,
        "price_minor": booking.price.amount_minor,
        "deposit_minor": booking.deposit.amount_minor if booking.deposit else 0,
        "currency": booking.price.currency,
        **span_values(booking.items),
    }


def span_values(items: Sequence[BookingItem]) -> dict[str, datetime]:
    """Return start and end of the items, stored in the booking for lists ordered by start."""
    return {
        "starts_at": min(item.start_at for item in items),
        "ends_at": max(item.end_at for item in items),
    }


def item_values(item: BookingItem) -> Mapping[str, object]:
    """Return the column values of an item, except its position in the booking."""
    return {
        "service_id": item.service_id,
        "master_id": item.master_id,
        "lane": item.lane,
        "start_at": item.start_at,
        "end_at": item.end_at,
        "blocked_until": item.blocked_until,
        "price_minor": item.price.amount_minor,
    }


def event_values(change: Transition) -> Mapping[str, object]:
    """Return the column values of a history entry."""
    return {
        "from_status": change.from_status,
        "to_status": change.to_status,
        "happened_at": change.at,
        "actor_user_id": change.actor.user_id,
        "actor_role": change.actor.role,
        "reason": change.reason,
    }


def hold_of(rows: Sequence[AnyRow], now: datetime) -> Hold:
    """Read the rows of one hold, one for each item."""
    master_days = frozenset(
        (row.master_id, day)
        for row in rows
        for day in Interval(row.start_at, row.blocked_until).utc_days()
    )
    hold = rows[0]
    return Hold(hold.id, hold.client_id, hold.hold_expires_at <= now, master_days)


def item_of(row: AnyRow) -> BookingItem:
    """Read an item with the currency of its booking."""
    return BookingItem(
        service_id=row.service_id,
        master_id=row.master_id,
        lane=row.lane,
        start_at=row.start_at,
        end_at=row.end_at,
        blocked_until=row.blocked_until,
        price=Money(row.price_minor, row.currency),
    )
