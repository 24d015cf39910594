"""What is written about visits is delivered by workers, whatever becomes of one of them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from redis.asyncio import Redis

from demo.simulator import Person
from infra.db import tables
from tests.e2e.support.worker_processes import WorkerProcesses, assembled
from tests.support.correspondence_fixture import answer, outbox, write
from tests.support.database import DatabaseFactory
from tests.support.outcome_fixture import OutcomeFixture, open_outcome_fixture
from tests.support.waiting import wait_for_value, wait_until

WORDS = "Zauberwort"


@pytest.fixture
async def workers(
    database: DatabaseFactory, database_url: str, redis_server: str, redis: Redis, tmp_path: Path
) -> AsyncIterator[WorkerProcesses]:
    async with assembled(database, database_url, redis_server, tmp_path) as workers:
        yield workers


@pytest.fixture
async def room(workers: WorkerProcesses) -> OutcomeFixture:
    """Staff and a client, to whom nothing but words is to be sent."""
    room = await open_outcome_fixture(workers.database)
    await workers.database.execute(tables.outbox_messages.update().values(state="dropped"))
    workers.database.clock.moment = datetime.now(UTC)  # the workers' own
    return room


async def enter(workers: WorkerProcesses, user_id: int, name: str) -> Person:
    """Let somebody of the database open the chat."""
    person = workers.simulator.add_person(first_name=name)
    await person.start(wait=False)
    await workers.database.change(tables.users, user_id, telegram_id=person.id)
    return person


def heard(person: Person) -> int:
    """Return how often the words were said to somebody."""
    return sum(WORDS in message.text for message in person.chat.from_bot)


async def until_sent(room: OutcomeFixture) -> None:
    async def are_sent() -> bool:
        return {row.state for row in await outbox(room)} == {"sent"}

    await wait_for_value(are_sent)


async def test_two_workers_deliver_words_once_in_both_directions(
    workers: WorkerProcesses, room: OutcomeFixture
) -> None:
    ann = await enter(workers, room.ann.user_id, "Ann")
    mia = await enter(workers, room.mia.user_id, "Mia")
    async with workers.worker(), workers.worker():
        await write(room, room.mia, WORDS)
        await wait_until(lambda: heard(ann) == 1)
        await answer(room, WORDS)
        await wait_until(lambda: heard(mia) == 1)
        await until_sent(room)
    assert (heard(ann), heard(mia)) == (1, 1)
    assert WORDS not in workers.log.read_text()


async def test_words_survive_a_worker_that_is_killed_with_them(
    workers: WorkerProcesses, room: OutcomeFixture
) -> None:
    ann = await enter(workers, room.ann.user_id, "Ann")
    workers.gate.requests.close()
    async with workers.worker() as worker:
        await write(room, room.mia, WORDS)
        await wait_until(lambda: workers.gate.requests.held > 0)
        await worker.kill()
    workers.gate.requests.open()
    await workers.end_leases()
    async with workers.worker():
        await wait_until(lambda: heard(ann) == 1)
        await until_sent(room)
    assert heard(ann) == 1
    assert WORDS not in workers.log.read_text()
