"""Money by long polling: kept before the next request for updates acknowledges it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.utils.backoff import BackoffConfig

from bot.transport.polling import Poller
from demo.simulator import Person, Simulator
from tests.bot.transport.kit import ChargeStore, Shop, ask_for_money, everything_acknowledged
from tests.support.waiting import wait_until

pytestmark = pytest.mark.servers

AT_ONCE = BackoffConfig(min_delay=0.01, max_delay=0.02, factor=1.1, jitter=0.0)


@asynccontextmanager
async def polling(simulator: Simulator, shop: Shop) -> AsyncIterator[Bot]:
    async with (
        Bot(simulator.token, session=AiohttpSession(api=simulator.api_server)) as bot,
        shop.intake(bot) as intake,
    ):
        poller = Poller(bot, intake, ["message", "pre_checkout_query"], AT_ONCE)
        task = asyncio.create_task(poller.run())
        try:
            yield bot
        finally:
            poller.stop()
            await task


async def test_money_is_kept_before_it_is_handled(simulator: Simulator, anna: Person) -> None:
    store = ChargeStore()
    shop = Shop(store)
    async with polling(simulator, shop) as bot:
        await ask_for_money(bot, anna)
        await anna.pay(wait=False)
        await shop.until_paid()
    (charge,) = store.stored.values()
    assert (charge.payer_ref, charge.payload, charge.amount_minor) == (
        anna.id,
        "payload",
        250,
    )
    assert shop.paid == [(charge.charge_ref, 1)]


async def test_money_that_cannot_be_kept_is_asked_for_again_and_not_handled_before(
    simulator: Simulator, anna: Person
) -> None:
    store = ChargeStore()
    shop = Shop(store)
    async with polling(simulator, shop) as bot:
        await ask_for_money(bot, anna)
        checkout = await anna.checkout()
        store.failures = 3
        await anna.complete(checkout, wait=False)
        await shop.until_paid()
        await everything_acknowledged(simulator)
    assert store.attempts == 4
    assert shop.paid == [(f"charge_{checkout.query.id}", 1)]


async def test_while_it_cannot_be_kept_telegram_has_it(simulator: Simulator, anna: Person) -> None:
    store = ChargeStore()
    shop = Shop(store)
    async with polling(simulator, shop) as bot:
        await ask_for_money(bot, anna)
        checkout = await anna.checkout()
        store.failures = 10**6
        await anna.complete(checkout, wait=False)
        await wait_until(lambda: store.attempts > 1)
    assert [update.kind for update in simulator.world.updates.waiting] == ["message"]
    assert (shop.paid, store.stored) == ([], {})

    store.failures = 0
    async with polling(simulator, shop):  # started anew
        await shop.until_paid()
    assert len(store.stored) == 1


async def test_a_process_that_is_stopped_before_it_polls_does_not_poll(
    simulator: Simulator,
) -> None:
    async with (
        Bot(simulator.token, session=AiohttpSession(api=simulator.api_server)) as bot,
        Shop(ChargeStore()).intake(bot) as intake,
    ):
        poller = Poller(bot, intake, ["message"], AT_ONCE)
        poller.stop()
        await asyncio.wait_for(poller.run(), timeout=5)
    assert not simulator.calls
