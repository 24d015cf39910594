"""A master's days, weeks and clients in the chat."""

from datetime import date, timedelta

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.callbacks.clients import OpenOwnClient, OpenOwnClients
from bot.callbacks.home import Back, Page
from bot.callbacks.timetable import OpenToday, OpenWeek, SendWeekPicture, ShowDay, ShowWeek
from bot.callbacks.visit_card import MarkVisit, OpenListedVisit, SwitchRole
from demo.simulator import Person
from domain.shared.identity import Role
from domain.visit.outcomes import Mark
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.staff import admin, dismiss, make_master, master, user_of
from tests.e2e.support.texts import UNKNOWN_COMMAND
from tests.e2e.support.walks import book, data_of, tap
from tests.support.database import at

WEDNESDAY = date(2030, 3, 6)
DAY = timedelta(days=1)
NO_CLIENT = "no such client of yours"
STAFF_ONLY = "for our staff only"

FORGED: tuple[CallbackData, ...] = (
    OpenToday(),
    OpenWeek(),
    ShowDay(ordinal=WEDNESDAY.toordinal()),
    ShowWeek(ordinal=WEDNESDAY.toordinal()),
    SendWeekPicture(),
    OpenListedVisit(booking_id=1),
    OpenOwnClients(),
    OpenOwnClient(client_id=1),
)


@pytest.fixture
async def anna(scene: Scene) -> Person:
    """A client with a visit to Mia on Wednesday at ten."""
    anna = await scene.welcome("Anna")
    await book(anna, at(10, day=2), scene.salon.haircut, master_id=scene.salon.mia)
    return anna


@pytest.fixture
async def mia(scene: Scene, anna: Person) -> Person:
    """Her master, before the menu of masters."""
    mia = await master(scene, scene.salon.mia)
    await mia.start()
    await tap(mia, SwitchRole(role=Role.MASTER))
    return mia


def show(day: date) -> ShowDay:
    """Return the tap on a day."""
    return ShowDay(ordinal=day.toordinal())


async def test_a_master_turns_the_days_opens_a_visit_and_comes_back_to_the_very_day(
    mia: Person,
) -> None:
    await tap(mia, OpenToday)
    assert "Today · Monday, March 4, 2030" in mia.screen.text
    assert "Nobody has booked this day yet." in mia.screen.text
    await tap(mia, show(WEDNESDAY - DAY))
    await tap(mia, show(WEDNESDAY))
    assert "Wednesday, March 6, 2030" in mia.screen.text
    assert "Anna" in mia.screen.text
    await tap(mia, OpenListedVisit(booking_id=1))
    assert "Visit 1" in mia.screen.text
    await tap(mia, Back)
    assert "Wednesday, March 6, 2030" in mia.screen.text
    await tap(mia, show(date(2030, 3, 4)))
    assert "Today · Monday" in mia.screen.text
    await tap(mia, Back)
    assert data_of(OpenWeek, mia.screen)


async def test_what_was_marked_from_a_day_is_shown_there_as_over(scene: Scene, mia: Person) -> None:
    scene.clock.moment = at(10, day=2)
    await tap(mia, OpenToday)
    await tap(mia, OpenListedVisit(booking_id=1))
    await tap(mia, MarkVisit(booking_id=1, mark=Mark.ARRIVED))
    await tap(mia, Back)
    assert "👋 is here" in mia.screen.text
    await tap(mia, OpenListedVisit(booking_id=1))
    await tap(mia, MarkVisit(booking_id=1, mark=Mark.CASH))
    await tap(mia, Back)
    assert "✅ done" in mia.screen.text
    assert "Nobody else comes" in mia.screen.text


async def test_a_day_stays_the_one_that_it_was_when_the_next_one_begins(
    scene: Scene, mia: Person
) -> None:
    await tap(mia, OpenWeek)
    await tap(mia, show(WEDNESDAY))
    await tap(mia, OpenListedVisit(booking_id=1))
    scene.clock.moment = at(9, day=3)
    await tap(mia, Back)
    assert "Wednesday, March 6, 2030" in mia.screen.text
    assert "❔ not marked yet" in mia.screen.text


async def test_a_day_without_work_says_why(scene: Scene, mia: Person) -> None:
    await scene.database.close_day(scene.salon.mia, WEDNESDAY + DAY)
    await tap(mia, OpenWeek)
    await tap(mia, show(WEDNESDAY + DAY))
    assert "Day off" in mia.screen.text
    await tap(mia, Back)
    await tap(mia, show(WEDNESDAY + 4 * DAY))
    assert "No working hours" in mia.screen.text


