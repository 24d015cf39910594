"""PostgreSQL restarts or Redis goes away while a worker delivers: it lives on, and so does all
that is to be told."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from infra.db.migrating import migrate
from infra.db.session import create_engine
from tests.e2e.support.restarting_postgres import RestartingPostgres, restarting_postgres
from tests.e2e.support.worker_processes import assembled
from tests.support.breakable_connection import BreakableConnection, connection_through
from tests.support.database import DatabaseFactory
from tests.support.waiting import wait_until

pytestmark = pytest.mark.servers

PEOPLE = 5


@pytest.fixture
async def restarting() -> AsyncIterator[tuple[RestartingPostgres, DatabaseFactory]]:
    with restarting_postgres() as postgres:
        url = postgres.server.url()
        await migrate(url)
        engine = create_engine(url)
        yield postgres, DatabaseFactory(engine)
        await engine.dispose()


@pytest.fixture
async def redis_line(
    redis_server: str, redis: Redis
) -> AsyncIterator[tuple[BreakableConnection, str]]:
    socket = Path(redis_server.removeprefix("unix://"))
    async with connection_through(socket) as (line, folder):
        yield line, f"unix://{folder / socket.name}"


async def test_a_restart_of_postgres_loses_and_doubles_nothing(
    restarting: tuple[RestartingPostgres, DatabaseFactory], tmp_path: Path
) -> None:
    postgres, database = restarting
    url = postgres.server.url()
    async with assembled(database, url, "", tmp_path) as workers:
        await workers.invite(PEOPLE)
        workers.gate.answers.close()
        async with workers.worker() as worker:
            await wait_until(lambda: sum(workers.reminded()) == PEOPLE)
            await postgres.stop()
            workers.gate.answers.open()
            await wait_until(lambda: "job_put_off" in workers.log.read_text())
            await postgres.start()
            await workers.until_sent()
            assert workers.reminded() == [1] * PEOPLE

            await workers.remind()
            await workers.until_sent()
            assert workers.reminded() == [2] * PEOPLE
            worker.terminate()
            assert await worker.wait() == 0


async def test_redis_that_goes_and_comes_back_is_hardly_noticed(
    database: DatabaseFactory,
    database_url: str,
    redis_line: tuple[BreakableConnection, str],
    tmp_path: Path,
) -> None:
    line, redis_url = redis_line
    async with assembled(database, database_url, redis_url, tmp_path) as workers:
        await workers.invite(PEOPLE)
        async with workers.worker() as worker:
            await workers.until_sent()
            await line.cut()
            await workers.remind()
            await workers.until_sent()
            assert "redis_failed" in workers.log.read_text()
            await line.mend()
            await workers.remind()
            await workers.until_sent()
            assert workers.reminded() == [3] * PEOPLE
            worker.terminate()
            assert await worker.wait() == 0
