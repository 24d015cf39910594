"""Money pushed to a webhook: whatever is pushed how often and to whom, it is settled once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import text

from bot.transport.webhook import SECRET_HEADER, Webhook
from demo.simulator import Person
from tests.e2e.support.paying import ask_for_money, charges, hold, payments
from tests.e2e.support.running_bot import RunningBot
from tests.e2e.support.scene import Scene
from tests.support.waiting import wait_for_value

SECRET = "a-secret-of-enough-letters"

SETTLED = text("SELECT count(*) FROM charges WHERE settled_at IS NOT NULL")

Update = dict[str, Any]


@asynccontextmanager
async def replica(scene: Scene) -> AsyncIterator[str]:
    """Listen as one process of several that share a database and Redis; the address is its."""
    running = scene.bot
    one = RunningBot(scene.simulator, running.settings, scene.clock, running._catalogues)
    async with one.taking_updates(is_alone=False) as intake:
        application = web.Application()
        application.router.add_post("/", Webhook(intake, SECRET).handle)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
        finally:
            await runner.cleanup()
    await one.bot.session.close()


@pytest.fixture
async def replicas(scene: Scene) -> AsyncIterator[list[str]]:
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(replica(scene)) for _ in range(2)]


@pytest.fixture
async def money(scene: Scene, anna: Person) -> Update:
    """An update that says that Anna has paid; nobody has fetched it yet."""
    await hold(scene, anna)
    await ask_for_money(scene, anna)
    checkout = await anna.checkout()
    await scene.bot.stop()
    await anna.complete(checkout, wait=False)
    (update,) = scene.simulator.world.updates.waiting
    return dict(update.body)


async def push(url: str, update: Update) -> int:
    async with (
        aiohttp.ClientSession(headers={SECRET_HEADER: SECRET}) as session,
        session.post(url, json=update) as answer,
    ):
        return answer.status


async def test_one_payment_pushed_to_two_replicas_again_and_again_is_settled_once(
    scene: Scene, replicas: list[str], money: Update
) -> None:
    told = await asyncio.gather(*(push(url, money) for url in replicas * 3))
    assert told == [200] * 6

    async def is_settled() -> bool:
        return bool(await scene.database.value(SETTLED))

    await wait_for_value(is_settled)
    assert [charge.outcome for charge in await charges(scene)] == ["confirmed"]
    assert [payment.state for payment in await payments(scene)] == ["paid"]
    assert [booking.status for booking in await scene.bookings()] == ["confirmed"]
    made = text("SELECT count(*) FROM outbox_messages WHERE kind = 'booking_made'")
    assert await scene.database.value(made) == 1


async def test_what_cannot_be_kept_is_answered_with_an_error_and_pushed_again(
    scene: Scene, replicas: list[str], money: Update
) -> None:
    url, _ = replicas
    await scene.database.execute(text("ALTER TABLE charges RENAME TO charges_away"))
    try:
        assert await push(url, money) == 500
    finally:
        await scene.database.execute(text("ALTER TABLE charges_away RENAME TO charges"))
    assert await charges(scene) == []
    assert await push(url, money) == 200
    assert len(await charges(scene)) == 1
