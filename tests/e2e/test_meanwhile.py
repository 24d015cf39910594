"""What the business changes while somebody is choosing."""

from datetime import timedelta

import pytest
from aiogram.filters.callback_data import CallbackData
from sqlalchemy import update

from bot.callbacks import (
    AddNote,
    AskCancel,
    Back,
    CancelVisitTap,
    ChooseDay,
    ChooseMaster,
    ChooseMasterAgain,
    ChooseStart,
    ConfirmBooking,
    Home,
    MoveVisit,
    OpenBooking,
    OpenVisit,
    OpenVisits,
    ServicesChosenTap,
    ShowVisits,
    TickService,
    minute_of,
)
from demo.simulator import Person
from domain.shared.ids import BookingId
from infra.db import tables
from tests.e2e.scene import Scene
from tests.e2e.walking import book, data_of, tap, to_card, to_days, to_masters, to_times
from tests.e2e.ways import go
from tests.e2e.words import BOOKED, MASTERS, NO_VISITS, NOTHING_TO_BOOK, TAKEN
from tests.workshop import at


@pytest.fixture
async def anna(scene: Scene) -> Person:
    return await scene.welcome()


async def test_a_service_that_is_switched_off_is_named_on_the_card(
    scene: Scene, anna: Person
) -> None:
    await to_card(anna, at(10), scene.salon.haircut)
    await scene.workshop.change(tables.services, scene.salon.haircut, is_active=False)
    await tap(anna, ConfirmBooking)
    assert "Haircut is no longer offered" in anna.screen.text
    assert await scene.count() == 0
    await tap(anna, OpenBooking)
    assert "Haircut" not in anna.screen.text


async def test_a_ticked_service_that_is_switched_off_stops_the_way(
    scene: Scene, anna: Person
) -> None:
    await go(anna, [OpenBooking, TickService(service_id=scene.salon.haircut, on=True)])
    await scene.workshop.change(tables.services, scene.salon.haircut, is_active=False)
    await tap(anna, ServicesChosenTap)
    assert "Haircut is no longer offered" in anna.screen.text
    await go(anna, [OpenBooking, TickService(service_id=scene.salon.massage, on=True)])
    await tap(anna, ServicesChosenTap)
    assert MASTERS in anna.screen.text


async def test_a_master_who_is_switched_off_is_named(scene: Scene, anna: Person) -> None:
    await to_card(anna, at(10), scene.salon.haircut, master_id=scene.salon.tom)
    await scene.workshop.change(tables.masters, scene.salon.tom, is_active=False)
    await tap(anna, ConfirmBooking)
    assert "Tom takes no bookings at the moment" in anna.screen.text
    assert await scene.count() == 0


async def test_instead_of_a_master_who_is_gone_another_is_chosen_and_the_rest_is_kept(
    scene: Scene, anna: Person
) -> None:
    await to_card(anna, at(10), scene.salon.haircut, master_id=scene.salon.tom)
    await tap(anna, AddNote)
    await anna.send("Short, please")
    await scene.workshop.change(tables.masters, scene.salon.tom, is_active=False)
    await tap(anna, ConfirmBooking)
    await tap(anna, ChooseMasterAgain)
    assert MASTERS in anna.screen.text
    await tap(anna, ChooseMaster(master_id=scene.salon.mia))
    await tap(anna, ChooseDay(ordinal=at(10).toordinal()))
    await go(anna, [ChooseStart(minute=minute_of(at(10))), ConfirmBooking])
    (booking,) = await scene.bookings()
    assert booking.note == "Short, please"


async def test_a_visit_of_a_master_who_is_gone_offers_no_other_where_it_is_moved(
    scene: Scene, anna: Person
) -> None:
    await book(anna, at(10), scene.salon.haircut, master_id=scene.salon.tom)
    await scene.workshop.change(tables.masters, scene.salon.tom, is_active=False)
    await tap(anna, MoveVisit)
    assert "Tom takes no bookings at the moment" in anna.screen.text
    assert data_of(OpenVisits, anna.screen)
    assert not data_of(ChooseMasterAgain, anna.screen)


async def test_any_master_finds_another_where_one_is_switched_off(
    scene: Scene, anna: Person
) -> None:
    await to_card(anna, at(10), scene.salon.haircut)
    (shown,) = {"Mia", "Tom"} & set(anna.screen.text.replace("\n", " ").split())
    gone = {"Mia": scene.salon.mia, "Tom": scene.salon.tom}[shown]
    await scene.workshop.change(tables.masters, gone, is_active=False)
    await tap(anna, ConfirmBooking)
    (item,) = await scene.items()
    assert item.master_id != gone


