"""A client looks at the masters with their pictures before choosing."""

import asyncio
from collections.abc import AsyncIterator, Mapping

import pytest
from aiogram.types import InlineKeyboardButton

from bot.callbacks.booking import (
    ChooseDay,
    ChooseMaster,
    ChooseMasterOfService,
    ChooseStart,
    ConfirmBooking,
    MeetMasters,
)
from bot.callbacks.home import Back, Home, Page
from bot.callbacks.profile import ChooseLanguageTap
from bot.callbacks.values import minute_of
from demo.simulator import Person
from demo.simulator.people.content import plain_png
from domain.shared.ids import MasterId
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.walks import data_of, tap, to_masters
from tests.support.database import at

View = tuple[str, str | None, list[list[InlineKeyboardButton]]]


@pytest.fixture
async def pictures(scene: Scene) -> Mapping[MasterId, str]:
    """Mia, Tom and Lea have one each."""
    salon = scene.salon
    found = {}
    for side, master_id in enumerate((salon.mia, salon.tom, salon.lea), start=32):
        found[master_id] = scene.simulator.add_file(plain_png(side, side), f"{side}.png")
        await scene.database.change(tables.masters, master_id, photo=found[master_id])
    return found


@pytest.fixture
async def anna(scene: Scene, pictures: Mapping[MasterId, str]) -> AsyncIterator[Person]:
    """Somebody who looks at the first picture: Mia, for a haircut."""
    anna = await scene.welcome()
    await to_masters(anna, scene.salon.haircut)
    await tap(anna, MeetMasters)
    assert anna.screen.picture == pictures[scene.salon.mia]
    yield anna
    assert not scene.log.of("update_failed")
    assert len([message for message in anna.chat.from_bot if message.rows]) == 1


def _view(person: Person) -> View:
    screen = person.screen
    return screen.html, screen.picture, screen.rows


async def test_masters_are_looked_at_one_by_one_in_one_message(
    scene: Scene, anna: Person, pictures: Mapping[MasterId, str]
) -> None:
    living = anna.screen.id
    assert "Mia · 1 of 2" in anna.screen.text
    await anna.tap("Tom ›")
    assert "Tom · 2 of 2" in anna.screen.text
    assert anna.screen.picture == pictures[scene.salon.tom]
    await anna.tap("Mia ›")
    assert "Mia · 1 of 2" in anna.screen.text
    assert [message.id for message in anna.chat.from_bot] == [living]


async def test_back_leads_to_the_list_as_it_was(scene: Scene, anna: Person) -> None:
    await tap(anna, Page)
    await tap(anna, Back)
    after = _view(anna)
    await anna.start()
    await to_masters(anna, scene.salon.haircut)
    assert _view(anna) == after
    assert anna.screen.picture is None


async def test_home_leads_from_a_picture_to_the_menu(scene: Scene, anna: Person) -> None:
    await tap(anna, Home)
    menu = _view(anna)
    await anna.start()
    assert _view(anna) == menu
    assert not data_of(Back, anna.screen)


async def test_who_is_chosen_from_a_picture_is_booked(scene: Scene, anna: Person) -> None:
    await tap(anna, Page)
    card = _view(anna)
    await anna.tap("Choose Tom")
    days = anna.screen.text
    await tap(anna, Back)
    assert _view(anna) == card
    await anna.tap("Choose Tom")
    assert anna.screen.text == days
    await tap(anna, ChooseDay(ordinal=at(10).toordinal()))
    await tap(anna, ChooseStart(minute=minute_of(at(10))))
    await tap(anna, ConfirmBooking)
    (item,) = await scene.items()
    assert item.master_id == scene.salon.tom


async def test_choosing_from_a_picture_shows_what_choosing_from_the_list_shows(
    scene: Scene, anna: Person
) -> None:
    await anna.tap("Choose Mia")
    from_picture = anna.screen.text
    await anna.start()
    await to_masters(anna, scene.salon.haircut)
    await tap(anna, ChooseMaster(master_id=scene.salon.mia))
    assert anna.screen.text == from_picture


