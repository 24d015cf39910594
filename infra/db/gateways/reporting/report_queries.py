"""Statements of reports: each reads only the visits of its period, by an index."""

from typing import Any

from sqlalchemy import (
    Date,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    func,
    literal_column,
    or_,
    select,
    true,
)

from domain.payments.model import PaymentState
from domain.visit.model import BookingStatus
from infra.db.sql import is_any_of, is_one_of
from infra.db.tables import booking_events, bookings, payments, policy_sets

_ZONE = bindparam("zone", type_=Text)


_AGREED = (BookingStatus.CONFIRMED, BookingStatus.RESCHEDULE_PROPOSED)
_STANDS = is_one_of(bookings.c.status, *_AGREED)
_IS_COMPLETED = is_one_of(bookings.c.status, BookingStatus.COMPLETED)
_IS_NO_SHOW = is_one_of(bookings.c.status, BookingStatus.NO_SHOW)
_IS_CANCELLED = is_one_of(bookings.c.status, BookingStatus.CANCELLED)

# Money received. Minus refunds (made or due), it is the revenue.
_CAME_IN = is_one_of(
    payments.c.state, PaymentState.PAID, PaymentState.REFUND_DUE, PaymentState.REFUNDED
)
_KEPT = payments.c.amount_minor - payments.c.refund_minor
_PAYMENTS_OF_VISIT = and_(payments.c.booking_id == bookings.c.id, _CAME_IN)

_AT_LOCATIONS = is_any_of(bookings.c.location_id, "location_ids")
_FROM = bookings.c.starts_at >= bindparam("from_at")
_IN_PERIOD = and_(_AT_LOCATIONS, _FROM, bookings.c.starts_at < bindparam("until_at"))


def _turnout() -> Select[*tuple[Any, ...]]:
    """Count visits by outcome; only cancelled ones are looked up in the history."""
    was_agreed = (
        select(booking_events.c.from_status, booking_events.c.happened_at)
        .where(
            _IS_CANCELLED,
            booking_events.c.booking_id == bookings.c.id,
            is_one_of(booking_events.c.to_status, BookingStatus.CANCELLED),
            is_one_of(booking_events.c.from_status, *_AGREED),
        )
        .limit(1)
        .lateral("was_agreed")
    )
    lock = func.make_interval(0, 0, 0, 0, 0, policy_sets.c.cancel_lock_minutes)
    is_late = and_(
        was_agreed.c.from_status == BookingStatus.CONFIRMED,
        was_agreed.c.happened_at >= bookings.c.starts_at - lock,
        bookings.c.late_minutes == literal_column("0"),  # late visits can be cancelled freely
    )
    return (
        select(
            func.count().filter(_IS_COMPLETED).label("completed"),
            func.count().filter(_IS_NO_SHOW).label("no_shows"),
            func.count(was_agreed.c.happened_at).label("cancelled"),
            func.count().filter(is_late).label("late_cancels"),
            func.count().filter(_STANDS).label("undecided"),
        )
        .select_from(bookings)
        .join(policy_sets, policy_sets.c.location_id == bookings.c.location_id)
        .outerjoin(was_agreed, true())
        .where(_IN_PERIOD)
    )


TURNOUT = _turnout()

# The offset stops PostgreSQL from flattening the subquery, so that payments are looked up by visit:
# otherwise it would also read payments of other years.
_MONEY = (
    select(payments.c.currency, _KEPT.label("minor"))
    .where(_PAYMENTS_OF_VISIT)
    .offset(literal_column("0"))
    .lateral("money")
)

# A visit without money counts in the currency of its price.
_CURRENCY = func.coalesce(_MONEY.c.currency, bookings.c.currency)
_REVENUE = func.coalesce(func.sum(_MONEY.c.minor), 0)
_REALIZED = bookings.outerjoin(_MONEY, true())

LIFETIME_VALUES = (
    select(
        _CURRENCY.label("currency"),
        func.count(bookings.c.client_id.distinct()).label("customers"),
        _REVENUE.label("revenue_minor"),
    )
    .select_from(_REALIZED)
    .where(_IN_PERIOD, _IS_COMPLETED)
    .group_by(_CURRENCY)
    .order_by(_CURRENCY)
)

CUSTOMER_VALUES = (
    select(
        bookings.c.client_id,
        _CURRENCY.label("currency"),
        _REVENUE.label("revenue_minor"),
    )
    .select_from(_REALIZED)
    .where(_IN_PERIOD, _IS_COMPLETED)
    .group_by(bookings.c.client_id, _CURRENCY)
    .order_by(_REVENUE.desc(), bookings.c.client_id)
    .offset(bindparam("skipped"))
    .limit(bindparam("most"))
)

REVENUE_BY_DAY = (
    select(
        cast(func.timezone(_ZONE, bookings.c.starts_at), Date).label("day"),
        _MONEY.c.currency,
        _REVENUE.label("revenue_minor"),
    )
    .select_from(bookings.join(_MONEY, true()))
    .where(_IN_PERIOD, _IS_COMPLETED)
    .group_by("day", _MONEY.c.currency)
    .order_by("day", _MONEY.c.currency)
)

_VISITS_OF_CUSTOMERS = (
    select(func.count().label("visits"))
    .where(
        _AT_LOCATIONS,
        _FROM,
        bookings.c.starts_at < bindparam("next_until_at"),
        or_(_STANDS, _IS_COMPLETED),
    )
    .group_by(bookings.c.client_id)
    .having(func.min(bookings.c.starts_at) < bindparam("until_at"))
    .subquery("customers")
)

RETENTION = select(
    func.count().label("customers"),
    func.count().filter(_VISITS_OF_CUSTOMERS.c.visits > 1).label("returned"),
).select_from(_VISITS_OF_CUSTOMERS)

_PAID = (
    select(func.coalesce(func.sum(_KEPT), 0).label("minor"))
    .where(_PAYMENTS_OF_VISIT, payments.c.currency == bookings.c.currency)
    .lateral("paid")
)

PIPELINE = (
    select(
        bookings.c.currency,
        func.count().label("visits"),
        func.sum(_PAID.c.minor).label("paid_minor"),
        func.sum(func.greatest(bookings.c.price_minor - _PAID.c.minor, 0)).label("unpaid_minor"),
    )
    .select_from(bookings)
    .join(_PAID, true())
    .where(_AT_LOCATIONS, bookings.c.starts_at > bindparam("now"), _STANDS)
    .group_by(bookings.c.currency)
    .order_by(bookings.c.currency)
)
