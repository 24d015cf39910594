"""Everybody's visits, as an admin looks through them in the chat."""

from datetime import timedelta

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.callbacks.bookings import (
    ClearClientFilter,
    ClearFilters,
    FilterBy,
    FilterByDays,
    FilterByStatus,
    FilterPart,
    OnlyStatus,
    OpenBookingFilters,
    OpenBookingList,
    OpenFilterPart,
)
from bot.callbacks.home import Back, Home, Page
from bot.callbacks.visit_card import OpenListedVisit, SwitchRole
from demo.simulator import Person
from domain.shared.identity import Role
from domain.shared.ids import BookingId, UserId
from domain.visit.model import BookingStatus
from domain.visit_queries.booking_filter import NamedDays
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.staff import admin, make_admin, master
from tests.e2e.support.texts import MENU, UNKNOWN_COMMAND
from tests.e2e.support.walks import data_of, tap
from tests.support.bookings_fixture import BookingsFixture
from tests.support.database import at

PAGE = 8
HALF_HOUR = timedelta(minutes=30)


@pytest.fixture
async def diary(scene: Scene) -> BookingsFixture:
    """The salon's book, with nothing in it yet: Ann and Bob are clients of whom the chat knows."""
    salon = scene.salon
    anna = await scene.database.meet("Анна Петрова")
    bob = await scene.database.meet("Bob")
    await scene.database.change(tables.users, anna.user_id, phone="+491701234567")
    return BookingsFixture(
        database=scene.database,
        shop=salon.location,
        cut=salon.haircut,
        colour=salon.colouring,
        mia=salon.mia,
        tom=salon.tom,
        ann=anna.user_id,
        bob=bob.user_id,
    )


@pytest.fixture
async def kim(scene: Scene, diary: BookingsFixture) -> Person:
    """An admin, in the menu of the admins."""
    kim = await admin(scene)
    await kim.start()
    await tap(kim, SwitchRole(role=Role.ADMIN))
    return kim


async def fill(diary: BookingsFixture, count: int, client: UserId | None = None) -> list[BookingId]:
    """Write visits every half an hour from Tuesday at nine on."""
    return [await diary.write(at(9, day=1) + n * HALF_HOUR, client=client) for n in range(count)]


def listed(person: Person) -> list[str]:
    """Return what the buttons of visits send."""
    return data_of(OpenListedVisit, person.screen)


def taps_of(*visits: BookingId) -> list[str]:
    """Return what such buttons would send."""
    return [OpenListedVisit(booking_id=visit).pack() for visit in visits]


async def test_pages_lead_through_the_list_and_to_its_ends(
    kim: Person, diary: BookingsFixture
) -> None:
    visits = await fill(diary, 3 * PAGE)
    await tap(kim, OpenBookingList)
    assert "Bookings · 24 visits" in kim.screen.text
    assert listed(kim) == taps_of(*visits[:PAGE])
    await tap(kim, Page(number=2))
    assert listed(kim) == taps_of(*visits[-PAGE:])
    await tap(kim, Page(number=1))
    assert listed(kim) == taps_of(*visits[PAGE : 2 * PAGE])
    await tap(kim, Page(number=0))
    assert listed(kim) == taps_of(*visits[:PAGE])


async def test_back_from_a_card_leads_to_the_very_page_with_its_filters(
    kim: Person, diary: BookingsFixture
) -> None:
    visits = await fill(diary, 2 * PAGE + 1)
    await diary.write(at(8, day=1), (diary.cut, diary.tom))
    await tap(kim, OpenBookingList)
    await tap(kim, OpenBookingFilters)
    await tap(kim, OpenFilterPart(part=FilterPart.MASTER))
    await tap(kim, FilterBy(part=FilterPart.MASTER, id=diary.mia))
    assert "✂️ Mia" in kim.screen.text
    await tap(kim, Page(number=2))
    page = kim.screen
    assert listed(kim) == taps_of(visits[-1])
    await tap(kim, OpenListedVisit)
    assert f"Visit {visits[-1]} · booked" in kim.screen.text
    await tap(kim, Back)
    assert (kim.screen.text, kim.screen.rows) == (page.text, page.rows)


async def test_a_page_that_is_gone_in_the_meantime_is_the_last_one_there_is(
    scene: Scene, kim: Person, diary: BookingsFixture
) -> None:
    visits = await fill(diary, PAGE + 1)
    await tap(kim, OpenBookingList)
    await tap(kim, Page(number=1))
    await tap(kim, OpenListedVisit)
    gone = {"status": BookingStatus.CANCELLED}
    await scene.database.change(tables.bookings, visits[-1], **gone)
    await tap(kim, Back)
    assert listed(kim) == taps_of(*visits[:PAGE])


