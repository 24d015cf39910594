"""Workers are killed at each step of a delivery: nothing is lost, and only what cannot be known
to have arrived is sent again."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.asyncio import Redis
from sqlalchemy import text

from tests.e2e.support.worker_processes import WorkerProcesses, assembled
from tests.support.database import DatabaseFactory
from tests.support.waiting import wait_until

PEOPLE = 5


@pytest.fixture
async def crew(
    database: DatabaseFactory, database_url: str, redis_server: str, redis: Redis, tmp_path: Path
) -> AsyncIterator[WorkerProcesses]:
    async with assembled(database, database_url, redis_server, tmp_path) as crew:
        await crew.invite(PEOPLE)
        yield crew


async def test_killed_after_the_claim_every_message_arrives_once(crew: WorkerProcesses) -> None:
    crew.gate.requests.close()
    async with crew.worker() as worker:
        await wait_until(lambda: crew.gate.requests.held >= PEOPLE)
        await worker.kill()
    crew.gate.requests.open()
    assert [row.attempts for row in await crew.rows()] == [1] * PEOPLE

    await crew.end_leases()
    async with crew.worker():
        await crew.until_sent()
    assert crew.reminded() == [1] * PEOPLE


async def test_killed_while_telegram_answers_what_it_took_is_sent_once_more(
    crew: WorkerProcesses,
) -> None:
    crew.gate.answers.close()
    async with crew.worker() as worker:
        await wait_until(lambda: sum(crew.reminded()) == PEOPLE)
        await worker.kill()
    crew.gate.answers.open()

    await crew.end_leases()
    async with crew.worker():
        await crew.until_sent()
    assert crew.reminded() == [2] * PEOPLE
    assert [row.attempts for row in await crew.rows()] == [2] * PEOPLE


async def test_killed_between_answer_and_mark_that_alone_is_sent_once_more(
    crew: WorkerProcesses,
) -> None:
    crew.gate.answers.close()
    async with crew.worker() as worker, crew.database.engine.connect() as blocker:
        await wait_until(lambda: sum(crew.reminded()) == PEOPLE)
        await blocker.execute(text("LOCK TABLE outbox_messages IN EXCLUSIVE MODE"))
        crew.gate.answers.open()
        await crew.database.until_somebody_waits()
        await worker.kill()
        await blocker.rollback()
    unmarked = sum(row.state == "waiting" for row in await crew.rows())
    assert unmarked == PEOPLE

    await crew.end_leases()
    async with crew.worker():
        await crew.until_sent()
    assert sum(crew.reminded()) == PEOPLE + unmarked


async def test_before_the_lease_ends_nobody_else_sends(crew: WorkerProcesses) -> None:
    crew.gate.requests.close()
    async with crew.worker(), crew.worker():
        await wait_until(lambda: crew.gate.requests.held >= PEOPLE)
        crew.gate.requests.open()
        await crew.until_sent()
    assert crew.reminded() == [1] * PEOPLE
    assert [row.attempts for row in await crew.rows()] == [1] * PEOPLE


async def test_a_worker_that_is_told_to_stop_finishes_what_it_sends(crew: WorkerProcesses) -> None:
    crew.gate.answers.close()
    async with crew.worker() as worker:
        await wait_until(lambda: sum(crew.reminded()) == PEOPLE)
        worker.terminate()
        crew.gate.answers.open()
        assert await worker.wait() == 0
    assert {row.state for row in await crew.rows()} == {"sent"}
    assert crew.reminded() == [1] * PEOPLE
    assert "Traceback" not in crew.log.read_text()
