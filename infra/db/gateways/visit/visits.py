from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    and_,
    bindparam,
    cast,
    false,
    func,
    literal_column,
    not_,
    or_,
    select,
)

from domain.catalog.model import Label
from domain.payments.model import PaymentState
from domain.shared.ids import BookingId, UserId
from domain.shared.money import Money
from domain.visit.model import BookingStatus, Visit, VisitItem
from infra.db.rows import LOCATION, AnyRow, location_of
from infra.db.sql import PENDING, is_occupying
from infra.db.tables import booking_items, bookings, locations, masters, payments, services
from infra.db.unit_of_work import SqlaUnitOfWork

# Literals, not parameters, so that PostgreSQL plans with its statistics.
_PAID: ColumnElement[str] = literal_column(f"'{PaymentState.PAID}'")
_REFUND_DUE: ColumnElement[str] = literal_column(f"'{PaymentState.REFUND_DUE}'")
_EXPIRED: ColumnElement[str] = literal_column(f"'{BookingStatus.EXPIRED}'")

_LOCK = select(bookings.c.id).where(bookings.c.id == bindparam("booking_id")).with_for_update()

_PAID_MINOR = (
    select(cast(func.sum(payments.c.amount_minor), BigInteger))
    .where(payments.c.booking_id == bookings.c.id, payments.c.state == _PAID)
    .scalar_subquery()
)

_MONEY_WAITS_UNTIL = (
    select(func.max(payments.c.refund_at))
    .where(
        payments.c.booking_id == bookings.c.id,
        payments.c.state == _REFUND_DUE,
        payments.c.refund_attempts == 0,
        bookings.c.status == _EXPIRED,
    )
    .scalar_subquery()
)


class SqlaVisitGateway:
    """Visits for display, from the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def get_visit(self, booking_id: BookingId, *, for_update: bool = False) -> Visit | None:
        """Return one visit with its names: one query, and one to lock it.

        It is locked before it is read: a concurrent writer may replace its items in the meantime.
        """
        if for_update:
            await self._uow.execute(_LOCK, {"booking_id": booking_id})
        query = _visits(bookings.c.id == booking_id).order_by(booking_items.c.position)
        rows = (await self._uow.execute(query)).all()
        return _visit_of(rows) if rows else None

    async def list_visits(
        self, client_id: UserId, now: datetime, *, past: bool, offset: int, limit: int
    ) -> tuple[Visit, ...]:
        """Return a page of a client's visits: one query.

        Coming visits (occupying, not over) ascend by start, after visits whose money waits for
        another time; all others descend.
        """
        start, key = bookings.c.starts_at, bookings.c.id
        order = (start.desc(), key.desc()) if past else (bookings.c.status != _EXPIRED, start, key)
        page = (
            select(bookings.c.id)
            .where(_belongs(client_id, now, past=past))
            .order_by(*order)
            .offset(offset)
            .limit(limit)
        )
        query = _visits(bookings.c.id.in_(page)).order_by(*order, booking_items.c.position)
        found = await self._uow.execute(query)
        return tuple(_visit_of(list(rows)) for _, rows in groupby(found, key=lambda row: row.id))

    async def count_visits(self, client_id: UserId, now: datetime, *, past: bool) -> int:
        """Return how many visits the pages of `list_visits` hold in all: one query."""
        query = select(func.count()).where(_belongs(client_id, now, past=past))
        count: int = (await self._uow.execute(query)).scalar_one()
        return count


def _belongs(client_id: UserId, now: datetime, *, past: bool) -> ColumnElement[bool]:
    """Match the coming visits of a client, or all others (including expired holds).

    A visit whose money waits for another time counts as coming.
    """
    stands = and_(
        is_occupying(bookings.c.status),
        or_(bookings.c.status != PENDING, bookings.c.hold_expires_at > now),
    )
    waits = func.coalesce(now < _MONEY_WAITS_UNTIL, false())
    coming = or_(and_(stands, bookings.c.ends_at > now), waits)
    return and_(bookings.c.client_id == client_id, not_(coming) if past else coming)


def _visits(wanted: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return the query of visits, one row per item."""
    return (
        select(
            bookings.c.id,
            bookings.c.request_key,
            bookings.c.client_id,
            bookings.c.status,
            bookings.c.hold_expires_at,
            bookings.c.note,
            bookings.c.price_minor,
            bookings.c.deposit_minor,
            _PAID_MINOR.label("paid_minor"),
            _MONEY_WAITS_UNTIL.label("money_waits_until"),
            bookings.c.currency,
            bookings.c.version,
            bookings.c.late_minutes,
            bookings.c.arrived_at,
            *LOCATION,
            booking_items.c.service_id,
            services.c.name.label("service_name"),
            services.c.name_translations.label("service_name_translations"),
            booking_items.c.master_id,
            masters.c.name.label("master_name"),
            masters.c.name_translations.label("master_name_translations"),
            booking_items.c.start_at,
            booking_items.c.end_at,
            booking_items.c.price_minor.label("item_price_minor"),
            booking_items.c.said_late_minutes,
        )
        .select_from(_joined())
        .where(wanted)
    )


def _joined() -> FromClause:
    return (
        bookings.join(locations, locations.c.id == bookings.c.location_id)
        .join(booking_items, booking_items.c.booking_id == bookings.c.id)
        .join(services, services.c.id == booking_items.c.service_id)
        .join(masters, masters.c.id == booking_items.c.master_id)
    )


def _visit_of(rows: Sequence[AnyRow]) -> Visit:
    booking = rows[0]
    return Visit(
        id=booking.id,
        request_key=booking.request_key,
        client_id=booking.client_id,
        location=location_of(booking),
        status=BookingStatus(booking.status),
        note=booking.note,
        price=Money(booking.price_minor, booking.currency),
        version=booking.version,
        items=tuple(_item_of(row) for row in rows),
        hold_expires_at=booking.hold_expires_at,
        deposit=_money_of(booking.deposit_minor, booking.currency),
        paid=_money_of(booking.paid_minor, booking.currency),
        money_waits_until=booking.money_waits_until,
        late_minutes=booking.late_minutes,
        has_arrived=booking.arrived_at is not None,
    )


def _money_of(amount_minor: int | None, currency: str) -> Money | None:
    return Money(amount_minor, currency) if amount_minor else None


def _item_of(row: AnyRow) -> VisitItem:
    return VisitItem(
        service_id=row.service_id,
        service_name=Label(row.service_name, row.service_name_translations),
        master_id=row.master_id,
        master_name=Label(row.master_name, row.master_name_translations),
        start_at=row.start_at,
        end_at=row.end_at,
        price=Money(row.item_price_minor, row.currency),
        said_late_minutes=row.said_late_minutes,
    )
