"""Telegram refuses, breaks or says nothing: what is to be told arrives all the same, once."""

import asyncio

import pytest

from bot.notifications import notifier
from demo.simulator import FailureKind, Person
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.walks import book
from tests.support.database import at

NEW_VISIT = "New visit"


@pytest.fixture
async def boss(scene: Scene) -> Person:
    """An admin, and a visit of which they have not heard yet."""
    boss = await scene.welcome("Boss")
    await scene.database.execute(
        tables.users.update().where(tables.users.c.telegram_id == boss.id).values(is_admin=True)
    )
    await book(await scene.welcome(), at(10, day=1), scene.salon.haircut)
    return boss


def times_told(boss: Person) -> int:
    return sum(NEW_VISIT in message.text for message in boss.chat.from_bot)


@pytest.mark.parametrize("kind", FailureKind)
async def test_what_failed_arrives_once_when_telegram_is_well(
    scene: Scene, boss: Person, kind: FailureKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notifier, "SEND_TIMEOUT_S", 0.5)
    scene.simulator.fail("sendMessage", kind, times=3, retry_after_s=20)
    for expected in (0, 0, 0, 1, 1):
        await scene.bot.deliver()
        assert times_told(boss) == expected
        scene.clock.advance(minutes=2)
    assert len(scene.log.of("notice_failed")) == 3
    assert not [line for line in scene.log.lines if line["level"] == "error"]


async def test_telegrams_pause_is_waited_for(scene: Scene, boss: Person) -> None:
    scene.simulator.fail("sendMessage", FailureKind.TOO_MANY_REQUESTS, retry_after_s=600)
    await scene.bot.deliver()
    scene.clock.advance(minutes=9)
    await scene.bot.deliver()
    assert times_told(boss) == 0
    scene.clock.advance(minutes=4)
    await scene.bot.deliver()
    assert times_told(boss) == 1


async def test_an_answer_that_was_lost_costs_one_message_more_at_most(
    scene: Scene, boss: Person
) -> None:
    scene.simulator.fail("sendMessage", FailureKind.CUT, carried_out=True)
    await scene.bot.deliver()
    scene.clock.advance(minutes=1)
    await scene.bot.deliver()
    assert times_told(boss) == 2
    scene.clock.advance(minutes=10)
    await scene.bot.deliver()
    assert times_told(boss) == 2


async def test_several_deliverers_tell_each_thing_once(scene: Scene, boss: Person) -> None:
    people = [await scene.welcome(f"Client {number}") for number in range(4)]
    for hour, person in enumerate(people, start=11):
        await book(person, at(hour, day=1), scene.salon.haircut)
    await asyncio.gather(*(scene.bot.deliver() for _ in range(4)))
    scene.clock.advance(minutes=1)
    await asyncio.gather(*(scene.bot.deliver() for _ in range(4)))
    told = "".join(message.text for message in boss.chat.from_bot)
    assert told.count(NEW_VISIT) == 5
    assert times_told(boss) <= 2
