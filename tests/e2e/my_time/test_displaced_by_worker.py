"""A master's time changes and the bot dies before anybody is asked: workers do it, once."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from redis.asyncio import Redis

from domain.my_time.changes import DaysOffChange
from infra.db.tables import users
from tests.e2e.proposals.test_offers import QUESTION
from tests.e2e.support.worker_processes import WorkerProcesses, assembled
from tests.support.database import NOW, DatabaseFactory, at
from tests.support.my_time_fixture import MyTimeFixture, open_my_time_fixture
from tests.support.waiting import wait_until

OFF = DaysOffChange(date(2030, 3, 6), date(2030, 3, 6))
HOURS = (10, 14)


@pytest.fixture
async def workers(
    database: DatabaseFactory, database_url: str, redis_server: str, redis: Redis, tmp_path: Path
) -> AsyncIterator[WorkerProcesses]:
    async with assembled(database, database_url, redis_server, tmp_path) as workers:
        await workers.clock.move(NOW - datetime.now(UTC))
        yield workers


@pytest.fixture
async def books(workers: WorkerProcesses) -> MyTimeFixture:
    """Mia takes Wednesday off, with two visits in her way, and nobody was asked yet."""
    books = await open_my_time_fixture(workers.database)
    workers.people = [workers.simulator.add_person(first_name=name) for name in ("Ann", "Bob")]
    visits = []
    for person, client, hour in zip(workers.people, (books.ann, books.bob), HOURS, strict=True):
        await person.start(wait=False)
        await workers.database.change(users, client.user_id, telegram_id=person.id)
        visits.append(await books.book(at(hour, day=2), client))
    await books.change(OFF, *visits)
    return books


def asked(workers: WorkerProcesses) -> list[int]:
    """Return how often each person was asked for another time."""
    return [
        sum(QUESTION in message.text for message in person.chat.from_bot)
        for person in workers.people
    ]


async def test_several_workers_ask_each_client_once(
    workers: WorkerProcesses, books: MyTimeFixture
) -> None:
    async with workers.worker(), workers.worker():
        await wait_until(lambda: min(asked(workers)) == 1)
    assert asked(workers) == [1, 1]
    assert len(await books.offers()) == len(HOURS)


async def test_a_worker_that_is_killed_meanwhile_leaves_the_rest_to_the_next(
    workers: WorkerProcesses, books: MyTimeFixture
) -> None:
    workers.gate.requests.close()
    async with workers.worker() as worker:
        await wait_until(lambda: workers.gate.requests.held > 0)
        await worker.kill()
    workers.gate.requests.open()
    await workers.end_leases()
    async with workers.worker():
        await wait_until(lambda: min(asked(workers)) == 1)
    assert asked(workers) == [1, 1]
    assert len(await books.offers()) == len(HOURS)
    assert [is_settled for _, _, is_settled in await books.displacements()] == [True, True]
