"""Messages are handed out once, oldest first, and come back when whoever had them died."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from domain.outbox.message import Channel, DueMessage, MessageKind, MessageState, OutboxMessage
from infra.db.gateways.outbox.outbox import SqlaOutbox, SqlaOutboxGateway
from infra.db.tables import outbox_messages
from infra.db.unit_of_work import SqlaUnitOfWork
from tests.support.database import NOW, Workshop

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


async def write(workshop: Workshop, *messages: OutboxMessage) -> None:
    uow = SqlaUnitOfWork(workshop.engine)
    async with uow:
        await SqlaOutbox(uow).add(messages)
        await uow.commit()


async def claim(
    workshop: Workshop, now: datetime = NOW, limit: int = 10, channel: Channel = Channel.MESSAGE
) -> Sequence[DueMessage]:
    uow = SqlaUnitOfWork(workshop.engine)
    async with uow:
        claimed = await SqlaOutboxGateway(uow).claim(
            channel, [KIND], now, now + LEASE, limit, MOST_OF_ONE
        )
        await uow.commit()
    return claimed


def keys(claimed: Sequence[DueMessage]) -> list[str]:
    return [due.message.key for due in claimed]


async def test_what_is_due_is_handed_out_oldest_first(workshop: Workshop) -> None:
    await write(
        workshop,
        message("late", NOW),
        message("early", NOW - timedelta(hours=1)),
        message("not yet", NOW + timedelta(seconds=1)),
    )
    assert keys(await claim(workshop)) == ["early", "late"]


async def test_what_somebody_has_is_not_handed_out_before_the_lease_ends(
    workshop: Workshop,
) -> None:
    await write(workshop, message("a"))
    (first,) = await claim(workshop)
    assert await claim(workshop, NOW + LEASE - timedelta(seconds=1)) == ()
    (second,) = await claim(workshop, NOW + LEASE)
    assert (first.attempt, second.attempt) == (1, 2)


async def test_a_transaction_that_claims_keeps_nobody_waiting(workshop: Workshop) -> None:
    await write(workshop, message("a"), message("b"), message("c"))
    uow = SqlaUnitOfWork(workshop.engine)
    async with uow:
        held = await SqlaOutboxGateway(uow).claim(
            Channel.MESSAGE, [KIND], NOW, NOW + LEASE, 2, MOST_OF_ONE
        )
        others = await claim(workshop)
        await uow.commit()
    assert keys(held) == ["a", "b"]
    assert keys(others) == ["c"]


async def test_many_at_once_get_each_message_once(workshop: Workshop) -> None:
    wanted = [f"{number}" for number in range(60)]
    await write(workshop, *(message(key) for key in wanted))
    handed = await asyncio.gather(*(claim(workshop, limit=7) for _ in range(12)))
    assert sorted(key for claimed in handed for key in keys(claimed)) == sorted(wanted)


async def test_many_to_one_do_not_hold_up_those_to_others(workshop: Workshop) -> None:
    ann, bob = (await workshop.meet()).user_id, (await workshop.meet()).user_id
    to_ann = (replace(message(f"ann {n}"), recipient_id=ann) for n in range(30))
    await write(workshop, *to_ann, replace(message("bob"), recipient_id=bob), message("admins"))
    assert keys(await claim(workshop)) == ["ann 0", "ann 1", "bob", "admins"]
    assert keys(await claim(workshop)) == ["ann 2", "ann 3"]


async def test_each_channel_has_its_own(workshop: Workshop) -> None:
    await write(workshop, message("worker"), message("chat", channel=Channel.CARD))
    assert keys(await claim(workshop, channel=Channel.CARD)) == ["chat"]
    assert keys(await claim(workshop)) == ["worker"]


async def test_kinds_of_another_release_are_left_to_it(workshop: Workshop) -> None:
    await write(workshop, message("a"), message("b"))
    await workshop.execute(
        outbox_messages.update().where(outbox_messages.c.key == "a").values(kind="of_tomorrow")
    )
    assert keys(await claim(workshop)) == ["b"]


async def test_what_is_finished_is_never_handed_out_again(workshop: Workshop) -> None:
    await write(workshop, message("a"))
    (due,) = await claim(workshop)
    uow = SqlaUnitOfWork(workshop.engine)
    async with uow:
        await SqlaOutboxGateway(uow).finish(due, MessageState.SENT, NOW)
        await uow.commit()
    assert await claim(workshop, NOW + timedelta(days=1)) == ()


async def test_who_comes_too_late_does_not_take_a_message_from_who_has_it(
    workshop: Workshop,
) -> None:
    await write(workshop, message("a"))
    (slow,) = await claim(workshop)
    (quick,) = await claim(workshop, NOW + LEASE)
    uow = SqlaUnitOfWork(workshop.engine)
    async with uow:
        await SqlaOutboxGateway(uow).retry(slow, NOW, "slow")
        await uow.commit()
    assert await claim(workshop, NOW + LEASE) == ()
    assert quick.attempt == 2


async def test_an_attempt_that_was_put_off_does_not_count(workshop: Workshop) -> None:
    await write(workshop, message("a"))
    (due,) = await claim(workshop)
    uow = SqlaUnitOfWork(workshop.engine)
    async with uow:
        await SqlaOutboxGateway(uow).retry(due, NOW + LEASE, "put off", counts=False)
        await uow.commit()
    (again,) = await claim(workshop, NOW + LEASE)
    assert again.attempt == 1
    assert await workshop.value(select(PROBLEM)) == "put off"
