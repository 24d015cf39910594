from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    case,
    exists,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from domain.payments.model import OPEN, Payer, Payment, PaymentState
from domain.payments.ports import NewPayment
from domain.payments.transitions import PaymentTransition
from domain.shared.destination import Chat
from domain.shared.ids import BookingId, PaymentId, UserId
from infra.db.gateways.payments.payment_rows import (
    changeable_values,
    new_payment_values,
    payment_event_values,
    payment_of,
)
from infra.db.rows import zone_of
from infra.db.sql import is_any_of_many
from infra.db.tables import payment_events, payments, users
from infra.db.unit_of_work import SqlaUnitOfWork

# States are literals, not parameters, so that PostgreSQL can use the partial indexes.
_OPEN: list[ColumnElement[str]] = [literal_column(f"'{state}'") for state in OPEN]
_PAID: ColumnElement[str] = literal_column(f"'{PaymentState.PAID}'")
_REFUND_DUE: ColumnElement[str] = literal_column(f"'{PaymentState.REFUND_DUE}'")

_RELEVANCE = case(
    {PaymentState.PAID: 0, **dict.fromkeys(OPEN, 1), PaymentState.REFUND_DUE: 2},
    value=payments.c.state,
    else_=3,
)
"""Order of a booking's payments: the most relevant first."""

_OPEN_OF = (
    select(payments)
    .where(is_any_of_many(payments.c.booking_id, "booking_ids"), payments.c.state.in_(_OPEN))
    .order_by(payments.c.id)
    .with_for_update()
)

