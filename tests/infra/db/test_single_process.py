import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from structlog.testing import capture_logs

from infra.db import single_process as module
from infra.db.session import create_engine
from infra.db.single_process import one_at_a_time
from tests.support.database import DatabaseFactory

KEY = 2**40


async def test_the_second_process_waits_until_the_first_is_through(
    engine: AsyncEngine, database_url: str
) -> None:
    other = create_engine(database_url)
    order: list[str] = []
    first_may_go = asyncio.Event()

    async def first() -> None:
        async with one_at_a_time(engine, KEY):
            order.append("first in")
            await first_may_go.wait()
            order.append("first out")

    async def second() -> None:
        async with one_at_a_time(other, KEY):
            order.append("second in")

    ahead = asyncio.create_task(first())
    while not order:  # noqa: ASYNC110 - the other task says when
        await asyncio.sleep(0)
    behind = asyncio.create_task(second())
    done, _ = await asyncio.wait([behind], timeout=0.3)
    assert not done
    first_may_go.set()
    await asyncio.gather(ahead, behind)

    assert order == ["first in", "first out", "second in"]
    await other.dispose()


END_HOLDER = text(
    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
END_EVERYBODY = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


async def test_who_is_inside_learns_that_the_session_has_ended(
    database: DatabaseFactory, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WATCH_S", 0.05)
    other = create_engine(database_url)

    async with one_at_a_time(other, KEY) as lock:
        watching = asyncio.create_task(lock.until_lost())
        done, _ = await asyncio.wait([watching], timeout=0.3)
        assert not done
        await database.execute(END_HOLDER)
        await watching
        async with one_at_a_time(database.engine, KEY):
            pass

    await other.dispose()


async def test_who_waits_goes_on_waiting_when_the_database_was_away(
    database: DatabaseFactory, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WAIT_S", 0.02)
    other = create_engine(database_url)

    async with one_at_a_time(other, KEY):
        behind = asyncio.create_task(_go_through(database.engine))
        with capture_logs() as logs:
            while not logs:  # noqa: ASYNC110 - the log says when it waits
                await asyncio.sleep(0.01)
            await other.dispose()
            async with other.connect() as connection:
                await connection.execute(END_EVERYBODY)
            await behind

    await other.dispose()


async def _go_through(engine: AsyncEngine) -> None:
    async with one_at_a_time(engine, KEY):
        pass


async def test_processes_with_other_keys_do_not_wait(engine: AsyncEngine) -> None:
    async with one_at_a_time(engine, KEY), one_at_a_time(engine, KEY + 1):
        pass
