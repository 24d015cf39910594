"""What the business sells, and who works when, changes while somebody is choosing."""

from bot.callbacks.booking import (
    AddNote,
    ChooseDay,
    ChooseMaster,
    ChooseMasterAgain,
    ChooseStart,
    ConfirmBooking,
    OpenBooking,
    ServicesChosenTap,
    TickService,
)
from bot.callbacks.changes import WithAnyMaster
from bot.callbacks.values import minute_of
from bot.callbacks.visits import MoveVisit
from demo.simulator import Person
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import MASTERS, TAKEN
from tests.e2e.support.walks import book, data_of, tap, to_card
from tests.e2e.support.ways_to_views import go
from tests.support.database import at


async def test_a_service_that_is_switched_off_is_named_on_the_card(
    scene: Scene, anna: Person
) -> None:
    await to_card(anna, at(10), scene.salon.haircut)
    await scene.database.change(tables.services, scene.salon.haircut, is_active=False)
    await tap(anna, ConfirmBooking)
    assert "Haircut is no longer offered" in anna.screen.text
    assert await scene.count() == 0
    await tap(anna, OpenBooking)
    assert "Haircut" not in anna.screen.text


async def test_a_ticked_service_that_is_switched_off_stops_the_way(
    scene: Scene, anna: Person
) -> None:
    await go(anna, [OpenBooking, TickService(service_id=scene.salon.haircut, on=True)])
    await scene.database.change(tables.services, scene.salon.haircut, is_active=False)
    await tap(anna, ServicesChosenTap)
    assert "Haircut is no longer offered" in anna.screen.text
    await go(anna, [OpenBooking, TickService(service_id=scene.salon.massage, on=True)])
    await tap(anna, ServicesChosenTap)
    assert MASTERS in anna.screen.text


async def test_a_master_who_is_switched_off_is_named(scene: Scene, anna: Person) -> None:
    await to_card(anna, at(10), scene.salon.haircut, master_id=scene.salon.tom)
    await scene.database.change(tables.masters, scene.salon.tom, is_active=False)
    await tap(anna, ConfirmBooking)
    assert "Tom takes no bookings at the moment" in anna.screen.text
    assert await scene.count() == 0


async def test_instead_of_a_master_who_is_gone_another_is_chosen_and_the_rest_is_kept(
    scene: Scene, anna: Person
) -> None:
    await to_card(anna, at(10), scene.salon.haircut, master_id=scene.salon.tom)
    await tap(anna, AddNote)
    await anna.send("Short, please")
    await scene.database.change(tables.masters, scene.salon.tom, is_active=False)
    await tap(anna, ConfirmBooking)
    await tap(anna, ChooseMasterAgain)
    assert MASTERS in anna.screen.text
    await tap(anna, ChooseMaster(master_id=scene.salon.mia))
    await tap(anna, ChooseDay(ordinal=at(10).toordinal()))
    await go(anna, [ChooseStart(minute=minute_of(at(10))), ConfirmBooking])
    (booking,) = await scene.bookings()
    assert booking.note == "Short, please"


async def test_a_visit_of_a_master_who_is_gone_can_be_moved_to_anybody(
    scene: Scene, anna: Person
) -> None:
    await book(anna, at(10), scene.salon.haircut, master_id=scene.salon.tom)
    await scene.database.change(tables.masters, scene.salon.tom, is_active=False)
    await tap(anna, MoveVisit)
    assert "Tom takes no bookings at the moment" in anna.screen.text
    assert not data_of(ChooseMasterAgain, anna.screen)
    await tap(anna, WithAnyMaster)
    assert data_of(ChooseDay, anna.screen)


async def test_any_master_finds_another_where_one_is_switched_off(
    scene: Scene, anna: Person
) -> None:
    await to_card(anna, at(10), scene.salon.haircut)
    (shown,) = {"Mia", "Tom"} & set(anna.screen.text.replace("\n", " ").split())
    gone = {"Mia": scene.salon.mia, "Tom": scene.salon.tom}[shown]
    await scene.database.change(tables.masters, gone, is_active=False)
    await tap(anna, ConfirmBooking)
    (item,) = await scene.items()
    assert item.master_id != gone


async def test_a_day_off_that_is_entered_meanwhile_is_respected(scene: Scene, anna: Person) -> None:
    await to_card(anna, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    await scene.database.close_day(scene.salon.mia, at(10).date())
    await tap(anna, ConfirmBooking)
    assert TAKEN in anna.screen.text
    assert await scene.count() == 0


async def test_a_block_that_is_entered_meanwhile_is_respected(scene: Scene, anna: Person) -> None:
    await to_card(anna, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    await scene.database.block(scene.salon.mia, at(10, 45), at(12))
    await tap(anna, ConfirmBooking)
    assert TAKEN in anna.screen.text
    assert await scene.count() == 0


async def test_a_price_that_changed_is_shown_before_anything_is_booked(
    scene: Scene, anna: Person
) -> None:
    await to_card(anna, at(10), scene.salon.haircut)
    await scene.database.change(tables.services, scene.salon.haircut, price_minor=3500)
    await tap(anna, ConfirmBooking)
    assert "price has changed" in anna.notices[-1].text
    assert "€35" in anna.screen.text
    assert await scene.count() == 0
    await tap(anna, ConfirmBooking)
    (booking,) = await scene.bookings()
    assert booking.price_minor == 3500
