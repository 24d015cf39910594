import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession

from demo.simulator import Person, Simulator
from domain.payments.model import Payment, PaymentState
from domain.payments.provider_ports import Invoice, InvoiceText
from domain.shared.destination import Chat
from domain.shared.ids import BookingId, PaymentId, UserId
from domain.shared.money import Money

PAYLOAD = UUID("0190a1b2-c3d4-4e5f-8a6b-0123456789ab")
TEST_TOKEN = "284685063:TEST:tests"

WORDS = InvoiceText("Deposit for your visit", "Haircut with Anna, Friday at 15:00", "Deposit")


def payment_of(amount: Money, charge_id: str | None = None) -> Payment:
    return Payment(
        id=PaymentId(7),
        booking_id=BookingId(8),
        client_id=UserId(9),
        provider="any",
        state=PaymentState.PAID,
        amount=amount,
        payload=PAYLOAD,
        charge_ref=charge_id,
    )


def invoice_to(person: Person, amount: Money) -> Invoice:
    return Invoice(Chat(person.id), PAYLOAD, amount, WORDS)


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with Simulator() as running:
        yield running


@pytest.fixture
async def bot(simulator: Simulator) -> AsyncIterator[Bot]:
    async with Bot(simulator.token, session=AiohttpSession(api=simulator.api_server)) as bot:
        yield bot


@pytest.fixture
async def anna(simulator: Simulator) -> Person:
    """Somebody to whom the bot may write."""
    anna = simulator.add_person(first_name="Anna")
    await anna.start(wait=False)
    return anna


async def pay(bot: Bot, person: Person) -> str:
    """Let a person pay the newest invoice; return the charge's id."""
    offset = 1 + max(update.update_id for update in await bot.get_updates())
    checkout = asyncio.create_task(person.checkout())
    (update,) = await bot.get_updates(offset=offset, timeout=5)
    assert update.pre_checkout_query is not None
    await bot.answer_pre_checkout_query(update.pre_checkout_query.id, ok=True)
    charge = await person.complete(await checkout, wait=False)
    return charge.charge_id
