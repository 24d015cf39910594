"""Payments and attendance records of the sample's clients."""

from collections.abc import Sequence

from sqlalchemy import case, func, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.payments.model import PaidBy, PaymentState
from domain.visit.model import BookingStatus
from domain.visit.venue import AT_VENUE
from infra.db.gateways.visit.client_records import RECOUNT
from infra.db.tables import bookings, payment_events, payments

_PAID_BY = case((bookings.c.id % 3 == 0, PaidBy.CARD), else_=PaidBy.CASH)

_TAKEN = {
    "booking_id": bookings.c.id,
    "client_id": bookings.c.client_id,
    "provider": literal(AT_VENUE),
    "state": literal(PaymentState.PAID),
    "amount_minor": bookings.c.price_minor,
    "currency": bookings.c.currency,
    "payload": func.gen_random_uuid(),
    "created_at": bookings.c.ends_at,
    "paid_at": bookings.c.ends_at,
    "paid_by": _PAID_BY,
}
_CAME = (bookings.c.status == BookingStatus.COMPLETED, bookings.c.price_minor > 0)

_NOTED = {
    "payment_id": payments.c.id,
    "to_state": payments.c.state,
    "happened_at": payments.c.paid_at,
    "reason": payments.c.paid_by,
}


async def write_takings(connection: AsyncConnection, clients: Sequence[int]) -> None:
    """Write a payment for every completed visit, and count kept and missed visits per client."""
    await connection.execute(
        insert(payments).from_select(list(_TAKEN), select(*_TAKEN.values()).where(*_CAME))
    )
    await connection.execute(
        insert(payment_events).from_select(list(_NOTED), select(*_NOTED.values()))
    )
    for client_id in clients:
        await connection.execute(RECOUNT, {"counted_id": client_id})
