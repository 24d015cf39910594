"""Money by webhook: kept before the answer, which is an error where it cannot be kept."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiohttp import web

from bot.transport.webhook import SECRET_HEADER, Webhook
from demo.simulator import Person, Simulator
from tests.bot.transport.kit import (
    ChargeStore,
    MemoryInbox,
    Shop,
    ask_for_money,
    everything_acknowledged,
)

pytestmark = pytest.mark.servers

SECRET = "a-secret-of-enough-letters"
RIGHT = {SECRET_HEADER: SECRET}
MONEY = {
    "update_id": 7,
    "message": {
        "message_id": 1,
        "date": 1_900_000_000,
        "chat": {"id": 5, "type": "private"},
        "from": {"id": 5, "is_bot": False, "first_name": "Anna"},
        "successful_payment": {
            "currency": "EUR",
            "total_amount": 1500,
            "invoice_payload": "payload",
            "telegram_payment_charge_id": "tg",
            "provider_payment_charge_id": "card",
        },
    },
}


@pytest.fixture
async def bot(simulator: Simulator) -> AsyncIterator[Bot]:
    async with Bot(simulator.token, session=AiohttpSession(api=simulator.api_server)) as bot:
        yield bot


@asynccontextmanager
async def replica(bot: Bot, shop: Shop, inbox: MemoryInbox | None = None) -> AsyncIterator[str]:
    """Listen; the address is that of one process of several."""
    async with shop.intake(bot, inbox) as intake:
        application = web.Application()
        application.router.add_post("/telegram", Webhook(intake, SECRET).handle)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
        finally:
            await runner.cleanup()


async def push(url: str, body: object, headers: Mapping[str, str]) -> int:
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, json=body, headers=headers) as answer,
    ):
        return answer.status


async def test_money_is_kept_before_the_answer_and_handled_behind_it(
    simulator: Simulator, bot: Bot, anna: Person
) -> None:
    store = ChargeStore()
    shop = Shop(store)
    async with replica(bot, shop) as url:
        await bot.set_webhook(url, secret_token=SECRET)
        await ask_for_money(bot, anna)
        await anna.pay(wait=False)
        await shop.until_paid()
        await everything_acknowledged(simulator)
    (charge,) = anna.charges
    assert shop.paid == [(charge.charge_id, 1)]


async def test_money_that_cannot_be_kept_is_pushed_again(
    simulator: Simulator, bot: Bot, anna: Person
) -> None:
    store = ChargeStore()
    shop = Shop(store)
    async with replica(bot, shop) as url:
        await bot.set_webhook(url, secret_token=SECRET)
        await ask_for_money(bot, anna)
        checkout = await anna.checkout()
        store.failures = 2
        await anna.complete(checkout, wait=False)
        await shop.until_paid()
        await everything_acknowledged(simulator)
    assert "500" in simulator.world.webhook.last_error
    assert store.attempts == 3
    assert shop.paid == [(f"charge_{checkout.query.id}", 1)]


async def test_one_payment_pushed_to_two_replicas_at_once_is_kept_once(bot: Bot) -> None:
    store, inbox = ChargeStore(), MemoryInbox()
    shop = Shop(store)
    async with replica(bot, shop, inbox) as one, replica(bot, shop, inbox) as other:
        statuses = await asyncio.gather(*(push(url, MONEY, RIGHT) for url in (one, other, one)))
        await shop.until_paid()
    assert statuses == [200, 200, 200]
    assert len(store.stored) == len(shop.paid) == 1


async def test_who_does_not_know_the_secret_is_refused_and_nothing_is_kept(bot: Bot) -> None:
    store = ChargeStore()
    wrong = [
        {},
        {SECRET_HEADER: ""},
        {SECRET_HEADER: SECRET[:-1]},
        {SECRET_HEADER: SECRET + "x"},
        {SECRET_HEADER: "schlüssel-mit-umlauten"},
    ]
    async with replica(bot, Shop(store)) as url:
        assert [await push(url, MONEY, headers) for headers in wrong] == [401] * len(wrong)
    assert store.attempts == 0


@pytest.mark.parametrize("body", [0, [], "update", {"update_id": "x"}, {"message": {}}])
async def test_what_is_no_update_is_accepted_and_ignored(bot: Bot, body: object) -> None:
    """Telegram would push it again for a day, and the chat's others after it."""
    async with replica(bot, Shop(ChargeStore())) as url:
        assert await push(url, body, RIGHT) == 200


async def test_what_is_no_json_is_refused(bot: Bot) -> None:
    async with (
        replica(bot, Shop(ChargeStore())) as url,
        aiohttp.ClientSession() as session,
        session.post(url, data=b"{", headers=RIGHT) as answer,
    ):
        assert answer.status == 400


async def test_other_ways_to_ask_are_refused(bot: Bot) -> None:
    store = ChargeStore()
    async with replica(bot, Shop(store)) as url, aiohttp.ClientSession() as session:
        async with session.get(url, headers=RIGHT) as answer:
            assert answer.status == 405
        async with session.post(f"{url}/more", json=MONEY, headers=RIGHT) as answer:
            assert answer.status == 404
    assert store.attempts == 0
