"""Everything fails, again and again, while clients are reminded, move and cancel: all are told.

Two workers and two bots run as processes. Workers and a bot are killed, PostgreSQL is restarted,
Redis is cut off, Telegram refuses, breaks, says nothing and loses answers, by dice with a seed.
In the end the messages are counted, key by key.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from redis.asyncio import Redis

from app.startup import EXIT_NO_DATABASE
from demo.simulator import FailureKind
from infra.db.migrating import migrate
from infra.db.session import create_engine
from tests.e2e.support.bot_and_worker_processes import fleet_of
from tests.e2e.support.fault_storm import ACTING, FaultStorm, invite, make_due, until_all_are_told
from tests.e2e.support.restarting_postgres import restarting_postgres
from tests.e2e.support.worker_processes import WorkerProcesses, assembled
from tests.support.breakable_connection import connection_through
from tests.support.database import DatabaseFactory
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.servers, pytest.mark.timeout(900)]

REMINDED_WITHIN_S = 18.0
LOST_ANSWERS = 2


@pytest.fixture
async def storm(redis_server: str, redis: Redis, tmp_path: Path) -> AsyncIterator[FaultStorm]:
    async with AsyncExitStack() as stack:
        postgres = stack.enter_context(restarting_postgres())
        url = postgres.server.url()
        await migrate(url)
        engine = create_engine(url)
        stack.push_async_callback(engine.dispose)
        socket = Path(redis_server.removeprefix("unix://"))
        line, folder = await stack.enter_async_context(connection_through(socket))
        workers = await stack.enter_async_context(
            assembled(DatabaseFactory(engine), url, f"unix://{folder / socket.name}", tmp_path)
        )
        processes = await stack.enter_async_context(fleet_of(workers.environment))
        guests = await invite(workers)
        yield FaultStorm(workers, processes, postgres, line, guests)


def break_telegram(workers: WorkerProcesses) -> None:
    fail = workers.simulator.fail
    fail("sendMessage", FailureKind.CUT, times=LOST_ANSWERS, after=2, carried_out=True)
    fail("sendMessage", FailureKind.TOO_MANY_REQUESTS, times=3, after=2)
    fail("sendMessage", FailureKind.SERVER_ERROR, times=4, after=3)
    fail("sendMessage", FailureKind.CUT, times=3, after=3)
    fail("sendMessage", FailureKind.NO_ANSWER, after=3)


async def test_whatever_fails_all_are_told_and_only_what_cannot_be_known_twice(
    storm: FaultStorm,
) -> None:
    workers, guests = storm.workers, storm.guests
    workers.simulator.allow("message")  # a bot that was killed does not know what it had sent
    await wait_until(lambda: all(guest.person.chat.from_bot for guest in guests))
    break_telegram(workers)
    await make_due(workers, guests, REMINDED_WITHIN_S)
    await asyncio.gather(storm.rage(), storm.change_minds())
    await until_all_are_told(workers)

    stayed = guests[:-ACTING]
    in_time = [guest for guest in guests[-ACTING:] if guest.acted_in_time]
    once = {guest.visit: guest.reminders for guest in guests}
    moved = [guest for guest in guests if guest.cancels is False]
    await make_due(workers, moved, 0)
    await until_all_are_told(workers)

    doubled = [guest for guest in stayed if once[guest.visit] > 1]
    excess = sum(once[guest.visit] - 1 for guest in doubled)
    unexplained = sum(max(0, once[guest.visit] - 1 - guest.may_be_doubled) for guest in stayed)
    counts = {
        "due": len(stayed),
        "arrived": sum(once[guest.visit] > 0 for guest in stayed),
        "doubled": len(doubled),
        "sent too often": excess,
        "killed before the mark": sum(guest.may_be_doubled for guest in stayed),
        "changed in time": len(in_time),
        "reminded of the old time": sum(once[guest.visit] for guest in in_time),
        "moved": len(moved),
        "reminded of the new time": sum(g.reminders > once[g.visit] for g in moved),
    }
    print(counts)
    assert counts["arrived"] == counts["due"], counts
    assert unexplained <= LOST_ANSWERS, counts
    assert in_time, counts
    assert counts["reminded of the old time"] == 0, counts
    assert [g.reminders - once[g.visit] for g in moved] == [1] * len(moved), counts
    assert {row.state for row in await workers.rows()} == {"sent"}, counts
    await wait_until(lambda: all(ship.is_running for ship in storm.processes.all))
    ends = {code for ship in storm.processes.all for code in ship.ends}
    assert ends <= {EXIT_NO_DATABASE}, "a process ended by itself, and not for want of a database"
