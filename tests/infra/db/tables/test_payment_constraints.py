"""What the database refuses to know of money, whoever writes it and however."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from domain.payments.model import PaymentState
from infra.db.tables import (
    ONE_OPEN_PAYMENT,
    ONE_PAID_PAYMENT,
    ONE_PAYMENT_A_CHARGE,
    payments,
)
from tests.support.database import NOW, DatabaseFactory, at
from tests.support.services import choice_of


class Book:
    """Writes payments of one booking straight into the table."""

    def __init__(self, database: DatabaseFactory, columns: dict[str, Any]) -> None:
        self._workshop = database
        self._columns = columns

    async def write(self, state: PaymentState, **columns: Any) -> None:
        values = {**self._columns, "payload": uuid4(), "state": state, **columns}
        await self._workshop.execute(insert(payments).values(**values))


@pytest.fixture
async def book(database: DatabaseFactory) -> Book:
    shop = await database.open_location()
    cut = await database.sell(shop)
    await database.hire(shop, cut)
    ann = await database.meet()
    visit = await database.services().book(ann, shop, choice_of(cut), at(12))
    return Book(
        database,
        {
            "booking_id": visit,
            "client_id": ann.user_id,
            "provider": "till",
            "amount_minor": 1000,
            "currency": "EUR",
            "created_at": NOW,
        },
    )


async def test_a_booking_awaits_one_payment_at_a_time(book: Book) -> None:
    await book.write(PaymentState.CREATED)
    await book.write(PaymentState.CANCELLED)

    with pytest.raises(IntegrityError, match=ONE_OPEN_PAYMENT):
        await book.write(PaymentState.INVOICED)


async def test_a_booking_is_paid_once(book: Book) -> None:
    await book.write(PaymentState.PAID)
    await book.write(PaymentState.REFUND_DUE, refund_at=NOW)

    with pytest.raises(IntegrityError, match=ONE_PAID_PAYMENT):
        await book.write(PaymentState.PAID)


@pytest.mark.parametrize(
    ("ids", "constraint"),
    [
        ({"telegram_charge_id": "one"}, ONE_PAYMENT_A_CHARGE),
    ],
)
async def test_one_charge_pays_one_payment(
    book: Book, ids: dict[str, str], constraint: str
) -> None:
    await book.write(PaymentState.PAID, **ids)

    with pytest.raises(IntegrityError, match=constraint):
        await book.write(PaymentState.REFUNDED, **ids)


@pytest.mark.parametrize(
    ("state", "columns", "constraint"),
    [
        (PaymentState.CREATED, {"amount_minor": 0}, "amount_is_positive"),
        (PaymentState.CREATED, {"amount_minor": -1}, "amount_is_positive"),
        (PaymentState.CREATED, {"currency": "eur"}, "currency_is_iso_4217"),
        (PaymentState.REFUNDED, {"refund_minor": 1001}, "refund_is_a_part"),
        (PaymentState.REFUNDED, {"refund_minor": -1}, "refund_is_a_part"),
        (PaymentState.REFUND_DUE, {}, "refund_has_its_time"),
        (PaymentState.PAID, {"refund_at": NOW}, "refund_has_its_time"),
    ],
)
async def test_what_no_payment_can_be(
    book: Book, state: PaymentState, columns: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        await book.write(state, **columns)
