"""Histories of the sample's visits, made by the transition table."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.shared.identity import Role
from domain.visit.model import Actor, BookingStatus, Transition
from domain.visit.reasons import CancelReason
from domain.visit.transitions import transition
from infra.db import tables
from infra.db.gateways.visit.booking_rows import event_values
from infra.db.rows import AnyRow

BOOKED_AHEAD = timedelta(days=9)
CANCELLED_AHEAD = timedelta(days=2)

MARKED_BY = Actor(None, Role.MASTER)  # the sample's masters have no account


async def write_histories(connection: AsyncConnection, now: datetime) -> None:
    """Write the history entries that lead to the visits' status."""
    bookings = tables.bookings.c
    query = select(bookings.id, bookings.client_id, bookings.status, bookings.starts_at)
    lines = [
        {"booking_id": row.id, **event_values(change)}
        for row in await connection.execute(query.order_by(bookings.id))
        for change in _history(row, now)
    ]
    if lines:
        await connection.execute(insert(tables.booking_events), lines)


def _history(visit: AnyRow, now: datetime) -> Iterator[Transition]:
    client = Actor(visit.client_id, Role.CLIENT)
    booked_at = min(visit.starts_at - BOOKED_AHEAD, now - CANCELLED_AHEAD)
    pending, confirmed = BookingStatus.PENDING, BookingStatus.CONFIRMED
    yield transition(None, pending, at=booked_at, actor=client)
    yield transition(pending, confirmed, at=booked_at, actor=client)
    status = BookingStatus(visit.status)
    if status is BookingStatus.CANCELLED:
        cancelled_at = min(visit.starts_at - CANCELLED_AHEAD, now)
        why = list(CancelReason)[visit.id % len(CancelReason)]
        yield transition(confirmed, status, at=cancelled_at, actor=client, reason=why)
    elif status is not confirmed:
        yield transition(confirmed, status, at=visit.starts_at, actor=MARKED_BY)
