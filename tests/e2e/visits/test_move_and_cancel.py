"""Moving a visit and cancelling it, and when that is no longer possible."""

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.callbacks.booking import ChooseDay, ChooseStart, ConfirmBooking
from bot.callbacks.values import minute_of
from bot.callbacks.visits import AskCancel, CancelVisitTap, MoveVisit, OpenVisits
from demo.simulator import Person
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.walks import book, data_of, move, tap
from tests.support.database import at


async def test_a_visit_is_moved_to_another_day(scene: Scene, anna: Person) -> None:
    await book(anna, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    await move(anna, at(15, day=1))
    assert "Tuesday, March 5" in anna.screen.text
    (booking,) = await scene.bookings()
    assert (booking.status, booking.version, booking.starts_at) == ("confirmed", 2, at(15, day=1))
    (item,) = await scene.items()
    assert (item.start_at, item.master_id) == (at(15, day=1), scene.salon.mia)


async def test_a_visit_is_moved_into_its_own_old_time(scene: Scene, anna: Person) -> None:
    await book(anna, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    await move(anna, at(10, 30))
    (item,) = await scene.items()
    assert (item.start_at, item.end_at) == (at(10, 30), at(11, 30))


async def test_a_moved_visit_keeps_the_price_that_was_agreed(scene: Scene, anna: Person) -> None:
    await book(anna, at(10), scene.salon.haircut)
    await scene.database.change(tables.services, scene.salon.haircut, price_minor=9900)
    await move(anna, at(12))
    assert "€30" in anna.screen.text
    (booking,) = await scene.bookings()
    assert booking.price_minor == 3000


async def test_the_old_time_of_a_moved_visit_is_free_for_others(scene: Scene, anna: Person) -> None:
    await book(anna, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    await move(anna, at(15))
    ben = await scene.welcome("Ben")
    await book(ben, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    assert await scene.count() == 2


async def test_a_visit_is_cancelled_after_a_question(scene: Scene, anna: Person) -> None:
    await book(anna, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    await tap(anna, AskCancel)
    assert "Cancel this visit?" in anna.screen.text
    (booking,) = await scene.bookings()
    assert booking.status == "confirmed"
    await tap(anna, CancelVisitTap)
    assert "cancelled" in anna.screen.text
    assert anna.notices[-1].text == "Your visit is cancelled."
    (booking,) = await scene.bookings()
    assert booking.status == "cancelled"
    ben = await scene.welcome("Ben")
    await book(ben, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    assert await scene.count() == 2


@pytest.mark.parametrize(
    ("act", "words"), [(AskCancel, "too late to cancel"), (MoveVisit, "too late to move")]
)
async def test_within_the_lock_window_a_visit_can_neither_be_cancelled_nor_moved(
    scene: Scene, anna: Person, act: type[CallbackData], words: str
) -> None:
    await book(anna, at(10), scene.salon.haircut)
    scene.clock.advance(minutes=60)
    await tap(anna, act)
    assert words in anna.screen.text
    assert "1 hour" in anna.screen.text
    assert data_of(OpenVisits, anna.screen)


async def test_a_lock_window_that_begins_meanwhile_stops_the_cancelling(
    scene: Scene, anna: Person
) -> None:
    await book(anna, at(10), scene.salon.haircut)
    await tap(anna, AskCancel)
    scene.clock.advance(minutes=60)
    await tap(anna, CancelVisitTap)
    assert "too late to cancel" in anna.screen.text
    (booking,) = await scene.bookings()
    assert booking.status == "confirmed"


async def test_a_lock_window_that_begins_meanwhile_stops_the_moving(
    scene: Scene, anna: Person
) -> None:
    await book(anna, at(10), scene.salon.haircut)
    await tap(anna, MoveVisit)
    await tap(anna, ChooseDay(ordinal=at(15).toordinal()))
    await tap(anna, ChooseStart(minute=minute_of(at(15))))
    scene.clock.advance(minutes=60)
    await tap(anna, ConfirmBooking)
    assert "too late to move" in anna.screen.text
    (item,) = await scene.items()
    assert item.start_at == at(10)


async def test_before_the_lock_window_a_visit_is_cancelled(scene: Scene, anna: Person) -> None:
    await book(anna, at(10), scene.salon.haircut)
    scene.clock.advance(minutes=59)
    await tap(anna, AskCancel)
    await tap(anna, CancelVisitTap)
    (booking,) = await scene.bookings()
    assert booking.status == "cancelled"


async def test_a_visit_that_the_business_cancelled_is_not_cancelled_again(
    scene: Scene, anna: Person
) -> None:
    await book(anna, at(10), scene.salon.haircut)
    await tap(anna, AskCancel)
    (booking,) = await scene.bookings()
    await scene.database.change(tables.bookings, booking.id, status="cancelled")
    await tap(anna, CancelVisitTap)
    assert "can no longer be changed" in anna.screen.text


@pytest.mark.parametrize("act", [MoveVisit, AskCancel])
async def test_a_visit_that_is_over_or_cancelled_is_refused_at_the_first_tap(
    scene: Scene, anna: Person, act: type[CallbackData]
) -> None:
    await book(anna, at(10), scene.salon.haircut)
    (booking,) = await scene.bookings()
    await scene.database.change(tables.bookings, booking.id, status="cancelled")
    await tap(anna, act)
    assert "can no longer be changed" in anna.screen.text

    await book(anna, at(11), scene.salon.haircut)
    scene.clock.advance(hours=5)
    await tap(anna, act)
    assert "can no longer be changed" in anna.screen.text
