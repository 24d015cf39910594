"""Money of others: nobody else pays, moves, or takes back what is not theirs."""

from dataclasses import replace
from uuid import UUID

import pytest
from aiogram.filters.callback_data import CallbackData
from sqlalchemy import select

from bot.callbacks.payments import BookAgain, MoneyBack, OtherTimes, Pay, TakeOtherTimeTap
from bot.callbacks.refunds import OpenRefunds, RefundMade
from bot.callbacks.values import minute_of
from demo.simulator import Checkout, NoSuchButtonError, Person, SentInvoice
from domain.booking.release_holds import ReleaseHolds
from infra.db import tables
from tests.e2e.support.deposits import hold, run
from tests.e2e.support.paying import payments
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import HELD, LATE
from tests.support.database import at

THURSDAY = at(10, day=3)
SECRET = "Geheimnis"
OTHERS = minute_of(at(15, day=3))
EXPIRED, HELD_ONE = 1, 3  # Anna's bookings; the second is Ben's
LATE_PAYMENT = 1

FORGED: tuple[CallbackData, ...] = (
    Pay(booking_id=HELD_ONE),
    BookAgain(booking_id=EXPIRED),
    OtherTimes(booking_id=EXPIRED),
    TakeOtherTimeTap(booking_id=EXPIRED, payment_id=LATE_PAYMENT, minute=OTHERS),
    MoneyBack(booking_id=EXPIRED, payment_id=LATE_PAYMENT),
    MoneyBack(booking_id=2, payment_id=LATE_PAYMENT),
    TakeOtherTimeTap(booking_id=2, payment_id=LATE_PAYMENT, minute=OTHERS),
    OpenRefunds(),
    RefundMade(payment_id=LATE_PAYMENT),
    RefundMade(payment_id=10**9),
)


@pytest.fixture
async def anna(scene: Scene) -> Person:
    """Somebody with late money that waits for an answer, and a time that is held."""
    anna = await scene.welcome(f"Anna {SECRET}")
    await hold(scene, anna, THURSDAY)
    checkout = await anna.checkout()
    scene.clock.advance(minutes=13)
    await run(scene, ReleaseHolds)
    ben = await scene.welcome("Ben")
    await hold(scene, ben, THURSDAY)
    await ben.pay()
    await anna.complete(checkout)
    assert LATE in anna.screen.text
    await anna.start()
    await hold(scene, anna, at(12, day=3))
    assert HELD in anna.screen.text
    return anna


async def _money(scene: Scene) -> list[object]:
    kinds = (tables.bookings, tables.payments, tables.payment_events, tables.outbox_messages)
    return [await scene.database.rows(select(table)) for table in kinds]


@pytest.mark.parametrize("forged", FORGED, ids=repr)
async def test_a_stranger_moves_no_money_by_forged_taps(
    scene: Scene, anna: Person, forged: CallbackData
) -> None:
    cleo = await scene.welcome("Cleo")
    before = await _money(scene)
    await cleo.tap_data(forged.pack())
    assert await _money(scene) == before
    seen = "\n".join(shown.text for shown in cleo.chat.from_bot)
    assert SECRET not in seen
    assert "€9" not in seen
    assert cleo.screen.rows
    assert not scene.log.of("update_failed")
    (due, *_) = await payments(scene)
    assert due.state == "refund_due"
    assert HELD in anna.screen.text


async def _checkout(person: Person, sent: SentInvoice) -> Checkout:
    """Try to pay an invoice; no money moves."""
    checkout = await person.checkout(sent)
    assert not checkout.accepted
    return checkout


async def test_a_stranger_cannot_pay(scene: Scene, anna: Person) -> None:
    cleo = await scene.welcome("Cleo")
    *_, sent = anna.invoices
    assert "for somebody else" in (await _checkout(cleo, sent)).text
    with pytest.raises(NoSuchButtonError):
        await cleo.checkout(anna.forward_invoice())
    *_, booking = await scene.bookings()
    assert booking.status == "pending"


@pytest.mark.parametrize(
    "changes", [{"total_amount": 1}, {"total_amount": 90_000}, {"currency": "USD"}]
)
async def test_another_amount_than_was_asked_is_refused(
    anna: Person, changes: dict[str, object]
) -> None:
    *_, sent = anna.invoices
    forged = replace(sent, invoice=sent.invoice.model_copy(update=changes))
    assert "amount of this invoice is not right" in (await _checkout(anna, forged)).text


@pytest.mark.parametrize("payload", ["", "1", "\0", str(UUID(int=7)), "x" * 128, "👻"])
async def test_a_payment_that_nobody_asked_for_is_refused(anna: Person, payload: str) -> None:
    *_, sent = anna.invoices
    forged = replace(sent, payload=payload)
    assert "not valid" in (await _checkout(anna, forged)).text


async def test_the_right_person_can_still_pay_after_all_that(scene: Scene, anna: Person) -> None:
    cleo = await scene.welcome("Cleo")
    await _checkout(cleo, anna.invoices[-1])
    await anna.pay()
    *_, booking = await scene.bookings()
    assert booking.status == "confirmed"
