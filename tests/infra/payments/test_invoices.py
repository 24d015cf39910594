"""Invoices behind a provider's token, as Telegram takes them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiogram import Bot
from aiogram.methods import SendInvoice

from demo.simulator import FailureKind, Person, Simulator
from domain.payments.errors import (
    PaymentAmountError,
    PaymentFailedError,
    PaymentUnknownError,
    RefundImpossibleError,
)
from domain.payments.model import Charge, ChargeKind
from domain.payments.provider_ports import PaymentProvider
from domain.shared.destination import Chat, Destination
from domain.shared.ids import InvoiceRef
from domain.shared.money import Money
from infra.payments.demo_provider import DemoProvider
from infra.payments.telegram_provider import TelegramProvider
from tests.infra.payments.conftest import PAYLOAD, TEST_TOKEN, invoice_to, payment_of
from tests.support.captured_log import captured_log

pytestmark = pytest.mark.servers

PRICE = Money(1500, "EUR")


@pytest.fixture
def provider(bot: Bot) -> TelegramProvider:
    return TelegramProvider(bot, TEST_TOKEN)


async def test_an_invoice_has_the_words_the_sum_and_the_payload(
    provider: TelegramProvider, simulator: Simulator, anna: Person
) -> None:
    ref = await provider.create_invoice(invoice_to(anna, PRICE))
    (sent,) = [call for call in simulator.calls if isinstance(call, SendInvoice)]
    assert (sent.title, sent.payload) == ("Deposit for your visit", str(PAYLOAD))
    assert (sent.currency, sent.provider_token) == ("EUR", TEST_TOKEN)
    assert [(price.label, price.amount) for price in sent.prices] == [("Deposit", 1500)]
    assert anna.chat.newest.key == ref
    assert simulator.violations == []


async def test_an_invoice_goes_to_a_chat_alone(provider: TelegramProvider, anna: Person) -> None:
    elsewhere = replace(invoice_to(anna, PRICE), destination=Destination())
    with pytest.raises(PaymentFailedError):
        await provider.create_invoice(elsewhere)


async def test_a_stranger_who_is_forwarded_an_invoice_finds_no_button_to_pay(
    provider: TelegramProvider, anna: Person
) -> None:
    await provider.create_invoice(invoice_to(anna, PRICE))
    assert not anna.forward_invoice().has_pay_button


async def test_an_invoice_taken_away_is_gone_and_may_be_taken_away_again(
    provider: TelegramProvider, simulator: Simulator, anna: Person
) -> None:
    ref = await provider.create_invoice(invoice_to(anna, PRICE))
    await provider.withdraw_invoice(Chat(anna.id), ref)
    assert anna.invoices == []
    simulator.allow("message to delete not found")
    await provider.withdraw_invoice(Chat(anna.id), ref)
    assert simulator.violations == []


async def test_an_invoice_that_telegram_no_longer_deletes_is_left(
    provider: TelegramProvider, simulator: Simulator, anna: Person
) -> None:
    ref = await provider.create_invoice(invoice_to(anna, PRICE))
    simulator.world.clock = lambda: datetime.now(UTC) + timedelta(days=3)
    await provider.withdraw_invoice(Chat(anna.id), ref)
    assert [invoice.payload for invoice in anna.invoices] == [str(PAYLOAD)]


async def test_an_invoice_of_somebody_who_left_counts_as_taken_away(
    provider: TelegramProvider, anna: Person
) -> None:
    ref = await provider.create_invoice(invoice_to(anna, PRICE))
    await anna.block(wait=False)
    await provider.withdraw_invoice(Chat(anna.id), ref)


@pytest.mark.parametrize(
    "kind", [FailureKind.TOO_MANY_REQUESTS, FailureKind.SERVER_ERROR, FailureKind.CUT]
)
async def test_what_telegram_fails_at_may_be_tried_again(
    provider: TelegramProvider, simulator: Simulator, anna: Person, kind: FailureKind
) -> None:
    simulator.fail("*", kind, times=2)
    with pytest.raises(PaymentFailedError):
        await provider.create_invoice(invoice_to(anna, PRICE))
    with pytest.raises(PaymentFailedError):
        await provider.withdraw_invoice(Chat(anna.id), InvoiceRef(1))
    assert await provider.create_invoice(invoice_to(anna, PRICE)) == anna.chat.newest.key


async def test_what_telegram_refuses_is_logged_in_its_words_without_the_token_or_the_person(
    provider: TelegramProvider, simulator: Simulator, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator.allow("CURRENCY_TOTAL_AMOUNT_INVALID")
    with captured_log(monkeypatch) as log, pytest.raises(PaymentFailedError):
        await provider.create_invoice(invoice_to(anna, Money(1, "EUR")))
    (line,) = log.of("payment_request_failed")
    assert "CURRENCY_TOTAL_AMOUNT_INVALID" in line["reason"]
    assert TEST_TOKEN not in log.text
    assert str(anna.id) not in log.text


def charge(**changes: object) -> Charge:
    fields: dict[str, object] = {
        "kind": ChargeKind.PAID,
        "charge_ref": "charge",
        "provider_charge_id": "its own",
        "payer_ref": 1,
        "payload": str(PAYLOAD),
        "amount_minor": 1500,
        "currency": "EUR",
    }
    return Charge(**{**fields, **changes})  # type: ignore[arg-type]  # a test's shorthand


async def test_a_charge_is_what_was_asked_for_or_is_refused(provider: TelegramProvider) -> None:
    payment = payment_of(PRICE)
    await provider.verify_payment(payment, charge())
    with pytest.raises(PaymentUnknownError):
        await provider.verify_payment(payment, charge(payload="another"))
    for wrong in (charge(amount_minor=1499), charge(amount_minor=1501), charge(currency="USD")):
        with pytest.raises(PaymentAmountError):
            await provider.verify_payment(payment, wrong)


async def test_no_card_is_refunded_through_telegram(provider: TelegramProvider) -> None:
    assert not provider.can_refund
    with pytest.raises(RefundImpossibleError):
        await provider.refund(payment_of(PRICE, "charge"), 1, PRICE)


async def test_the_test_provider_refunds_any_part_by_writing_it_down(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider: PaymentProvider = DemoProvider(bot, TEST_TOKEN)
    assert provider.can_refund
    assert provider.can_refund_part
    with captured_log(monkeypatch) as log:
        await provider.refund(payment_of(PRICE, "charge"), 1, Money(700, "EUR"))
    (line,) = log.of("test_refund")
    assert (line["payment_id"], line["amount_minor"], line["currency"]) == (7, 700, "EUR")
