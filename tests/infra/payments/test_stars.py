"""Telegram Stars: invoices without a token, refunds, and the account that can be read."""

import pytest
from aiogram import Bot
from aiogram.methods import SendInvoice

from demo.simulator import FailureKind, Person, Simulator
from domain.payments.errors import PaymentFailedError, RefundImpossibleError
from domain.payments.model import Charge, ChargeKind
from domain.payments.provider_ports import Transactions
from domain.shared.errors import DomainError
from domain.shared.money import Money
from infra.payments.telegram_stars import TelegramStars
from tests.infra.payments.conftest import PAYLOAD, invoice_to, pay, payment_of

pytestmark = pytest.mark.servers

PRICE = Money(250, "XTR")


@pytest.fixture
def stars(bot: Bot) -> TelegramStars:
    return TelegramStars(bot)


@pytest.fixture
async def charge_id(stars: TelegramStars, bot: Bot, anna: Person) -> str:
    """Stars that Anna has paid."""
    await stars.create_invoice(invoice_to(anna, PRICE))
    return await pay(bot, anna)


def charge_of(anna: Person, charge_id: str, kind: ChargeKind = ChargeKind.PAID) -> Charge:
    return Charge(kind, charge_id, None, anna.id, str(PAYLOAD), 250, "XTR")


async def test_an_invoice_in_stars_has_one_price_and_no_token(
    stars: TelegramStars, simulator: Simulator, anna: Person
) -> None:
    await stars.create_invoice(invoice_to(anna, PRICE))
    (sent,) = [call for call in simulator.calls if isinstance(call, SendInvoice)]
    assert sent.currency == "XTR"
    assert not sent.provider_token
    assert [price.amount for price in sent.prices] == [250]
    assert simulator.violations == []


async def test_stars_go_back_and_going_back_twice_is_once(
    stars: TelegramStars, simulator: Simulator, anna: Person, charge_id: str
) -> None:
    payment = payment_of(PRICE, charge_id)
    await stars.refund(payment, anna.id, PRICE)
    assert [charge.refunded_at is not None for charge in anna.charges] == [True]
    simulator.allow("CHARGE_ALREADY_REFUNDED")
    await stars.refund(payment, anna.id, PRICE)
    assert simulator.violations == []


async def test_a_refund_whose_answer_was_lost_counts_as_done_when_asked_again(
    stars: TelegramStars, simulator: Simulator, anna: Person, charge_id: str
) -> None:
    simulator.fail("refundStarPayment", FailureKind.CUT, carried_out=True)
    simulator.allow("CHARGE_ALREADY_REFUNDED")
    with pytest.raises(PaymentFailedError):
        await stars.refund(payment_of(PRICE, charge_id), anna.id, PRICE)
    await stars.refund(payment_of(PRICE, charge_id), anna.id, PRICE)
    assert simulator.violations == []


async def test_no_part_of_a_payment_goes_back(
    stars: TelegramStars, anna: Person, charge_id: str
) -> None:
    with pytest.raises(RefundImpossibleError):
        await stars.refund(payment_of(PRICE, charge_id), anna.id, Money(100, "XTR"))
    assert [charge.refunded_at for charge in anna.charges] == [None]


@pytest.mark.parametrize(
    ("forged", "refusal"),
    [("charge_of_nobody", PaymentFailedError), (None, RefundImpossibleError)],
)
async def test_stars_that_nobody_paid_do_not_go_back(
    stars: TelegramStars,
    simulator: Simulator,
    anna: Person,
    forged: str | None,
    refusal: type[DomainError],
) -> None:
    simulator.allow("CHARGE_NOT_FOUND")
    with pytest.raises(refusal):
        await stars.refund(payment_of(PRICE, forged), anna.id, PRICE)


async def test_the_account_tells_of_both_directions_page_by_page(
    stars: TelegramStars, anna: Person, charge_id: str
) -> None:
    await stars.refund(payment_of(PRICE, charge_id), anna.id, PRICE)
    paid = charge_of(anna, charge_id)
    back = charge_of(anna, charge_id, ChargeKind.REFUNDED)
    assert await stars.list_transactions(0, 100) == Transactions((paid, back), 2)
    assert await stars.list_transactions(0, 1) == Transactions((paid,), 1)
    assert await stars.list_transactions(1, 100) == Transactions((back,), 1)
    assert await stars.list_transactions(2, 100) == Transactions((), 0)
