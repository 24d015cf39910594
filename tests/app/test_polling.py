"""Updates by polling, as the process takes them: with its lock, and never without."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator

import pytest
from aiogram.methods import DeleteWebhook
from sqlalchemy import text

from app.startup import EXIT_NO_DATABASE
from demo.simulator import Simulator
from tests.workshop import Workshop

pytestmark = pytest.mark.servers

TIMEOUT_S = 30

END_HOLDER = text(
    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with Simulator() as running:
        yield running


@pytest.fixture
async def process(
    simulator: Simulator, database_url: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A bot that polls."""
    environment = {
        "BOT_TOKEN": simulator.token,
        "BOT_API_BASE": simulator.base_url,
        "DATABASE_URL": database_url,
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "app.bot"),
        env={**os.environ, **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(TIMEOUT_S):
        while not any(isinstance(call, DeleteWebhook) for call in simulator.calls):  # noqa: ASYNC110 - another process decides
            await asyncio.sleep(0.05)
    yield process
    if process.returncode is None:
        process.kill()
        await process.wait()


async def test_without_its_lock_the_process_ends_and_says_so(
    process: asyncio.subprocess.Process, simulator: Simulator, workshop: Workshop
) -> None:
    anna = simulator.add_person(first_name="Anna")
    await anna.start()

    await workshop.execute(END_HOLDER)
    async with asyncio.timeout(TIMEOUT_S):
        out, err = await process.communicate()

    assert process.returncode == EXIT_NO_DATABASE
    assert b"polling_lock_lost" in out
    assert b"Traceback" not in out + err


async def test_a_process_that_is_told_to_stop_ends_well(
    process: asyncio.subprocess.Process, simulator: Simulator
) -> None:
    anna = simulator.add_person(first_name="Anna")
    await anna.start()

    process.terminate()
    async with asyncio.timeout(TIMEOUT_S):
        out, err = await process.communicate()

    assert process.returncode == 0
    assert b"polling_lock_lost" not in out
    assert b"Traceback" not in out + err
