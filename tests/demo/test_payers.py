"""Payers who pay late, twice or for somebody else, and Stars that go back by themselves."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import LabeledPrice, Message, PreCheckoutQuery, StarTransaction

from demo.simulator import InvoiceState, NoSuchButtonError, PaymentOutcome, Person, Simulator
from tests.demo.conftest import running
from tests.demo.manual_clock import ManualClock
from tests.demo.test_paying import STARS, send_invoice

DAY = timedelta(days=1)

pytestmark = [pytest.mark.servers, pytest.mark.usefixtures("till")]


class Heard:
    """Money that the bot was told of."""

    def __init__(self) -> None:
        self.paid: list[str] = []
        self.refunded: list[str] = []

    async def on_paid(self, message: Message) -> None:
        assert message.successful_payment is not None
        self.paid.append(message.successful_payment.telegram_payment_charge_id)
        await message.answer("Thank you.")

    async def on_refunded(self, message: Message) -> None:
        assert message.refunded_payment is not None
        self.refunded.append(message.refunded_payment.telegram_payment_charge_id)


async def agree(query: PreCheckoutQuery) -> None:
    await query.answer(ok=True)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
async def till(simulator: Simulator, bot: Bot, heard: Heard) -> AsyncIterator[None]:
    """Lets a bot run that agrees to every payment."""
    dispatcher = Dispatcher()
    dispatcher.pre_checkout_query.register(agree)
    dispatcher.message.register(heard.on_paid, lambda message: message.successful_payment)
    dispatcher.message.register(heard.on_refunded, lambda message: message.refunded_payment)
    async with running(dispatcher, simulator, bot):
        yield


@pytest.fixture
def olga(simulator: Simulator) -> Person:
    return simulator.add_person(first_name="Olga")


async def send_stars(bot: Bot, person: Person, amount: int = 50) -> Message:
    return await send_invoice(
        bot, person, **STARS, prices=[LabeledPrice(label="Tip", amount=amount)]
    )


async def test_money_may_come_a_day_late_though_the_invoice_is_gone(
    bot: Bot, met: Person, clock: ManualClock, heard: Heard
) -> None:
    sent = await send_invoice(bot, met)
    checkout = await met.checkout()
    await bot.delete_message(met.id, sent.message_id)
    clock.move(DAY)
    charge = await met.complete(checkout)
    assert heard.paid == [charge.charge_id]
    assert charge.paid_at == clock.now
    with pytest.raises(LookupError, match="only once"):
        await met.complete(checkout)


async def test_a_deleted_invoice_cannot_be_paid(bot: Bot, met: Person) -> None:
    await send_invoice(bot, met)
    (invoice,) = met.invoices
    await bot.delete_message(met.id, met.chat.newest.id)
    with pytest.raises(LookupError, match="the invoice is gone"):
        await met.pay(invoice)


async def test_a_paid_invoice_shows_a_receipt_and_is_paid_again_only_from_another_phone(
    bot: Bot, met: Person, heard: Heard
) -> None:
    await send_invoice(bot, met)
    assert await met.pay() is PaymentOutcome.PAID
    with pytest.raises(LookupError, match="shows a receipt"):
        await met.pay()
    assert await met.pay(again=True) is PaymentOutcome.PAID
    assert len(set(heard.paid)) == 2


async def test_two_checkouts_of_one_invoice_can_both_end_in_money(
    bot: Bot, met: Person, heard: Heard
) -> None:
    await send_invoice(bot, met)
    one, other = await met.checkout(), await met.checkout()
    await met.complete(other)
    await met.complete(one)
    assert heard.paid == [charge.charge_id for charge in met.charges]
    assert len(heard.paid) == 2


async def test_whoever_walks_away_from_a_checkout_does_not_pay(
    bot: Bot, met: Person, heard: Heard
) -> None:
    await send_invoice(bot, met)
    checkout = await met.checkout()
    await met.decline(checkout)
    with pytest.raises(LookupError, match="only an accepted checkout"):
        await met.complete(checkout)
    assert heard.paid == []


async def test_a_strangers_copy_has_a_link_where_the_bot_gave_a_start_parameter(
    bot: Bot, met: Person, olga: Person, heard: Heard
) -> None:
    await send_invoice(bot, met, start_parameter="book")
    with pytest.raises(NoSuchButtonError, match="has a link"):
        await olga.pay(met.forward_invoice())
    await send_invoice(bot, met)
    assert await olga.pay(met.forward_invoice()) is PaymentOutcome.PAID
    assert heard.paid == [olga.charges[0].charge_id]
    assert met.invoices[-1].state is InvoiceState.OPEN


async def test_the_provider_gives_stars_back_by_its_own_hand(
    simulator: Simulator, bot: Bot, met: Person, heard: Heard
) -> None:
    await send_stars(bot, met)
    await met.pay()
    await met.get_stars_back()
    assert heard.refunded == heard.paid
    assert met.invoices[0].state is InvoiceState.REFUNDED
    simulator.allow("CHARGE_ALREADY_REFUNDED")
    with pytest.raises(TelegramBadRequest, match="CHARGE_ALREADY_REFUNDED"):
        await bot.refund_star_payment(met.id, heard.paid[0])
    with pytest.raises(LookupError, match="only once"):
        await met.get_stars_back()


async def test_the_bot_gives_stars_back_once_and_to_their_payer(
    bot: Bot, met: Person, heard: Heard
) -> None:
    await send_stars(bot, met)
    await met.pay()
    (charge_id,) = heard.paid
    with pytest.raises(TelegramBadRequest, match="CHARGE_NOT_FOUND"):
        await bot.refund_star_payment(met.id + 1, charge_id)
    assert await bot.refund_star_payment(met.id, charge_id)
    await met.settle()
    assert heard.refunded == [charge_id]
    with pytest.raises(TelegramBadRequest, match="CHARGE_ALREADY_REFUNDED"):
        await bot.refund_star_payment(met.id, charge_id)


async def test_money_on_cards_does_not_go_back_through_telegram(
    bot: Bot, met: Person, heard: Heard
) -> None:
    await send_invoice(bot, met)
    await met.pay()
    with pytest.raises(LookupError, match="only Stars"):
        await met.get_stars_back()
    with pytest.raises(TelegramBadRequest, match="CHARGE_NOT_FOUND"):
        await bot.refund_star_payment(met.id, heard.paid[0])


async def test_the_account_of_stars_is_read_page_by_page_from_its_first_line(
    bot: Bot, met: Person, heard: Heard
) -> None:
    for amount in (1, 2, 3):
        await send_stars(bot, met, amount)
        await met.pay()
    await met.get_stars_back(met.charges[0])
    lines: list[StarTransaction] = []
    while page := (await bot.get_star_transactions(offset=len(lines), limit=3)).transactions:
        lines += page
    assert [(line.amount, line.source is not None) for line in lines] == [
        (1, True),
        (2, True),
        (3, True),
        (1, False),
    ]
    assert lines[0].id == lines[3].id == heard.paid[0]
    most = await bot.get_star_transactions(limit=1000)
    assert len(most.transactions) == 4


async def test_an_update_about_money_can_be_lost_so_that_the_bot_has_to_ask(
    bot: Bot, met: Person, heard: Heard
) -> None:
    await send_stars(bot, met)
    charge = await met.complete(await met.checkout(), tell=False)
    await met.get_stars_back(tell=False)
    assert (heard.paid, heard.refunded) == ([], [])
    ledger = await bot.get_star_transactions()
    assert [line.id for line in ledger.transactions] == [charge.charge_id] * 2
