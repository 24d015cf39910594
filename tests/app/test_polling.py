"""Updates by polling, as the process takes them: with its lock, and never without."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.methods import DeleteWebhook, GetMyCommands, SetMyCommands, TelegramMethod
from sqlalchemy import text

from app.startup import EXIT_NO_DATABASE, EXIT_NO_TELEGRAM
from demo.simulator import FailureKind, Simulator
from domain.clients.model import LANGUAGES
from tests.support.database import DatabaseFactory
from tests.support.processes import Program, running_program
from tests.support.waiting import wait_until

pytestmark = pytest.mark.servers

SCOPES = 2 * (len(LANGUAGES) + 1)
"""Private chats and groups, in each language and in none."""

END_HOLDER = text(
    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with Simulator() as running:
        yield running


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """The file that the process writes to."""
    return tmp_path / "output"


@asynccontextmanager
async def started(simulator: Simulator, database_url: str, output: Path) -> AsyncIterator[Program]:
    environment = {
        "BOT_TOKEN": simulator.token,
        "UPDATES_PER_MINUTE": "0",
        "BOT_API_BASE": simulator.base_url,
        "DATABASE_URL": database_url,
    }
    async with running_program(
        "app.bot", environment=environment, out=output, err=output
    ) as process:
        yield process


@pytest.fixture
async def process(simulator: Simulator, database_url: str, output: Path) -> AsyncIterator[Program]:
    """A bot that polls."""
    async with started(simulator, database_url, output) as process:
        await wait_until(lambda: any(isinstance(call, DeleteWebhook) for call in simulator.calls))
        yield process


def written(output: Path) -> str:
    return output.read_text()


async def test_without_its_lock_the_process_ends_and_says_so(
    process: Program, simulator: Simulator, database: DatabaseFactory, output: Path
) -> None:
    anna = simulator.add_person(first_name="Anna")
    await anna.start()

    await database.execute(END_HOLDER)

    assert await process.wait() == EXIT_NO_DATABASE
    assert "polling_lock_lost" in written(output)
    assert "Traceback" not in written(output)


async def test_a_process_that_is_told_to_stop_ends_well(
    process: Program, simulator: Simulator, output: Path
) -> None:
    anna = simulator.add_person(first_name="Anna")
    await anna.start()

    process.terminate()

    assert await process.wait() == 0
    assert "polling_lock_lost" not in written(output)
    assert "Traceback" not in written(output)


@pytest.mark.parametrize(
    ("method", "kind"),
    [
        ("setMyCommands", FailureKind.TOO_MANY_REQUESTS),
        ("setMyCommands", FailureKind.SERVER_ERROR),
        ("setMyCommands", FailureKind.REFUSED),
        ("getMyCommands", FailureKind.SERVER_ERROR),
        ("deleteWebhook", FailureKind.REFUSED),
        ("deleteWebhook", FailureKind.TOO_MANY_REQUESTS),
        ("getUpdates", FailureKind.SERVER_ERROR),
    ],
)
async def test_no_request_at_the_start_keeps_people_waiting_or_ends_the_process(
    simulator: Simulator, database_url: str, output: Path, method: str, kind: FailureKind
) -> None:
    simulator.fail(method, kind, times=2, retry_after_s=600)
    anna = simulator.add_person(first_name="Anna")
    async with started(simulator, database_url, output) as process:
        await anna.start()

        assert anna.screen.has_button("Profile and language")
        process.terminate()
        assert await process.wait() == 0
    assert "Traceback" not in written(output)


async def test_commands_are_sent_only_when_they_differ(
    simulator: Simulator, database_url: str, output: Path
) -> None:
    async def sent_in_a_run() -> int:
        before = len(simulator.calls)
        async with started(simulator, database_url, output) as process:
            await wait_until(lambda: _count(simulator, GetMyCommands, before) == SCOPES)
            process.terminate()
            await process.wait()
        return _count(simulator, SetMyCommands, before)

    assert await sent_in_a_run() == SCOPES
    assert await sent_in_a_run() == 0


def _count(simulator: Simulator, method: type[TelegramMethod[Any]], after: int) -> int:
    return sum(isinstance(call, method) for call in simulator.calls[after:])


async def test_a_webhook_of_earlier_days_is_deleted(
    simulator: Simulator, database_url: str, output: Path
) -> None:
    async with Bot(simulator.token, session=AiohttpSession(api=simulator.api_server)) as earlier:
        await earlier.set_webhook("https://example.org/earlier")
    simulator.fail("deleteWebhook", FailureKind.SERVER_ERROR)
    anna = simulator.add_person(first_name="Anna")
    async with started(simulator, database_url, output):
        await anna.start()
    assert anna.screen.has_button("Profile and language")


async def test_a_token_that_telegram_withdraws_ends_the_process_in_words(
    simulator: Simulator, database_url: str, output: Path
) -> None:
    simulator.fail("getUpdates", FailureKind.REFUSED, description="401 Unauthorized")
    async with started(simulator, database_url, output) as process:
        assert await process.wait() == EXIT_NO_TELEGRAM
    assert "BOT_TOKEN" in written(output)
    assert "Traceback" not in written(output)
