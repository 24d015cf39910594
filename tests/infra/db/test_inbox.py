"""Updates in the database, from their arrival until they are handled."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.transport.updates.raw_update import RawUpdate
from infra.db.inbox import SqlaInbox

pytestmark = pytest.mark.servers

BOT_ID = 7


def updates(*ids: int, words: str = "hello") -> list[RawUpdate]:
    return [RawUpdate(one, "message", {"update_id": one, "message": words}) for one in ids]


def ids_of(bodies: object) -> list[int]:
    assert isinstance(bodies, list)
    return [body["update_id"] for body in bodies]


async def expire(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.execute(
            text("UPDATE incoming_updates SET lease_until = lease_until - interval '1 hour'")
        )


@pytest.fixture
def inbox(engine: AsyncEngine) -> SqlaInbox:
    return SqlaInbox(engine, BOT_ID)


@pytest.fixture
def other(engine: AsyncEngine) -> SqlaInbox:
    return SqlaInbox(engine, BOT_ID)


async def test_an_update_is_new_once_whichever_process_gets_it(
    inbox: SqlaInbox, other: SqlaInbox
) -> None:
    news = await asyncio.gather(*(one.store(updates(1, 2, 3)) for one in (inbox, other) * 4))
    assert sorted(number for new in news for number in new) == [1, 2, 3]
    assert await other.store(updates(3, 4)) == {4}


async def test_another_bot_has_updates_of_its_own(inbox: SqlaInbox, engine: AsyncEngine) -> None:
    await inbox.store(updates(1))
    another = SqlaInbox(engine, BOT_ID + 1)
    assert await another.store(updates(1)) == {1}
    assert ids_of(await another.take_over(all_processes=True)) == []


async def test_what_is_finished_is_known_but_its_content_is_gone(
    inbox: SqlaInbox, other: SqlaInbox, engine: AsyncEngine
) -> None:
    await inbox.store(updates(1, 2, words="a secret"))
    await inbox.finish([1])
    assert ids_of(await other.take_over(all_processes=True)) == [2]
    assert await other.store(updates(1)) == frozenset()
    async with engine.connect() as connection:
        bodies = (
            await connection.execute(text("SELECT body FROM incoming_updates WHERE update_id = 1"))
        ).scalars()
        assert list(bodies) == [None]


async def test_updates_of_a_process_that_ended_are_taken_over_in_their_order(
    inbox: SqlaInbox, other: SqlaInbox, engine: AsyncEngine
) -> None:
    await inbox.store(updates(3, 1, 2))
    assert ids_of(await other.take_over(all_processes=False)) == []
    await expire(engine)
    await inbox.renew()
    assert ids_of(await other.take_over(all_processes=False)) == []
    await expire(engine)
    taken = await asyncio.gather(*(other.take_over(all_processes=False) for _ in range(3)))
    assert sorted(ids_of(one) for one in taken) == [[], [], [1, 2, 3]]


async def test_what_ends_two_processes_is_not_tried_a_third_time(
    inbox: SqlaInbox, other: SqlaInbox, engine: AsyncEngine
) -> None:
    await inbox.store(updates(1))
    await expire(engine)
    assert ids_of(await other.take_over(all_processes=False)) == [1]
    await expire(engine)
    assert ids_of(await inbox.take_over(all_processes=False)) == []


async def test_what_a_stopping_process_leaves_is_taken_at_once_and_was_no_attempt(
    inbox: SqlaInbox, other: SqlaInbox
) -> None:
    await inbox.store(updates(1))
    for _ in range(3):
        await inbox.release()
        assert ids_of(await other.take_over(all_processes=False)) == [1]
        inbox, other = other, inbox


async def test_ids_are_forgotten_after_two_days(inbox: SqlaInbox, engine: AsyncEngine) -> None:
    await inbox.store(updates(1, 2))
    async with engine.begin() as connection:
        await connection.execute(
            text(
                "UPDATE incoming_updates SET received_at = now() - interval '49 hours'"
                " WHERE update_id = 1"
            )
        )
    await inbox.renew()
    assert await inbox.store(updates(1, 2)) == {1}


async def test_text_that_the_database_cannot_hold_is_stored_as_it_is(
    inbox: SqlaInbox, other: SqlaInbox
) -> None:
    words = "NUL \x00, half a pair \ud800, Ж"
    await inbox.store(updates(1, words=words))
    (body,) = await other.take_over(all_processes=True)
    assert body["message"] == words