async def test_masters_are_met_service_by_service(scene: Scene, anna: Person) -> None:
    salon = scene.salon
    await anna.start()
    await to_masters(anna, salon.haircut, salon.massage)
    await tap(anna, MeetMasters)
    await tap(anna, ChooseMasterOfService(position=0, master_id=salon.mia))
    assert "Service 2 of 2" in anna.screen.text
    await tap(anna, MeetMasters)
    assert "Lea · 1 of 2" in anna.screen.text
    await tap(anna, Page(number=1))
    assert "Deep tissue and calm hands." in anna.screen.text
    assert anna.screen.picture is None
    await tap(anna, ChooseMasterOfService(position=1, master_id=salon.noa))
    assert "Haircut (Mia), Massage (Noa)" in anna.screen.text


async def test_another_language_shows_the_same_picture(anna: Person) -> None:
    _, picture, rows = _view(anna)
    await anna.send("/language")
    assert anna.screen.picture is None
    await tap(anna, ChooseLanguageTap(language="de"))
    assert "Mia · 1 von 2" in anna.screen.text
    assert anna.screen.picture == picture
    taps = [button.callback_data for row in anna.screen.rows for button in row]
    assert taps == [button.callback_data for row in rows for button in row]
    await anna.tap("Mia wählen")
    assert "Welcher Tag" in anna.screen.text


async def test_a_text_brings_the_picture_again_beneath_a_word_about_it(anna: Person) -> None:
    picture = anna.screen.picture
    await anna.send("Is she nice?")
    assert anna.screen.text.startswith("Please use the buttons below")
    assert "Mia · 1 of 2" in anna.screen.text
    assert anna.screen.picture == picture


async def test_a_double_tap_on_an_arrow_turns_once(anna: Person) -> None:
    (back, on) = data_of(Page, anna.screen)
    assert back == on
    await asyncio.gather(anna.tap_data(on, wait=False), anna.tap_data(on, wait=False))
    await anna.settle()
    assert "Tom · 2 of 2" in anna.screen.text


async def test_a_double_tap_on_the_choice_chooses_once(scene: Scene, anna: Person) -> None:
    (choose,) = data_of(ChooseMaster, anna.screen)
    await asyncio.gather(anna.tap_data(choose, wait=False), anna.tap_data(choose, wait=False))
    await anna.settle()
    assert "Which day suits you?" in anna.screen.text


async def test_a_picture_that_was_deleted_comes_again(anna: Person) -> None:
    await anna.send("/language")
    older, _ = anna.chat.from_bot
    await tap(anna, Back)
    view = _view(anna)
    anna.delete(anna.screen)
    await anna.tap_data("any button of it", message=older)
    assert _view(anna) == view


async def test_a_forged_choice_is_explained_and_back_leads_to_the_picture(
    scene: Scene, anna: Person
) -> None:
    card = _view(anna)
    await anna.tap_data(ChooseMaster(master_id=scene.salon.lea).pack())
    assert "This choice cannot be booked" in anna.screen.text
    assert anna.screen.picture is None
    await tap(anna, Back)
    assert _view(anna) == card


async def test_the_gallery_follows_the_masters_who_work_now(scene: Scene, anna: Person) -> None:
    await tap(anna, Page)
    await scene.database.change(tables.masters, scene.salon.tom, is_active=False)
    await anna.tap("Mia ›")
    assert anna.screen.text.startswith("👤 Mia\n")
    assert not data_of(Page, anna.screen)


async def test_a_picture_that_telegram_refuses_is_left_out(scene: Scene) -> None:
    scene.simulator.allow("wrong file_id")
    await scene.database.change(tables.masters, scene.salon.mia, photo="of-another-bot")
    anna = await scene.welcome()
    living = anna.screen.id
    await to_masters(anna, scene.salon.haircut)
    await tap(anna, MeetMasters)
    assert "Mia · 1 of 2" in anna.screen.text
    assert (anna.screen.picture, anna.screen.id) == (None, living)
    await anna.tap("Choose Mia")
    assert [message.id for message in anna.chat.from_bot] == [living]
    (refusal,) = scene.log.of("picture_refused")
    assert refusal["level"] == "warning"


async def test_nothing_is_offered_where_there_is_nothing_to_see(scene: Scene) -> None:
    anna = await scene.welcome()
    await to_masters(anna, scene.salon.haircut)
    assert not data_of(MeetMasters, anna.screen)