# Failed refunds come after untried ones, so that they do not block others.
_DUE = (
    select(payments)
    .where(
        payments.c.state == _REFUND_DUE,
        payments.c.refund_at <= bindparam("now"),
        or_(
            payments.c.refund_attempts == 0,
            payments.c.refund_attempt_at <= bindparam("now"),
        ),
    )
    .order_by(payments.c.refund_attempts, payments.c.refund_at, payments.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_UNRAISED = (
    select(payments)
    .where(
        payments.c.state == _REFUND_DUE,
        payments.c.refund_attempts >= bindparam("attempts"),
        payments.c.raised_at.is_(None),
    )
    .order_by(payments.c.id)
    .limit(1)
)

_PAYER = select(users.c.telegram_id, users.c.language, users.c.timezone, users.c.region).where(
    users.c.id == bindparam("client_id")
)


class SqlaPaymentGateway:
    """Payments in the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def add(self, payment: NewPayment, first: PaymentTransition) -> PaymentId:
        """Write a payment and its first history entry: two queries."""
        values = new_payment_values(payment, first)
        written = await self._uow.execute(insert(payments).returning(payments.c.id), values)
        payment_id: PaymentId = written.scalar_one()
        await self._add_events([payment_id], first)
        return payment_id

    async def get_payment(
        self, payment_id: PaymentId, *, for_update: bool = False
    ) -> Payment | None:
        """Return a payment: one query."""
        return await self._one(select(payments).where(payments.c.id == payment_id), for_update)

    async def find_by_payload(self, payload: UUID) -> Payment | None:
        """Return the payment with this invoice payload: one query."""
        return await self._one(select(payments).where(payments.c.payload == payload))

    async def find_by_charge(self, charge_ref: str) -> Payment | None:
        """Return the payment that this charge paid: one query."""
        return await self._one(select(payments).where(payments.c.telegram_charge_id == charge_ref))

    async def find_of_booking(
        self, booking_id: BookingId, *, for_update: bool = False
    ) -> Payment | None:
        """Return the most relevant prepayment of the booking: one query."""
        query = select(payments).where(
            payments.c.booking_id == booking_id, payments.c.paid_by.is_(None)
        )
        return await self._one(query.order_by(_RELEVANCE, payments.c.id).limit(1), for_update)

    async def find_at_venue(
        self, booking_id: BookingId, *, for_update: bool = False
    ) -> Payment | None:
        """Return the payment of the booking at the venue: one query."""
        query = select(payments).where(
            payments.c.booking_id == booking_id,
            payments.c.paid_by.is_not(None),
            payments.c.state == _PAID,
        )
        return await self._one(query, for_update)

    async def lock_open(self, booking_ids: Sequence[BookingId]) -> tuple[Payment, ...]:
        """Return and lock the payments that await money: one query."""
        found = await self._uow.execute(_OPEN_OF, {"booking_ids": list(booking_ids)})
        return tuple(payment_of(row) for row in found)

    async def save(self, payment: Payment, change: PaymentTransition | None = None) -> None:
        """Write the current payment: one query, and one for its history."""
        states = (change.from_state, change.to_state) if change else (payment.state, payment.state)
        saved = await self._uow.execute(
            update(payments)
            .where(payments.c.id == payment.id, payments.c.state == states[0])
            .values(state=states[1], **changeable_values(payment))
        )
        _ensure_locked(saved.rowcount, [payment.id])
        if change:
            await self._add_events([payment.id], change)

    async def note_check(self, payment_id: PaymentId, checked_at: datetime) -> None:
        """Store the time of an accepted pre-checkout: one query."""
        await self._uow.execute(
            update(payments).where(payments.c.id == payment_id).values(checked_at=checked_at)
        )

    async def close(self, payment_ids: Sequence[PaymentId], change: PaymentTransition) -> None:
        """Write one state change of several payments: two queries."""
        closed = await self._uow.execute(
            update(payments)
            .where(
                is_any_of_many(payments.c.id, "payment_ids"),
                payments.c.state == change.from_state,
            )
            .values(state=change.to_state),
            {"payment_ids": list(payment_ids)},
        )
        _ensure_locked(closed.rowcount, payment_ids)
        await self._add_events(payment_ids, change)

    async def lock_refund(self, now: datetime) -> Payment | None:
        """Return and lock the due refund with the fewest attempts: one query."""
        row = (await self._uow.execute(_DUE, {"now": now})).one_or_none()
        return None if row is None else payment_of(row)

    async def note_refund_attempt(self, payment_id: PaymentId, try_again_at: datetime) -> None:
        """Count a refund attempt: one query."""
        await self._uow.execute(
            update(payments)
            .where(payments.c.id == payment_id)
            .values(refund_attempts=payments.c.refund_attempts + 1, refund_attempt_at=try_again_at)
        )

    async def find_unraised_refund(self, attempts: int) -> Payment | None:
        """Return a refund with that many attempts not yet reported to the admins: one query."""
        row = (await self._uow.execute(_UNRAISED, {"attempts": attempts})).one_or_none()
        return None if row is None else payment_of(row)

    async def has_any(self, provider: str) -> bool:
        """Return whether any payment was requested through the provider: one query."""
        query = select(exists().where(payments.c.provider == provider))
        has_any: bool = (await self._uow.execute(query)).scalar_one()
        return has_any

    async def get_payer(self, client_id: UserId) -> Payer:
        """Return the person to charge or refund: one query."""
        row = (await self._uow.execute(_PAYER, {"client_id": client_id})).one()
        ref = row.telegram_id
        destination = None if ref is None else Chat(ref)
        return Payer(destination, ref, row.language, zone_of(row.timezone), row.region)

    async def _one(
        self, query: Select[*tuple[Any, ...]], for_update: bool = False
    ) -> Payment | None:
        found = await self._uow.execute(query.with_for_update() if for_update else query)
        row = found.one_or_none()
        return None if row is None else payment_of(row)

    async def _add_events(
        self, payment_ids: Sequence[PaymentId], change: PaymentTransition
    ) -> None:
        values = payment_event_values(change)
        rows = [{"payment_id": payment_id, **values} for payment_id in payment_ids]
        await self._uow.execute(insert(payment_events), rows)


def _ensure_locked(changed: int, payment_ids: Sequence[PaymentId]) -> None:
    if changed != len(payment_ids):
        raise RuntimeError(f"payments {payment_ids} were not locked: not all are what they were")
