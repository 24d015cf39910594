"""Whoever delivers hears of new messages from the commit on, and hears again after a break."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from asyncpg import Connection
from sqlalchemy import text

from domain.outbox.message import Channel, MessageKind, OutboxMessage
from infra.db import wake_up
from infra.db.wake_up import listen
from tests.support.database import NOW, DatabaseFactory
from tests.support.listeners import listeners, until_somebody_listens
from tests.support.waiting import TIMEOUT_S

END_LISTENERS = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND query LIKE 'LISTEN%'"
)


@pytest.fixture
async def heard(database: DatabaseFactory) -> AsyncIterator[asyncio.Queue[str]]:
    heard: asyncio.Queue[str] = asyncio.Queue()
    listening = asyncio.create_task(listen(database.engine, heard.put_nowait))
    await until_somebody_listens(database)
    yield heard
    listening.cancel()
    await asyncio.wait([listening])


async def write(database: DatabaseFactory, *keys: str, channel: Channel = Channel.MESSAGE) -> None:
    services = database.services()
    async with services.uow:
        kind = MessageKind.DELIVERY_FAILED
        await services.outbox.add([OutboxMessage(key, kind, None, NOW, channel) for key in keys])
        await services.uow.commit()


async def test_a_commit_tells_the_channel_once(
    database: DatabaseFactory, heard: asyncio.Queue[str]
) -> None:
    await write(database, "a", "b")
    assert await heard.get() == Channel.MESSAGE
    await write(database, "c", channel=Channel.CARD)
    assert await heard.get() == Channel.CARD
    assert heard.empty()


async def test_what_is_rolled_back_or_there_already_wakes_nobody(
    database: DatabaseFactory, heard: asyncio.Queue[str]
) -> None:
    await write(database, "a")
    assert await heard.get() == Channel.MESSAGE
    await write(database, "a")
    services = database.services()
    async with services.uow:
        kind = MessageKind.DELIVERY_FAILED
        await services.outbox.add([OutboxMessage("b", kind, None, NOW)])
    await write(database, "c", channel=Channel.CARD)
    assert await heard.get() == Channel.CARD


async def test_a_session_that_ended_is_replaced(
    database: DatabaseFactory, heard: asyncio.Queue[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wake_up, "PAUSE_S", 0.01)
    ended = await listeners(database)
    await database.execute(END_LISTENERS)
    await until_somebody_listens(database, besides=ended)
    await write(database, "a")
    assert await heard.get() == Channel.MESSAGE


async def test_a_session_that_ends_before_it_listens_is_replaced(
    database: DatabaseFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wake_up, "PAUSE_S", 0.01)
    add_listener, sessions = Connection.add_listener, []

    async def add_late(self: Connection, *what: object) -> None:
        sessions.append(self)
        if len(sessions) == 1:
            self.terminate()
            await asyncio.sleep(0)
        await add_listener(self, *what)

    monkeypatch.setattr(Connection, "add_listener", add_late)
    heard: asyncio.Queue[str] = asyncio.Queue()
    async with asyncio.timeout(TIMEOUT_S), asyncio.TaskGroup() as tasks:
        listening = tasks.create_task(listen(database.engine, heard.put_nowait))
        await until_somebody_listens(database)
        await write(database, "a")
        assert await heard.get() == Channel.MESSAGE
        listening.cancel()
    assert len(sessions) == 2
