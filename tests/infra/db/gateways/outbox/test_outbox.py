"""Messages are handed out once, oldest first, and come back when whoever had them died."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from domain.outbox.message import Channel, DueMessage, MessageKind, MessageState, OutboxMessage
from infra.db.tables import outbox_messages
from tests.support.database import NOW, DatabaseFactory

KIND = MessageKind.DELIVERY_FAILED
LEASE = timedelta(seconds=60)
MOST_OF_ONE = 2
STATE, PROBLEM, ATTEMPTS = (
    outbox_messages.c.state,
    outbox_messages.c.problem,
    outbox_messages.c.attempts,
)


def message(key: str, due_at: datetime = NOW, channel: Channel = Channel.MESSAGE) -> OutboxMessage:
    return OutboxMessage(key, KIND, None, due_at, channel)


async def write(database: DatabaseFactory, *messages: OutboxMessage) -> None:
    services = database.services()
    async with services.uow:
        await services.outbox.add(messages)
        await services.uow.commit()


async def claim(
    database: DatabaseFactory,
    now: datetime = NOW,
    limit: int = 10,
    channel: Channel = Channel.MESSAGE,
) -> Sequence[DueMessage]:
    services = database.services()
    async with services.uow:
        claimed = await services.deliveries.claim(
            channel, [KIND], now, now + LEASE, limit, MOST_OF_ONE
        )
        await services.uow.commit()
    return claimed


def keys(claimed: Sequence[DueMessage]) -> list[str]:
    return [due.message.key for due in claimed]


async def test_what_is_due_is_handed_out_oldest_first(database: DatabaseFactory) -> None:
    await write(
        database,
        message("late", NOW),
        message("early", NOW - timedelta(hours=1)),
        message("not yet", NOW + timedelta(seconds=1)),
    )
    assert keys(await claim(database)) == ["early", "late"]


async def test_what_somebody_has_is_not_handed_out_before_the_lease_ends(
    database: DatabaseFactory,
) -> None:
    await write(database, message("a"))
    (first,) = await claim(database)
    assert await claim(database, NOW + LEASE - timedelta(seconds=1)) == ()
    (second,) = await claim(database, NOW + LEASE)
    assert (first.attempt, second.attempt) == (1, 2)


async def test_a_transaction_that_claims_keeps_nobody_waiting(database: DatabaseFactory) -> None:
    await write(database, message("a"), message("b"), message("c"))
    services = database.services()
    async with services.uow:
        held = await services.deliveries.claim(
            Channel.MESSAGE, [KIND], NOW, NOW + LEASE, 2, MOST_OF_ONE
        )
        others = await claim(database)
        await services.uow.commit()
    assert keys(held) == ["a", "b"]
    assert keys(others) == ["c"]


async def test_many_at_once_get_each_message_once(database: DatabaseFactory) -> None:
    wanted = [f"{number}" for number in range(60)]
    await write(database, *(message(key) for key in wanted))
    handed = await asyncio.gather(*(claim(database, limit=7) for _ in range(12)))
    assert sorted(key for claimed in handed for key in keys(claimed)) == sorted(wanted)


async def test_many_to_one_do_not_hold_up_those_to_others(database: DatabaseFactory) -> None:
    ann, bob = (await database.meet()).user_id, (await database.meet()).user_id
    to_ann = (replace(message(f"ann {n}"), recipient_id=ann) for n in range(30))
    await write(database, *to_ann, replace(message("bob"), recipient_id=bob), message("admins"))
    assert keys(await claim(database)) == ["ann 0", "ann 1", "bob", "admins"]
    assert keys(await claim(database)) == ["ann 2", "ann 3"]


async def test_each_channel_has_its_own(database: DatabaseFactory) -> None:
    await write(database, message("worker"), message("chat", channel=Channel.CARD))
    assert keys(await claim(database, channel=Channel.CARD)) == ["chat"]
    assert keys(await claim(database)) == ["worker"]


async def test_kinds_of_another_release_are_left_to_it(database: DatabaseFactory) -> None:
    await write(database, message("a"), message("b"))
    await database.execute(
        outbox_messages.update().where(outbox_messages.c.key == "a").values(kind="of_tomorrow")
    )
    assert keys(await claim(database)) == ["b"]


async def test_what_is_finished_is_never_handed_out_again(database: DatabaseFactory) -> None:
    await write(database, message("a"))
    (due,) = await claim(database)
    services = database.services()
    async with services.uow:
        await services.deliveries.finish(due, MessageState.SENT, NOW)
        await services.uow.commit()
    assert await claim(database, NOW + timedelta(days=1)) == ()


async def test_who_comes_too_late_does_not_take_a_message_from_who_has_it(
    database: DatabaseFactory,
) -> None:
    await write(database, message("a"))
    (slow,) = await claim(database)
    (quick,) = await claim(database, NOW + LEASE)
    services = database.services()
    async with services.uow:
        await services.deliveries.retry(slow, NOW, "slow")
        await services.uow.commit()
    assert await claim(database, NOW + LEASE) == ()
    assert quick.attempt == 2


async def test_an_attempt_that_was_put_off_does_not_count(database: DatabaseFactory) -> None:
    await write(database, message("a"))
    (due,) = await claim(database)
    services = database.services()
    async with services.uow:
        await services.deliveries.retry(due, NOW + LEASE, "put off", counts=False)
        await services.uow.commit()
    (again,) = await claim(database, NOW + LEASE)
    assert again.attempt == 1
    assert await database.value(select(PROBLEM)) == "put off"


async def test_a_second_message_of_the_same_key_is_impossible(database: DatabaseFactory) -> None:
    first, later = message("a key"), message("a key", NOW + timedelta(hours=1))
    for messages in ([first, later], [later], []):
        await write(database, *messages)
    assert await database.rows(select(outbox_messages.c.due_at)) == [(NOW,)]
