"""Somebody says that they run late while others change the day: each looks again.

Each writes on a connection of their own. The first stops with everything written, before its
commit, until the second waits for it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import pytest

from domain.delays.run_late import RunLate, RunLateRequest
from domain.outbox.message import MessageKind
from domain.shared.errors import RetryableError
from domain.visit.delays import Delay, DelayNotified
from domain.visit.model import BookingStatus
from domain.visit.policies import TooLateToMoveDenial
from tests.domain.delays.delay_fixture import DelayFixture, open_late_room
from tests.domain.notifications.delivery_fixture import DeliveryFixture
from tests.support.database import DatabaseFactory, at
from tests.support.services import Services
from tests.support.waiting import TIMEOUT_S

Action = Callable[[Services], Coroutine[Any, Any, object]]


@pytest.fixture
async def day(database: DatabaseFactory) -> DelayFixture:
    return await open_late_room(database)


def saying(day: DelayFixture, delay: Delay, *, by_admin: bool = False) -> Action:
    staff = day.room.kim if by_admin else day.room.mia
    return lambda services: services.get(RunLate).execute(RunLateRequest(staff, day.ten, delay))


def cancelling(day: DelayFixture) -> Action:
    return lambda services: services.cancel(day.room.ann, day.eleven)


def moving(day: DelayFixture) -> Action:
    return lambda services: services.move(day.room.ann, day.eleven, at(15))


def _outcome(act: Action) -> Action:
    """Return the exception instead of raising it."""

    async def tried(services: Services) -> object:
        results = await asyncio.gather(act(services), return_exceptions=True)
        return results[0]

    return tried


async def in_turn(
    day: DelayFixture, patch: pytest.MonkeyPatch, first: Action, second: Action
) -> tuple[object, object]:
    """Let the second wait for the first; return what came of both."""
    services = day.database.services()
    is_there, may_go_on = asyncio.Event(), asyncio.Event()
    commit: Callable[[], Awaitable[None]] = services.uow.commit

    async def stop() -> None:
        is_there.set()
        await may_go_on.wait()
        await commit()

    patch.setattr(services.uow, "commit", stop)
    async with asyncio.timeout(TIMEOUT_S), asyncio.TaskGroup() as tasks:
        winner = tasks.create_task(first(services))
        await is_there.wait()
        loser = tasks.create_task(second(day.database.services()))
        await day.database.until_somebody_waits()
        may_go_on.set()
    return winner.result(), loser.result()


async def late_news(day: DelayFixture) -> list[tuple[int, int]]:
    """Deliver; return of which visits who was told how many minutes."""
    sent = await DeliveryFixture(day.database).deliver()
    told = [content for notice in sent for content in notice.contents]
    return [
        (content.visit.id, content.visit.late_minutes)
        for content in told
        if content.kind is MessageKind.RUNNING_LATE and content.visit
    ]


async def test_of_two_who_say_the_same_at_once_one_tells(
    day: DelayFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = saying(day, Delay.TEN), saying(day, Delay.TEN, by_admin=True)
    assert await in_turn(day, monkeypatch, first, second) == (DelayNotified(3), None)
    assert len(await day.told()) == 3


async def test_of_two_who_say_different_things_the_later_word_counts(
    day: DelayFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = saying(day, Delay.TEN), saying(day, Delay.THIRTY, by_admin=True)
    assert await in_turn(day, monkeypatch, first, second) == (DelayNotified(3), DelayNotified(3))
    assert await day.delays() == [30, 30, 30, 0]
    assert await late_news(day) == [(day.ten, 30), (day.eleven, 30), (day.twelve, 30)]


async def test_many_at_once_agree_in_the_end(day: DelayFixture) -> None:
    words = (Delay.FIVE, Delay.THIRTY, Delay.ON_TIME, Delay.TEN)
    await asyncio.gather(*(day.say(delay) for delay in words))
    delays = await day.delays()
    assert delays[:3] == [delays[0]] * 3
    assert delays[0] in words


async def test_who_has_just_cancelled_is_not_told_and_holds_nobody_up(
    day: DelayFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    await in_turn(day, monkeypatch, cancelling(day), saying(day, Delay.FIFTEEN))
    assert await day.delays() == [15, 0, 0, 0]
    assert [visit for visit, _ in await day.told()] == [day.ten]


async def test_who_has_just_moved_is_not_told_and_holds_nobody_up(
    day: DelayFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    await in_turn(day, monkeypatch, moving(day), saying(day, Delay.FIFTEEN))
    assert await day.delays() == [15, 0, 0, 0]


async def test_who_cancels_at_that_moment_may_and_is_not_told_any_more(
    day: DelayFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    await in_turn(day, monkeypatch, saying(day, Delay.FIFTEEN), cancelling(day))
    visit = await day.database.services().visit(day.eleven)
    assert visit.status is BookingStatus.CANCELLED
    assert await late_news(day) == [(day.ten, 15), (day.twelve, 15)]


async def test_who_moves_at_that_moment_is_on_time_at_the_new_time(
    day: DelayFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    await in_turn(day, monkeypatch, saying(day, Delay.FIFTEEN), moving(day))
    visit = await day.database.services().visit(day.eleven)
    assert (visit.starts_at, visit.late_minutes) == (at(15), 0)
    assert await late_news(day) == [(day.ten, 15), (day.twelve, 15)]


async def test_who_was_free_to_move_a_moment_ago_looks_again(
    day: DelayFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    await day.database.change_policies(day.room.location, reschedule_lock_minutes=300)
    await day.say(Delay.FIFTEEN)
    on_time, trying = saying(day, Delay.ON_TIME), _outcome(moving(day))
    _, refused = await in_turn(day, monkeypatch, on_time, trying)
    assert isinstance(refused, RetryableError)
    with pytest.raises(TooLateToMoveDenial):
        await moving(day)(day.database.services())


async def test_only_the_newest_word_is_delivered(day: DelayFixture) -> None:
    for delay in (Delay.TEN, Delay.FIFTEEN):
        await day.say(delay)
    assert await late_news(day) == [(day.ten, 15), (day.eleven, 15), (day.twelve, 15)]
    await day.say(Delay.ON_TIME)
    assert await late_news(day) == [(day.ten, 0), (day.eleven, 0), (day.twelve, 0)]


async def test_a_word_that_comes_too_late_is_not_delivered(day: DelayFixture) -> None:
    await day.say(Delay.FIFTEEN)
    day.database.clock.moment = at(11, 15)
    assert await late_news(day) == [(day.twelve, 15)]
