"""Updates by webhook, as the process takes them."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiogram.methods import SetWebhook

from app.startup import EXIT_NO_TELEGRAM
from demo.simulator import FailureKind, Simulator
from tests.app.program import run_program
from tests.support.processes import free_port, running_program
from tests.support.waiting import wait_until

pytestmark = pytest.mark.servers

SECRET = "a-secret-of-enough-letters"


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with Simulator() as running:
        yield running


def environment_of(simulator: Simulator, database_url: str) -> dict[str, str]:
    port = free_port()
    return {
        "BOT_TOKEN": simulator.token,
        "UPDATES_PER_MINUTE": "0",
        "BOT_API_BASE": simulator.base_url,
        "BOT_MODE": "webhook",
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
        "WEBHOOK_SECRET": SECRET,
        "HTTP_PORT": str(port),
        "DATABASE_URL": database_url,
    }


@pytest.fixture
async def webhook_url(simulator: Simulator, database_url: str) -> AsyncIterator[str]:
    """The address of a bot that runs in a process of its own and waits to be called."""
    environment = environment_of(simulator, database_url)
    async with running_program("app.bot", environment=environment) as process:
        await wait_until(lambda: any(isinstance(call, SetWebhook) for call in simulator.calls))
        yield environment["WEBHOOK_URL"]
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


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        ("400 Bad Request: bad webhook: HTTPS url must be provided", "HTTPS url must be provided"),
        ("401 Unauthorized", "BOT_TOKEN"),
    ],
)
async def test_a_webhook_that_telegram_refuses_ends_the_process_in_words(
    simulator: Simulator, database_url: str, tmp_path: Path, refusal: str, words: str
) -> None:
    simulator.fail("setWebhook", FailureKind.REFUSED, description=refusal)
    environment = environment_of(simulator, database_url)
    code, out, err = await asyncio.to_thread(
        run_program, "app.bot", folder=tmp_path, environment=environment
    )
    assert code == EXIT_NO_TELEGRAM
    assert words in err
    assert "Traceback" not in out + err


async def test_a_webhook_that_telegram_cannot_set_now_is_set_later(
    simulator: Simulator, database_url: str
) -> None:
    simulator.fail("setWebhook", FailureKind.SERVER_ERROR)
    anna = simulator.add_person(first_name="Anna")
    environment = environment_of(simulator, database_url)
    async with running_program("app.bot", environment=environment):
        await wait_until(lambda: any(isinstance(call, SetWebhook) for call in simulator.calls))
        await anna.start()
    assert anna.screen.has_button("Profile and language")
