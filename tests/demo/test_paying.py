"""Invoices, checkouts, stars and refunds."""

import asyncio
from datetime import timedelta

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SendInvoice
from aiogram.types import LabeledPrice, Message

from demo.simulator import PaymentOutcome, Person, Simulator
from tests.demo.manual_clock import ManualClock
from tests.demo.tiny_bot import button, keyboard

pytestmark = pytest.mark.servers


async def send_invoice(bot: Bot, person: Person, **changes: object) -> Message:
    fields: dict[str, object] = {
        "title": "Deposit",
        "description": "Haircut",
        "payload": "booking:7",
        "currency": "EUR",
        "provider_token": "test",
        "prices": [LabeledPrice(label="Deposit", amount=1500)],
    }
    method = SendInvoice.model_validate({"chat_id": person.id} | fields | changes)
    return await bot(method)


YEN_99 = LabeledPrice(label="Deposit", amount=99)
STARS = {"currency": "XTR", "provider_token": None}


@pytest.mark.usefixtures("polling")
async def test_a_paid_invoice_is_answered_and_thanked_for(
    simulator: Simulator, anna: Person
) -> None:
    await anna.send("/pay")
    assert await anna.pay() is PaymentOutcome.PAID
    assert anna.chat.newest.text == "Thank you, your visit is confirmed."
    assert simulator.violations == []


@pytest.mark.usefixtures("polling")
async def test_a_declined_card_ends_after_the_bot_agreed(
    simulator: Simulator, anna: Person
) -> None:
    await anna.send("/pay")
    assert await anna.pay(succeed=False) is PaymentOutcome.DECLINED
    assert not any(shown.message.successful_payment for shown in anna.chat.messages)
    assert simulator.violations == []


async def test_the_bot_can_refuse_a_payment_with_its_words(bot: Bot, met: Person) -> None:
    await send_invoice(bot, met)
    paying = asyncio.create_task(met.checkout())
    (update,) = await bot.get_updates(timeout=5)
    assert update.pre_checkout_query is not None
    assert update.pre_checkout_query.invoice_payload == "booking:7"
    query_id = update.pre_checkout_query.id
    with pytest.raises(TelegramBadRequest, match="error message must be non-empty"):
        await bot.answer_pre_checkout_query(query_id, ok=False)
    await bot.answer_pre_checkout_query(query_id, ok=False, error_message="The slot is gone.")
    checkout = await paying
    assert (checkout.accepted, checkout.text) == (False, "The slot is gone.")
    with pytest.raises(LookupError, match="only an accepted checkout"):
        await met.complete(checkout)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_pre_checkout_query(query_id, ok=True)


async def test_a_checkout_without_an_answer_is_a_violation_and_too_late_to_answer(
    simulator: Simulator, bot: Bot, met: Person
) -> None:
    await send_invoice(bot, met)
    await bot.get_updates()
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    checkout = await met.checkout(timeout_s=0.2)
    await poll
    assert not checkout.answered
    assert [str(v) for v in simulator.violations] == [
        "answerPreCheckoutQuery: no answer to [Deposit]"
    ]
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_pre_checkout_query(checkout.query.id, ok=True)


async def test_without_an_invoice_there_is_nothing_to_pay(bot: Bot, met: Person) -> None:
    with pytest.raises(LookupError, match="no invoice"):
        await met.pay()
    text = await bot.send_message(met.id, "hi")
    with pytest.raises(LookupError, match="not an invoice"):
        await met.pay(text.message_id)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": "x" * 33}, "invoice title must be 1-32 characters"),
        ({"description": "x" * 256}, "invoice description must be 1-255 characters"),
        ({"payload": "я" * 65}, "INVOICE_PAYLOAD_INVALID"),
        ({"currency": "euro"}, "CURRENCY_INVALID"),
        ({"provider_token": None}, "PAYMENT_PROVIDER_INVALID"),
        ({"currency": "XTR"}, "STARS_INVOICE_INVALID"),
        ({"prices": [LabeledPrice(label="", amount=1500)]}, "INVOICE_PRICES_INVALID"),
        ({"prices": [LabeledPrice(label="x", amount=15)]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
        ({"prices": [LabeledPrice(label="x", amount=0)]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
        ({"prices": [LabeledPrice(label="x", amount=-1500)]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
        ({"prices": [LabeledPrice(label="x", amount=10**7)]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
        ({"prices": []}, "INVOICE_PRICES_INVALID"),
        ({"currency": "JPY", "prices": [YEN_99]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
        ({"currency": "BTC"}, "CURRENCY_INVALID"),
        ({"start_parameter": "a b"}, "START_PARAM_INVALID"),
        ({"reply_markup": keyboard([button("x", "x")])}, "REPLY_MARKUP_BUY_EMPTY"),
        (STARS | {"prices": [LabeledPrice(label="x", amount=0)]}, "STARS_INVOICE_INVALID"),
        (STARS | {"prices": [YEN_99, YEN_99]}, "STARS_INVOICE_INVALID"),
    ],
)
async def test_a_wrong_invoice_is_refused(
    bot: Bot, met: Person, changes: dict[str, object], reason: str
) -> None:
    with pytest.raises(TelegramBadRequest, match=reason):
        await send_invoice(bot, met, **changes)


async def test_yen_have_no_decimals(bot: Bot, met: Person) -> None:
    sent = await send_invoice(
        bot, met, currency="JPY", prices=[LabeledPrice(label="Deposit", amount=1500)]
    )
    assert sent.invoice is not None
    assert "(invoice: Deposit, 1500 JPY)" in str(met.chat.newest)


async def test_ten_seconds_of_the_clock_are_too_long_for_a_checkout(
    simulator: Simulator, bot: Bot, met: Person, clock: ManualClock
) -> None:
    await send_invoice(bot, met)
    paying = asyncio.create_task(met.checkout(timeout_s=0.3))
    (update,) = await bot.get_updates(timeout=5)
    assert update.pre_checkout_query is not None
    clock.move(timedelta(seconds=11))
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_pre_checkout_query(update.pre_checkout_query.id, ok=True)
    assert not (await paying).answered
    assert [v.method for v in simulator.violations] == ["answerPreCheckoutQuery"]


async def test_a_second_answer_to_a_checkout_is_a_violation(
    simulator: Simulator, bot: Bot, met: Person
) -> None:
    await send_invoice(bot, met)
    paying = asyncio.create_task(met.checkout())
    (update,) = await bot.get_updates(timeout=5)
    assert update.pre_checkout_query is not None
    await bot.answer_pre_checkout_query(update.pre_checkout_query.id, ok=True)
    assert (await paying).accepted
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_pre_checkout_query(
            update.pre_checkout_query.id, ok=False, error_message="?"
        )
    assert len(simulator.violations) == 1