async def test_what_is_typed_finds_the_visits_of_a_client_until_it_is_cleared(
    kim: Person, diary: BookingsFixture
) -> None:
    bobs = await fill(diary, 2, diary.bob)
    annas = [await diary.write(at(14, day=2))]
    for text in ("петр", "0170 123-45", "АННА"):
        await kim.send("/bookings")
        await kim.send(text)
        assert "👤 Анна Петрова" in kim.screen.text
        assert listed(kim) == taps_of(*annas)
    await tap(kim, ClearFilters)
    assert listed(kim) == taps_of(*bobs, *annas)
    await kim.send("/bookings bob")
    assert listed(kim) == taps_of(*bobs)
    await kim.send("Zoe %_")
    assert "Nobody is called so" in kim.screen.text
    assert listed(kim) == []
    await tap(kim, OpenBookingFilters)
    await tap(kim, ClearClientFilter)
    assert listed(kim) == taps_of(*bobs, *annas)


async def test_who_has_no_visit_ahead_is_found_in_the_past(
    kim: Person, diary: BookingsFixture
) -> None:
    last_week = await diary.write(at(10, day=-4), status=BookingStatus.COMPLETED)
    await kim.send("/bookings Анна")
    assert listed(kim) == []
    await tap(kim, FilterByDays(days=NamedDays.ALL))
    assert listed(kim) == taps_of(last_week)
    assert "👤 Анна Петрова" in kim.screen.text


async def test_filters_add_up_and_are_all_cleared_at_once(
    kim: Person, diary: BookingsFixture
) -> None:
    cut = await diary.write(at(9, day=1))
    cancelled = await diary.write(at(9, day=2), status=BookingStatus.CANCELLED)
    toms = await diary.write(at(9, day=2), (diary.cut, diary.tom), status=BookingStatus.CANCELLED)
    await tap(kim, OpenBookingList)
    await tap(kim, OpenBookingFilters)
    await tap(kim, OpenFilterPart(part=FilterPart.STATUS))
    await tap(kim, FilterByStatus(status=BookingStatus.NO_SHOW, on=False))
    await tap(kim, OnlyStatus(status=BookingStatus.CANCELLED))
    assert "📌 cancelled" in kim.screen.text
    assert listed(kim) == taps_of(cancelled, toms)
    await tap(kim, OpenBookingFilters)
    await tap(kim, OpenFilterPart(part=FilterPart.MASTER))
    await tap(kim, FilterBy(part=FilterPart.MASTER, id=diary.tom))
    assert listed(kim) == taps_of(toms)
    await tap(kim, OpenBookingFilters)
    await kim.send("5.3.2030")
    assert listed(kim) == []
    assert "Tue, Mar 5, 2030" in kim.screen.text
    await tap(kim, ClearFilters)
    assert listed(kim) == taps_of(cut)


async def test_days_that_cannot_be_read_are_asked_for_again(
    kim: Person, diary: BookingsFixture
) -> None:
    await tap(kim, OpenBookingList)
    await tap(kim, OpenBookingFilters)
    await tap(kim, OpenFilterPart(part=FilterPart.DAYS))
    await kim.send("some day")
    assert "Please write days such as" in kim.screen.text
    await tap(kim, FilterByDays(days=NamedDays.NEXT_WEEK))
    assert "📅 Next week" in kim.screen.text
    await tap(kim, Back)
    assert "Running the place" in kim.screen.text


async def test_the_list_is_read_in_another_language(scene: Scene, diary: BookingsFixture) -> None:
    await diary.write(at(10))
    olga = await scene.welcome("Olga", language="ru")
    await make_admin(scene, olga)
    await olga.send("/bookings")
    assert len(listed(olga)) == 1
    assert "Записи" in olga.screen.text
    assert "С сегодняшнего дня" in olga.screen.text


FORGED: tuple[CallbackData, ...] = (
    OpenBookingList(),
    OpenBookingFilters(),
    OpenFilterPart(part=FilterPart.STATUS),
    FilterBy(part=FilterPart.MASTER, id=1),
    FilterByStatus(status=BookingStatus.CANCELLED, on=True),
    FilterByDays(days=NamedDays.ALL),
    OnlyStatus(status=BookingStatus.CANCELLED),
    ClearClientFilter(),
    ClearFilters(),
    OpenListedVisit(booking_id=1),
)


@pytest.mark.parametrize("is_master", [False, True])
async def test_forged_taps_of_others_show_nobodys_visits(
    scene: Scene, diary: BookingsFixture, *, is_master: bool
) -> None:
    await diary.write(at(10), (diary.cut, diary.tom))
    person = await (master(scene, diary.mia, "Eve") if is_master else scene.welcome("Eve"))
    for screen in (Home(), SwitchRole(role=Role.MASTER)) if is_master else (Home(),):
        for forged in FORGED:
            await person.start()
            await person.tap_data(screen.pack())
            await person.tap_data(forged.pack())
            assert listed(person) == []
            assert "Анна" not in person.screen.text
    await person.send("/bookings Анна")
    assert "Анна" not in person.screen.text
    assert UNKNOWN_COMMAND in person.screen.text


async def test_who_is_no_admin_any_more_finds_the_menu(
    scene: Scene, kim: Person, diary: BookingsFixture
) -> None:
    await diary.write(at(10))
    await tap(kim, OpenBookingList)
    await make_admin(scene, kim, is_admin=False)
    await kim.send("Анна")
    assert MENU in kim.screen.text
    assert "Петрова" not in kim.screen.text
