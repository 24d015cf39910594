"""Before money moves Telegram asks whether it may: answered in words, and in time."""

from datetime import timedelta

import pytest
from aiogram.types import LabeledPrice
from sqlalchemy import text

from bot.errors.explain import explain_plainly
from bot.handlers import routes
from bot.handlers.payments import checkout
from demo.simulator import FailureKind, PaymentOutcome, Person
from domain.payments.errors import (
    AlreadyPaidError,
    HoldOverError,
    PaymentAmountError,
    PaymentNotYoursError,
    PaymentUnknownError,
)
from domain.shared.errors import DomainError, RetryableError
from tests.e2e.support.paying import DEPOSIT_MINOR, ask_for_money, hold, payments
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import SORRY
from tests.support.reading import localizer

LOCK_CATEGORIES = text("LOCK TABLE service_categories IN ACCESS EXCLUSIVE MODE")
LOCK_PAYMENTS = text("LOCK TABLE payments IN ACCESS EXCLUSIVE MODE")


def words(error: DomainError, language: str = "en") -> str:
    return explain_plainly(error, localizer(language), routes.errors)


@pytest.fixture
async def payer(scene: Scene, anna: Person) -> Person:
    """Anna, who has an invoice for her deposit."""
    await hold(scene, anna)
    await ask_for_money(scene, anna)
    return anna


async def forge(scene: Scene, person: Person, payload: str, amount_minor: int) -> None:
    """Put an invoice into a chat that the program did not send."""
    prices = [LabeledPrice(label="It", amount=amount_minor)]
    await scene.bot.bot.send_invoice(
        person.id, "Forged", "A visit", payload, "EUR", prices, provider_token="1:TEST:x"
    )


async def refused(person: Person, *, again: bool = False) -> str:
    """Try to pay the newest invoice; return the words of the refusal."""
    checkout = await person.checkout(again=again)
    assert checkout.answered
    assert not checkout.accepted
    return checkout.text


async def test_who_was_asked_may_pay_and_the_time_is_held_for_two_more_minutes(
    scene: Scene, payer: Person
) -> None:
    (before,) = await scene.bookings()
    scene.clock.moment = before.hold_expires_at - timedelta(seconds=1)

    checkout = await payer.checkout()

    assert checkout.accepted
    (after,) = await scene.bookings()
    assert after.hold_expires_at == scene.clock.moment + timedelta(minutes=2)
    assert [payment.checked_at for payment in await payments(scene)] == [scene.clock.moment]


async def test_a_hold_that_lasts_long_enough_is_not_cut_short(scene: Scene, payer: Person) -> None:
    (before,) = await scene.bookings()
    await payer.checkout()
    (after,) = await scene.bookings()
    assert after.hold_expires_at == before.hold_expires_at


@pytest.mark.parametrize("payload", ["x", "0190a1b2-c3d4-4e5f-8a6b-0123456789ab", "'; DROP", "ы"])
async def test_a_forged_payload_is_refused(scene: Scene, anna: Person, payload: str) -> None:
    await forge(scene, anna, payload, DEPOSIT_MINOR)
    assert await refused(anna) == words(PaymentUnknownError())
    assert await payments(scene) == []


async def test_only_who_was_asked_may_pay(scene: Scene, payer: Person) -> None:
    boris = await scene.welcome("Boris")
    (payment,) = await payments(scene)
    await forge(scene, boris, str(payment.payload), DEPOSIT_MINOR)
    assert await refused(boris) == words(PaymentNotYoursError())


async def test_only_what_was_asked_for_is_taken(scene: Scene, payer: Person) -> None:
    (payment,) = await payments(scene)
    await forge(scene, payer, str(payment.payload), DEPOSIT_MINOR - 1)
    assert await refused(payer) == words(PaymentAmountError())


async def test_after_the_hold_nothing_is_taken(scene: Scene, payer: Person) -> None:
    scene.clock.advance(hours=1)
    assert await refused(payer) == words(HoldOverError())


