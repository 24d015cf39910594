"""The laws of money and time, as the database shows them after every step."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import select, text

from domain.checkout.settle_charges import RAISED
from domain.payments.model import OPEN, ChargeKind, Outcome, PaymentState
from domain.payments.transitions import payment_transition
from domain.visit.model import PROGRAM, BookingStatus
from domain.visit.transitions import transition
from infra.db.tables import (
    booking_events,
    bookings,
    charges,
    outbox_messages,
    payment_events,
    payments,
)
from tests.support.database import NOW, DatabaseFactory

FEE_MINOR = 300
"""What a late cancel costs where a tenth of thirty euros is kept."""

OWNED = {PaymentState.PAID, PaymentState.REFUND_DUE, PaymentState.REFUNDED}

_OVERLAPS = text(
    """
    SELECT count(*) FROM booking_items AS one JOIN booking_items AS other
    ON one.booking_id < other.booking_id
        AND (one.master_id, one.lane) = (other.master_id, other.lane)
        AND one.start_at < other.blocked_until AND other.start_at < one.blocked_until
    WHERE one.status IN ('pending', 'confirmed', 'reschedule_proposed')
        AND other.status IN ('pending', 'confirmed', 'reschedule_proposed')
    """
)

Rows = Sequence[Any]


class Ledger:
    """Reads everything on a connection of its own, and asserts what always has to be true."""

    def __init__(self, database: DatabaseFactory) -> None:
        self._workshop = database

    async def check(self) -> None:
        """Assert every law."""
        async with self._workshop.engine.connect() as connection:

            async def rows(query: Any) -> Rows:
                return (await connection.execute(query)).all()

            ((overlaps,),) = await rows(_OVERLAPS)
            visits, money = await rows(select(bookings)), await rows(select(payments))
            told, messages = await rows(select(charges)), await rows(select(outbox_messages.c.key))
            money_lines = await rows(select(payment_events).order_by(payment_events.c.id))
            visit_lines = await rows(select(booking_events).order_by(booking_events.c.id))
        assert overlaps == 0, "two visits in one lane"
        ensure_one_hold_a_client(visits)
        ensure_money_is_awaited_for_holds_alone(visits, money)
        ensure_visits_that_stand_are_paid(visits, money, told)
        ensure_late_money_buys_no_time_that_has_begun(visits, visit_lines)
        ensure_money_has_an_owner(money, told, {key for (key,) in messages})
        ensure_money_goes_back_for_what_does_not_stand(visits, money)
        ensure_payments_follow_the_table(money_lines, money)
        ensure_bookings_follow_the_table(visit_lines, visits)


def ensure_one_hold_a_client(visits: Rows) -> None:
    holders = [visit.client_id for visit in visits if visit.status == BookingStatus.PENDING]
    assert len(holders) == len(set(holders)), "two holds of one client"


def ensure_money_is_awaited_for_holds_alone(visits: Rows, money: Rows) -> None:
    awaited = sorted(payment.booking_id for payment in money if payment.state in OPEN)
    held = sorted(visit.id for visit in visits if visit.status == BookingStatus.PENDING)
    assert awaited == held, "a hold without a payment, or a payment without a hold"


def ensure_visits_that_stand_are_paid(visits: Rows, money: Rows, told: Rows) -> None:
    """A refund at the provider, settled as one, alone takes money away from a visit that stands."""
    went_back = {
        row.telegram_charge_id
        for row in told
        if row.kind == ChargeKind.REFUNDED and row.outcome == Outcome.REFUNDED
    }
    has_paid = {
        payment.booking_id
        for payment in money
        if payment.state == PaymentState.PAID
        or (payment.state == PaymentState.REFUNDED and payment.telegram_charge_id in went_back)
    }
    standing = {visit.id for visit in visits if visit.status == BookingStatus.CONFIRMED}
    assert standing <= has_paid, "a visit stands without its money"


def ensure_late_money_buys_no_time_that_has_begun(visits: Rows, lines: Rows) -> None:
    starts = {visit.id: visit.starts_at for visit in visits}
    for line in lines:
        if line.to_status == BookingStatus.CONFIRMED and line.from_status != line.to_status:
            assert line.happened_at < starts[line.booking_id], "confirmed when it had begun"


def ensure_money_has_an_owner(money: Rows, told: Rows, raised: set[str]) -> None:
    owners = {payment.telegram_charge_id for payment in money if payment.state in OWNED}
    settled = {row.telegram_charge_id: row for row in told if row.kind == ChargeKind.REFUNDED}
    for charge in told:
        if charge.kind == ChargeKind.REFUNDED or not charge.outcome:
            continue  # what is not settled yet waits in its table
        refund = settled.get(charge.telegram_charge_id)
        assert refund is None or refund.outcome != Outcome.UNKNOWN_PAYMENT, "a refund is forgotten"
        if charge.outcome in {*RAISED, Outcome.STUCK}:
            key = f"payment_unmatched:{charge.kind}:{charge.telegram_charge_id}"
            assert key in raised, "nobody was asked whose money it is"
        else:
            assert charge.telegram_charge_id in owners, "money without an owner"


def ensure_money_goes_back_for_what_does_not_stand(visits: Rows, money: Rows) -> None:
    status = {visit.id: visit.status for visit in visits}
    for payment in money:
        if payment.state == PaymentState.PAID:
            assert status[payment.booking_id] == BookingStatus.CONFIRMED, "kept without a visit"
        assert (payment.paid_at is not None) == (payment.state in OWNED)
        if payment.state == PaymentState.REFUND_DUE:
            assert payment.refund_minor in {payment.amount_minor, payment.amount_minor - FEE_MINOR}


def ensure_payments_follow_the_table(lines: Rows, money: Rows) -> None:
    ways = _by(lines, "payment_id")
    for payment in money:
        way = ways[payment.id]
        _ensure_chain([(line.from_state, line.to_state) for line in way], payment.state)
        for line in way:
            current = PaymentState(line.from_state) if line.from_state else None
            payment_transition(current, PaymentState(line.to_state), at=NOW)


def ensure_bookings_follow_the_table(lines: Rows, visits: Rows) -> None:
    ways = _by(lines, "booking_id")
    for visit in visits:
        way = ways[visit.id]
        _ensure_chain([(line.from_status, line.to_status) for line in way], visit.status)
        for line in way:
            if line.from_status != line.to_status:  # a move
                current = BookingStatus(line.from_status) if line.from_status else None
                transition(current, BookingStatus(line.to_status), at=NOW, actor=PROGRAM)


def _ensure_chain(steps: Sequence[tuple[str | None, str]], now: str) -> None:
    assert steps[0][0] is None, "a history without a beginning"
    assert all(one[1] == other[0] for one, other in pairwise(steps)), "a history with a gap"
    assert steps[-1][1] == now, "a history that ends elsewhere"


def _by(rows: Iterable[Any], name: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found
