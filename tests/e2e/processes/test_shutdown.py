"""The bot is told to stop while it works: what is under way is finished, and nothing else begun."""

import asyncio

from sqlalchemy import text

from bot.callbacks.booking import ConfirmBooking
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BOOKED, STALE
from tests.e2e.support.walks import data_of, to_card
from tests.support.database import at
from tests.support.waiting import wait_until

LOCK_BOOKINGS = text("LOCK TABLE bookings IN EXCLUSIVE MODE")
WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


async def test_a_booking_under_way_is_finished_and_shown(any_scene: Scene) -> None:
    scene = any_scene
    anna = await scene.welcome()
    await to_card(anna, at(10), scene.salon.haircut)
    async with scene.database.engine.connect() as blocker:
        await blocker.execute(LOCK_BOOKINGS)
        query = await anna.tap_data(data_of(ConfirmBooking, anna.screen)[0], wait=False)
        await _until_somebody_waits(scene)
        stopping = asyncio.create_task(scene.bot.stop())
        await asyncio.sleep(0)
        await blocker.rollback()
        await stopping
    assert await scene.count() == 1
    assert BOOKED in anna.screen.text
    assert query.answered


async def test_updates_that_wait_for_their_turn_are_answered_by_the_next_process(
    scene: Scene,
) -> None:
    anna = await scene.welcome()
    await to_card(anna, at(10), scene.salon.haircut)
    async with scene.database.engine.connect() as blocker:
        await blocker.execute(LOCK_BOOKINGS)
        (confirm,) = data_of(ConfirmBooking, anna.screen)
        await anna.tap_data(confirm, wait=False)
        await _until_somebody_waits(scene)
        second = await anna.tap_data(confirm, wait=False)
        await wait_until(lambda: not scene.simulator.world.updates.waiting)
        stopping = asyncio.create_task(scene.bot.stop())
        await asyncio.sleep(0)
        await blocker.rollback()
        await stopping
    assert BOOKED in anna.screen.text
    assert not second.answered
    await scene.bot.start_again()
    await anna.settle()
    assert [query.answered for query in (second,)] == [True]
    assert await scene.count() == 1
    assert BOOKED in anna.screen.text
    assert anna.chat.notices[-1].text == STALE


async def _until_somebody_waits(scene: Scene) -> None:
    """Return when a transaction of the bot is stopped by the lock."""
    while not await scene.database.value(WAITING):
        pass