async def test_nobody_pays_twice(scene: Scene, payer: Person) -> None:
    assert await payer.pay() is PaymentOutcome.PAID
    assert await refused(payer, again=True) == words(AlreadyPaidError())


async def test_a_refusal_is_in_the_language_that_the_client_chose(scene: Scene) -> None:
    vera = await scene.welcome("Vera", language="ru")
    vera.set_language("en")  # of the telephone, later
    await forge(scene, vera, "x", DEPOSIT_MINOR)
    assert await refused(vera) == words(PaymentUnknownError(), "ru")


async def test_a_stranger_is_refused_and_not_written_down(scene: Scene) -> None:
    stranger = scene.simulator.add_person(first_name="Eve", language_code="de")
    await stranger.start()
    await scene.database.execute(text("DELETE FROM users"))
    await forge(scene, stranger, "x", DEPOSIT_MINOR)
    assert await refused(stranger) == words(PaymentUnknownError(), "de")
    assert await scene.database.value(text("SELECT count(*) FROM users")) == 0


async def test_a_database_that_hangs_is_not_waited_for_too_long(
    scene: Scene, payer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkout, "CHECK_TIMEOUT_S", 0.3)
    async with scene.database.engine.connect() as blocker:
        await blocker.execute(LOCK_PAYMENTS)
        assert await refused(payer) == words(RetryableError())
        await blocker.rollback()
    assert await payer.pay() is PaymentOutcome.PAID


@pytest.mark.parametrize("kind", [FailureKind.CUT, FailureKind.SERVER_ERROR])
@pytest.mark.parametrize("carried_out", [False, True])
async def test_an_answer_that_was_lost_is_given_once_more(
    scene: Scene, payer: Person, kind: FailureKind, *, carried_out: bool
) -> None:
    scene.simulator.allow("query is too old")
    scene.simulator.fail("answerPreCheckoutQuery", kind, carried_out=carried_out)
    assert await payer.pay() is PaymentOutcome.PAID


async def test_what_nobody_foresaw_is_a_refusal_with_a_code(scene: Scene, payer: Person) -> None:
    await scene.database.execute(text("ALTER TABLE payments RENAME TO payments_away"))
    try:
        said = await refused(payer)
    finally:
        await scene.database.execute(text("ALTER TABLE payments_away RENAME TO payments"))
    assert said.startswith(SORRY)
    (line,) = scene.log.of("update_failed")
    assert line["correlation_id"] in said


async def test_the_same_persons_other_updates_do_not_hold_a_payment_up(
    scene: Scene, payer: Person
) -> None:
    async with scene.database.engine.connect() as blocker:
        await blocker.execute(LOCK_CATEGORIES)
        await payer.send("/book", wait=False)
        checkout = await payer.checkout()
        assert checkout.accepted
        assert payer.chat.newest.message.invoice is not None  # "/book" has no answer yet
        await blocker.rollback()
    await payer.settle()


@pytest.mark.parametrize("language", ["en", "de", "ru"])
def test_the_words_for_a_rush_fit_too(language: str) -> None:
    assert 0 < len(words(RetryableError(), language)) <= 200


async def test_checks_are_logged_by_numbers_alone(scene: Scene, payer: Person) -> None:
    await payer.checkout()
    await forge(scene, payer, "x", DEPOSIT_MINOR)
    await payer.checkout()
    first, second = scene.log.of("checkout_checked")
    assert (first["ok"], first["reason"]) == (True, "")
    assert (second["ok"], second["reason"]) == (False, "PaymentUnknownError")
    (payment,) = await payments(scene)
    assert (first["booking_id"], first["payment_id"]) == (payment.booking_id, payment.id)
    assert first["user_id"] == second["user_id"] == payment.client_id
    told = f"{first} {second}"
    assert str(payment.payload) not in told
    assert str(payer.id) not in told