async def test_a_day_off_that_is_entered_meanwhile_is_respected(scene: Scene, anna: Person) -> None:
    await to_card(anna, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    await scene.workshop.close_day(scene.salon.mia, at(10).date())
    await tap(anna, ConfirmBooking)
    assert TAKEN in anna.screen.text
    assert await scene.count() == 0


async def test_a_block_that_is_entered_meanwhile_is_respected(scene: Scene, anna: Person) -> None:
    await to_card(anna, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    await scene.workshop.block(scene.salon.mia, at(10, 45), at(12))
    await tap(anna, ConfirmBooking)
    assert TAKEN in anna.screen.text
    assert await scene.count() == 0


async def test_a_price_that_changed_is_shown_before_anything_is_booked(
    scene: Scene, anna: Person
) -> None:
    await to_card(anna, at(10), scene.salon.haircut)
    await scene.workshop.change(tables.services, scene.salon.haircut, price_minor=3500)
    await tap(anna, ConfirmBooking)
    assert "price has changed" in anna.notices[-1].text
    assert "€35" in anna.screen.text
    assert await scene.count() == 0
    await tap(anna, ConfirmBooking)
    (booking,) = await scene.bookings()
    assert booking.price_minor == 3500


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
    await scene.workshop.execute(
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
    await scene.workshop.turn_into_hold(BookingId(held.id), expires_at)

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
    assert "not confirmed in time" in ben.screen.text


async def test_a_day_that_filled_up_offers_the_nearest_times(scene: Scene, anna: Person) -> None:
    await to_days(anna, scene.salon.haircut, master_id=scene.salon.mia)
    await scene.workshop.close_day(scene.salon.mia, at(10).date())
    await tap(anna, ChooseDay(ordinal=at(10).toordinal()))
    assert "No free time on Mon, Mar 4" in anna.screen.text
    await tap(anna, ChooseStart)
    assert "Tuesday, March 5" in anna.screen.text
    await tap(anna, ConfirmBooking)
    assert await scene.count() == 1


async def test_a_calendar_without_any_free_day_says_so(scene: Scene, anna: Person) -> None:
    await to_masters(anna, scene.salon.haircut)
    await scene.change_policies(max_advance_days=0)
    await scene.workshop.close_day(scene.salon.mia, at(10).date())
    await tap(anna, ChooseMaster(master_id=scene.salon.mia))
    assert "No free time at the moment" in anna.screen.text
    assert not data_of(ChooseDay, anna.screen)


async def test_a_place_without_services_says_so(scene: Scene, anna: Person) -> None:
    for service_id in (scene.salon.haircut, scene.salon.colouring, scene.salon.massage):
        await scene.workshop.change(tables.services, service_id, is_active=False)
    await tap(anna, OpenBooking)
    assert "Nothing to book yet" in anna.screen.text
    assert data_of(Back, anna.screen)


async def test_a_business_without_a_place_says_so(scene: Scene, anna: Person) -> None:
    menu = anna.screen
    await scene.workshop.change(tables.locations, scene.salon.location, is_active=False)
    await anna.tap_data(data_of(OpenBooking, menu)[0])
    assert NOTHING_TO_BOOK in anna.screen.text
    assert [reason["reason"] for reason in scene.log.of("refused")] == ["LocationNotFoundError"]
    await tap(anna, Home)
    assert "still setting things up" in anna.screen.text
    await anna.send("/book")
    assert NOTHING_TO_BOOK in anna.screen.text
    assert len(scene.log.of("refused")) == 2
    await tap(anna, Home)
    assert "still setting things up" in anna.screen.text
    assert not data_of(OpenBooking, anna.screen)


async def test_a_screen_that_cannot_be_shown_is_logged_as_refused(
    scene: Scene, anna: Person
) -> None:
    await _maintain(scene, "")
    await tap(anna, OpenBooking)
    assert [line["reason"] for line in scene.log.of("refused")] == ["MaintenanceDenial"]


async def test_a_place_that_closes_down_in_the_middle_says_so(scene_without_redis: Scene) -> None:
    scene = scene_without_redis
    anna = await scene.welcome()
    await to_card(anna, at(10), scene.salon.haircut)
    await scene.workshop.change(tables.locations, scene.salon.location, is_active=False)
    await tap(anna, ConfirmBooking)
    assert NOTHING_TO_BOOK in anna.screen.text
    assert await scene.count() == 0


async def test_a_visit_that_the_business_cancelled_is_not_cancelled_again(
    scene: Scene, anna: Person
) -> None:
    await book(anna, at(10), scene.salon.haircut)
    await tap(anna, AskCancel)
    (booking,) = await scene.bookings()
    await scene.workshop.change(tables.bookings, booking.id, status="cancelled")
    await tap(anna, CancelVisitTap)
    assert "can no longer be changed" in anna.screen.text


@pytest.mark.parametrize("act", [MoveVisit, AskCancel])
async def test_a_visit_that_is_over_or_cancelled_is_refused_at_the_first_tap(
    scene: Scene, anna: Person, act: type[CallbackData]
) -> None:
    await book(anna, at(10), scene.salon.haircut)
    (booking,) = await scene.bookings()
    await scene.workshop.change(tables.bookings, booking.id, status="cancelled")
    await tap(anna, act)
    assert "can no longer be changed" in anna.screen.text

    await book(anna, at(11), scene.salon.haircut)
    scene.clock.advance(hours=5)
    await tap(anna, act)
    assert "can no longer be changed" in anna.screen.text
