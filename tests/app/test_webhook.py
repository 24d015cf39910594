"""Updates by webhook, as the process takes them."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiogram.methods import SetWebhook

from demo.simulator import Simulator
from tests.support.processes import free_port, running_program
from tests.support.waiting import wait_until

pytestmark = pytest.mark.servers

SECRET = "a-secret-of-enough-letters"


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with Simulator() as running:
        yield running


@pytest.fixture
async def webhook_url(simulator: Simulator, database_url: str) -> AsyncIterator[str]:
    """The address of a bot that runs in a process of its own and waits to be called."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/telegram"
    environment = {
        "BOT_TOKEN": simulator.token,
        "UPDATES_PER_MINUTE": "0",
        "BOT_API_BASE": simulator.base_url,
        "BOT_MODE": "webhook",
        "WEBHOOK_URL": url,
        "WEBHOOK_SECRET": SECRET,
        "HTTP_PORT": str(port),
        "DATABASE_URL": database_url,
    }
    async with running_program("app.bot", environment=environment) as process:
        await wait_until(lambda: any(isinstance(call, SetWebhook) for call in simulator.calls))
        yield url
        process.terminate()
        assert await process.wait() == 0


async def test_updates_that_telegram_pushes_are_answered(
    simulator: Simulator, webhook_url: str
) -> None:
    anna = simulator.add_person(first_name="Anna")

    await anna.start()

    assert webhook_url
    assert anna.screen.has_button("Profile and language")
    assert simulator.violations == []


@pytest.mark.parametrize("secret", [None, "", "a-secret-of-other-letters!"])
async def test_whoever_does_not_know_the_secret_is_refused(
    webhook_url: str, secret: str | None
) -> None:
    headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
    async with (
        aiohttp.ClientSession() as session,
        session.post(webhook_url, json={"update_id": 1}, headers=headers) as answer,
    ):
        assert answer.status == 401
