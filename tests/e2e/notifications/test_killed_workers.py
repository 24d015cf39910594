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
async def workers(
    database: DatabaseFactory, database_url: str, redis_server: str, redis: Redis, tmp_path: Path
) -> AsyncIterator[WorkerProcesses]:
    async with assembled(database, database_url, redis_server, tmp_path) as workers:
        await workers.invite(PEOPLE)
        yield workers


async def test_killed_after_the_claim_every_message_arrives_once(workers: WorkerProcesses) -> None:
    workers.gate.requests.close()
    async with workers.worker() as worker:
        await wait_until(lambda: workers.gate.requests.held >= PEOPLE)
        await worker.kill()
    workers.gate.requests.open()
    assert [row.attempts for row in await workers.rows()] == [1] * PEOPLE

    await workers.end_leases()
    async with workers.worker():
        await workers.until_sent()
    assert workers.reminded() == [1] * PEOPLE


async def test_killed_while_telegram_answers_what_it_took_is_sent_once_more(
    workers: WorkerProcesses,
) -> None:
    workers.gate.answers.close()
    async with workers.worker() as worker:
        await wait_until(lambda: sum(workers.reminded()) == PEOPLE)
        await worker.kill()
    workers.gate.answers.open()

    await workers.end_leases()
    async with workers.worker():
        await workers.until_sent()
    assert workers.reminded() == [2] * PEOPLE
    assert [row.attempts for row in await workers.rows()] == [2] * PEOPLE


async def test_killed_between_answer_and_mark_that_alone_is_sent_once_more(
    workers: WorkerProcesses,
) -> None:
    workers.gate.answers.close()
    async with workers.worker() as worker, workers.database.engine.connect() as blocker:
        await wait_until(lambda: sum(workers.reminded()) == PEOPLE)
        await blocker.execute(text("LOCK TABLE outbox_messages IN EXCLUSIVE MODE"))
        workers.gate.answers.open()
        await workers.database.until_somebody_waits()
        await worker.kill()
        await blocker.rollback()
    unmarked = sum(row.state == "waiting" for row in await workers.rows())
    assert unmarked == PEOPLE

    await workers.end_leases()
    async with workers.worker():
        await workers.until_sent()
    assert sum(workers.reminded()) == PEOPLE + unmarked


async def test_before_the_lease_ends_nobody_else_sends(workers: WorkerProcesses) -> None:
    workers.gate.requests.close()
    async with workers.worker(), workers.worker():
        await wait_until(lambda: workers.gate.requests.held >= PEOPLE)
        workers.gate.requests.open()
        await workers.until_sent()
    assert workers.reminded() == [1] * PEOPLE
    assert [row.attempts for row in await workers.rows()] == [1] * PEOPLE


async def test_a_worker_that_is_told_to_stop_finishes_what_it_sends(
    workers: WorkerProcesses,
) -> None:
    workers.gate.answers.close()
    async with workers.worker() as worker:
        await wait_until(lambda: sum(workers.reminded()) == PEOPLE)
        worker.terminate()
        workers.gate.answers.open()
        assert await worker.wait() == 0
    assert {row.state for row in await workers.rows()} == {"sent"}
    assert workers.reminded() == [1] * PEOPLE
    assert "Traceback" not in workers.log.read_text()