async def test_a_week_is_paged_and_its_picture_arrives_as_a_photo(mia: Person) -> None:
    await tap(mia, OpenWeek)
    assert "This week · Mon, Mar 4 – Sun, Mar 10" in mia.screen.text
    assert "1 visit" in mia.screen.text
    await tap(mia, ShowWeek(ordinal=date(2030, 3, 11).toordinal()))
    assert "Mon, Mar 11 – Sun, Mar 17" in mia.screen.text
    assert "1 visit" not in mia.screen.text
    said = len(mia.chat.from_bot)
    await tap(mia, SendWeekPicture)
    (photo,) = mia.chat.from_bot[said:]
    assert photo.picture
    assert photo.text == "Mon, Mar 11 – Sun, Mar 17"


async def test_the_commands_lead_there_from_anywhere(mia: Person) -> None:
    await mia.send("/today")
    assert "Today · Monday" in mia.screen.text
    await mia.send("/week")
    assert "This week" in mia.screen.text


async def test_the_clients_are_found_by_first_name_and_shown_with_their_visits(
    scene: Scene, anna: Person, mia: Person
) -> None:
    ben = await scene.welcome("Ben")
    await book(ben, at(12, day=2), scene.salon.haircut, master_id=scene.salon.mia)
    client_id = await user_of(scene, anna)
    await scene.database.change(
        tables.users, client_id, phone="+49301234", display_name="Anna Petrova"
    )
    await tap(mia, OpenOwnClients)
    assert len(data_of(OpenOwnClient, mia.screen)) == 2
    await mia.send("NN")
    assert data_of(OpenOwnClient, mia.screen) == [OpenOwnClient(client_id=client_id).pack()]
    await tap(mia, OpenOwnClient)
    assert "Anna · +49 30 1234" in mia.screen.text
    assert "Petrova" not in mia.screen.text
    assert "Next visit" in mia.screen.text
    await tap(mia, OpenListedVisit(booking_id=1))
    assert "Visit 1" in mia.screen.text
    await tap(mia, Back)
    await tap(mia, Back)
    assert data_of(OpenOwnClient, mia.screen) == [OpenOwnClient(client_id=client_id).pack()]
    await mia.send("nobody")
    assert "None of your clients" in mia.screen.text
    assert len(data_of(OpenOwnClient, mia.screen)) == 1
    await tap(mia, OpenOwnClients)
    assert len(data_of(OpenOwnClient, mia.screen)) == 2


async def test_a_forged_page_is_the_last_one(mia: Person) -> None:
    for screen, words in ((OpenToday, "Nobody has booked"), (OpenOwnClients, "My clients")):
        await tap(mia, screen)
        await mia.tap_data(Page(number=10**9).pack())
        assert words in mia.screen.text
        await tap(mia, Back)


@pytest.mark.parametrize("forged", FORGED, ids=lambda tap: tap.__prefix__)
async def test_a_clients_forged_taps_and_commands_get_nothing(
    scene: Scene, anna: Person, forged: CallbackData
) -> None:
    await anna.start()
    said = len(anna.chat.from_bot)
    await anna.tap_data(forged.pack())
    assert not data_of(OpenListedVisit, anna.screen)
    assert not data_of(OpenOwnClient, anna.screen)
    assert not any(message.picture for message in anna.chat.from_bot[said:])
    for command in ("/today", "/week"):
        await anna.send(command)
        assert UNKNOWN_COMMAND in anna.screen.text


async def test_another_master_sees_neither_the_visit_nor_the_client(
    scene: Scene, anna: Person
) -> None:
    tom = await master(scene, scene.salon.tom, "Tom")
    await tom.send("/week")
    assert "visit" not in tom.screen.text
    await tap(tom, show(WEDNESDAY))
    assert "Anna" not in tom.screen.text
    await tom.tap_data(OpenListedVisit(booking_id=1).pack())
    assert "Anna" not in tom.screen.text
    await tom.start()
    await tap(tom, SwitchRole(role=Role.MASTER))
    await tap(tom, OpenOwnClients)
    await tom.tap_data(OpenOwnClient(client_id=await user_of(scene, anna)).pack())
    assert NO_CLIENT in tom.screen.text


async def test_an_admin_who_is_no_master_has_no_days(scene: Scene, anna: Person) -> None:
    kim = await admin(scene)
    await kim.send("/today")
    assert UNKNOWN_COMMAND in kim.screen.text
    await make_master(scene, kim, scene.salon.mia)
    await kim.send("/today")
    assert "Today" in kim.screen.text


async def test_who_is_no_master_any_more_finds_the_menu(scene: Scene, mia: Person) -> None:
    await tap(mia, OpenWeek)
    await dismiss(scene, scene.salon.mia)
    await tap(mia, show(WEDNESDAY))
    assert STAFF_ONLY in mia.notices[-1].text
    assert "Anna" not in mia.screen.text
