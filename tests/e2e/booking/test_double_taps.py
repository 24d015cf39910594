"""Two taps without a wait between them: one effect, the right screen, an answer to each."""

import asyncio

import pytest
from aiogram.filters.callback_data import CallbackData
from redis.asyncio import Redis
from sqlalchemy import func, select

from bot.callbacks.booking import ChooseDay, ChooseStart, ConfirmBooking, TakeAlternative
from bot.callbacks.home import Back
from bot.callbacks.values import minute_of
from bot.callbacks.visits import AskCancel, CancelVisitTap, MoveVisit
from demo.simulator import Person
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BOOKED, CANCELLED, STALE, TIMES
from tests.e2e.support.walks import book, data_of, tap, to_card
from tests.e2e.support.ways_to_views import go, offer_many_times, ways_of
from tests.support.database import at

WRITING = {ConfirmBooking.__prefix__, CancelVisitTap.__prefix__}


async def _tap_twice(person: Person, data: str) -> None:
    first, second = [await person.tap_data(data, wait=False) for _ in range(2)]
    await person.settle()
    assert first.answered
    assert second.answered


async def _tap_kind_twice(person: Person, kind: type[CallbackData]) -> None:
    await _tap_twice(person, data_of(kind, person.screen)[0])


def _one_of_each_kind(person: Person) -> list[str]:
    """Return what the first button of every kind on the screen sends."""
    sent = [b.callback_data for row in person.screen.rows for b in row if b.callback_data]
    by_kind = {data.partition(":")[0]: data for data in reversed(sent)}
    return [data for kind, data in by_kind.items() if kind not in WRITING]


async def test_a_double_tap_shows_what_a_single_one_shows(
    scene: Scene, redis: Redis, subtests: pytest.Subtests
) -> None:
    for refusal in ("message to delete not found", "message to edit not found"):
        scene.simulator.allow(refusal)  # the dialogue is set back, the chat is not
    await offer_many_times(scene)
    anna = await scene.welcome()
    await book(anna, at(10), scene.salon.haircut)
    dialogue = f"fsm:{anna.id}:{anna.id}:data"
    for view, way in ways_of(scene.salon).items():
        await anna.start()
        await go(anna, way)
        stands = await redis.get(dialogue) or ""
        for data in _one_of_each_kind(anna):
            with subtests.test(f"{view}: {data}"):
                await redis.set(dialogue, stands)
                await anna.tap_data(data)
                single = (anna.screen.html, anna.screen.rows)
                await redis.set(dialogue, stands)
                await _tap_twice(anna, data)
                assert (anna.screen.html, anna.screen.rows) == single
    assert len([m for m in anna.chat.from_bot if m.rows]) == 1
    assert await scene.count() == 1
    assert not scene.log.of("update_failed")


async def test_a_double_tap_books_one_visit(scene: Scene) -> None:
    anna = await scene.welcome()
    await to_card(anna, at(10), scene.salon.haircut)
    await _tap_kind_twice(anna, ConfirmBooking)
    assert await scene.count() == 1
    assert BOOKED in anna.screen.text


async def test_many_impatient_taps_book_one_visit(scene: Scene) -> None:
    anna = await scene.welcome()
    await to_card(anna, at(10), scene.salon.haircut)
    (data,) = data_of(ConfirmBooking, anna.screen)
    await asyncio.gather(*(anna.tap_data(data, wait=False) for _ in range(10)))
    await anna.settle()
    assert await scene.count() == 1
    assert BOOKED in anna.screen.text


async def test_a_double_tap_on_an_alternative_books_one_visit(scene: Scene) -> None:
    anna, ben = await scene.welcome(), await scene.welcome("Ben")
    await to_card(anna, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    await book(ben, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    await tap(anna, ConfirmBooking)
    await _tap_kind_twice(anna, TakeAlternative)
    assert await scene.count() == 2
    assert BOOKED in anna.screen.text


async def test_a_double_tap_moves_a_visit_once(scene: Scene) -> None:
    anna = await scene.welcome()
    await book(anna, at(10), scene.salon.haircut)
    start = ChooseStart(minute=minute_of(at(15)))
    await go(anna, [MoveVisit, ChooseDay(ordinal=at(15).toordinal()), start])
    await _tap_kind_twice(anna, ConfirmBooking)
    (booking,) = await scene.bookings()
    assert (booking.version, booking.starts_at) == (2, at(15))
    assert "3:00" in anna.screen.text


async def test_a_double_tap_cancels_a_visit_once(scene: Scene) -> None:
    anna = await scene.welcome()
    await book(anna, at(10), scene.salon.haircut)
    await tap(anna, AskCancel)
    await _tap_kind_twice(anna, CancelVisitTap)
    events = tables.booking_events
    cancelled = select(func.count()).where(events.c.to_status == "cancelled")
    assert await scene.database.value(cancelled) == 1
    assert CANCELLED in anna.screen.text


async def test_a_double_back_goes_one_step(scene: Scene) -> None:
    anna = await scene.welcome()
    await to_card(anna, at(10), scene.salon.haircut)
    await _tap_kind_twice(anna, Back)
    assert TIMES in anna.screen.text


async def test_a_tap_on_a_button_that_is_gone_says_so(scene: Scene) -> None:
    anna = await scene.welcome()
    await to_card(anna, at(10), scene.salon.haircut)
    (confirm,) = data_of(ConfirmBooking, anna.screen)
    await tap(anna, Back)
    await anna.tap_data(confirm)
    assert TIMES in anna.screen.text
    assert STALE in anna.notices[-1].text


async def test_two_different_taps_at_once_end_where_the_first_led(scene: Scene) -> None:
    anna = await scene.welcome()
    await to_card(anna, at(10), scene.salon.haircut)
    (ok,), (back,) = data_of(ConfirmBooking, anna.screen), data_of(Back, anna.screen)
    await anna.tap_data(ok, wait=False)
    await anna.tap_data(back, wait=False)
    await anna.settle()
    assert await scene.count() == 1
    assert BOOKED in anna.screen.text


async def test_two_messages_at_once_leave_one_screen(scene: Scene) -> None:
    anna = await scene.welcome()
    await anna.send("hello", wait=False)
    await anna.send("are you there?", wait=False)
    await anna.settle()
    assert len([message for message in anna.chat.from_bot if message.rows]) == 1
