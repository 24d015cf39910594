"""The rules of the house change while somebody is choosing, or time does."""

from datetime import timedelta

from sqlalchemy import update

from bot.callbacks.booking import ChooseDay, ChooseStart, ConfirmBooking, OpenBooking
from bot.callbacks.home import Back
from bot.callbacks.values import minute_of
from bot.callbacks.visits import (
    AskCancel,
    CancelVisitTap,
    MoveVisit,
    OpenVisit,
    OpenVisits,
    ShowVisits,
)
from demo.simulator import Person
from domain.shared.ids import BookingId
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BOOKED, EXPIRED, NO_VISITS
from tests.e2e.support.walks import book, tap, to_card, to_times
from tests.e2e.support.ways_to_views import go
from tests.support.database import at


async def test_during_maintenance_nothing_is_booked_and_the_house_says_why(
    scene: Scene, anna: Person
) -> None:
    await to_card(anna, at(10), scene.salon.haircut)
    words = "We are <painting> & back on Friday."
    await _maintain(scene, words)
    await tap(anna, ConfirmBooking)
    assert "no new bookings for the moment" in anna.screen.text
    assert words in anna.screen.text
    assert await scene.count() == 0
    await anna.start()
    await tap(anna, OpenBooking)
    assert words in anna.screen.text
    await tap(anna, OpenVisits)
    assert NO_VISITS in anna.screen.text


async def test_during_maintenance_visits_are_seen_and_cancelled_but_not_moved(
    scene: Scene, anna: Person
) -> None:
    await book(anna, at(10), scene.salon.haircut)
    await _maintain(scene, "")
    await tap(anna, MoveVisit)
    assert "no new bookings for the moment" in anna.screen.text
    await tap(anna, OpenVisits)
    await go(anna, [OpenVisit, AskCancel, CancelVisitTap])
    (booking,) = await scene.bookings()
    assert booking.status == "cancelled"


async def _maintain(scene: Scene, words: str) -> None:
    await scene.change_policies(is_in_maintenance=True, maintenance_text=words)


async def test_a_client_who_is_blocked_meanwhile_books_nothing(scene: Scene, anna: Person) -> None:
    await to_card(anna, at(10), scene.salon.haircut)
    users = tables.users
    await scene.database.execute(
        update(users).where(users.c.telegram_id == anna.id).values(is_blocked=True)
    )
    await tap(anna, ConfirmBooking)
    assert "You cannot book here at the moment" in anna.screen.text
    assert await scene.count() == 0


async def test_a_time_that_came_too_near_says_when_the_earliest_is(
    scene: Scene, anna: Person
) -> None:
    await to_card(anna, at(10), scene.salon.haircut)
    scene.clock.advance(hours=1, minutes=10)
    await tap(anna, ConfirmBooking)
    assert "too soon" in anna.screen.text
    assert "Mon, Mar 4, 10:10\N{NARROW NO-BREAK SPACE}AM" in anna.screen.text
    assert await scene.count() == 0


async def test_a_time_beyond_a_horizon_that_was_drawn_in(scene: Scene, anna: Person) -> None:
    await to_card(anna, at(10, day=9), scene.salon.haircut)
    await scene.change_policies(max_advance_days=3)
    await tap(anna, ConfirmBooking)
    assert "too far ahead" in anna.screen.text
    assert "March 7" in anna.screen.text
    assert await scene.count() == 0


async def test_a_hold_that_ran_out_frees_its_time(scene: Scene, anna: Person) -> None:
    ben = await scene.welcome("Ben")
    await book(ben, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    (held,) = await scene.bookings()
    expires_at = scene.clock.now() + timedelta(minutes=10)
    await scene.database.turn_into_hold(BookingId(held.id), expires_at)

    await to_times(anna, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    assert not anna.screen.has_button("10:00")
    scene.clock.advance(minutes=10)
    await tap(anna, Back)
    await tap(anna, ChooseDay(ordinal=at(10).toordinal()))
    await go(anna, [ChooseStart(minute=minute_of(at(10))), ConfirmBooking])
    assert BOOKED in anna.screen.text
    statuses = [booking.status for booking in await scene.bookings()]
    assert statuses == ["expired", "confirmed"]

    await ben.start()
    await go(ben, [OpenVisits, ShowVisits(past=True), OpenVisit])
    assert EXPIRED in ben.screen.text
