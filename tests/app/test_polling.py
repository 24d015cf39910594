"""Updates by polling, as the process takes them: with its lock, and never without."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram.methods import DeleteWebhook
from sqlalchemy import text

from app.startup import EXIT_NO_DATABASE
from demo.simulator import Simulator
from tests.support.database import DatabaseFactory
from tests.support.processes import Program, running_program
from tests.support.waiting import wait_until

pytestmark = pytest.mark.servers

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


@pytest.fixture
async def process(simulator: Simulator, database_url: str, output: Path) -> AsyncIterator[Program]:
    """A bot that polls."""
    environment = {
        "BOT_TOKEN": simulator.token,
        "UPDATES_PER_MINUTE": "0",
        "BOT_API_BASE": simulator.base_url,
        "DATABASE_URL": database_url,
    }
    async with running_program(
        "app.bot", environment=environment, out=output, err=output
    ) as process:
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
