"""Back, Home and the change of language: every screen as it was left."""

from collections.abc import AsyncIterator

import pytest
from aiogram.types import InlineKeyboardButton

from bot.callbacks.booking import ChooseLocation, OpenBooking, ServicesChosenTap, TickService
from bot.callbacks.home import Back, Home
from bot.callbacks.profile import ChooseLanguageTap
from bot.handlers.profile.profile import ProfileView
from demo.simulator import Person
from tests.e2e.support.scene import Scene
from tests.e2e.support.walks import book, data_of, tap
from tests.e2e.support.ways_to_views import go, offer_many_times, way_to_note, ways_of
from tests.support.database import at

View = tuple[str, list[list[InlineKeyboardButton]]]


@pytest.fixture
async def anna(scene: Scene) -> AsyncIterator[Person]:
    """Somebody with a visit."""
    await offer_many_times(scene)
    anna = await scene.welcome()
    await book(anna, at(10), scene.salon.haircut)
    await anna.start()
    yield anna
    assert not scene.log.of("update_failed")


def _view(person: Person) -> View:
    return person.screen.html, person.screen.rows


def _depth(person: Person) -> int:
    """Return at which level of the stack the person is; the menu, the first, has no Back."""
    back = data_of(Back, person.screen)
    return Back.unpack(back[0]).depth if back else 1


async def test_back_shows_every_level_as_it_was_left(scene: Scene, anna: Person) -> None:
    left: dict[int, View] = {}
    for step in way_to_note(scene.salon):
        left[_depth(anna)] = _view(anna)
        await tap(anna, step)
    assert len(left) == 7
    for depth in range(7, 0, -1):
        await tap(anna, Back)
        assert _view(anna) == left[depth]


async def test_what_is_changed_after_going_back_holds_from_there_on(
    scene: Scene, anna: Person
) -> None:
    way = way_to_note(scene.salon)
    await go(anna, way[:6])
    assert "Noa" in anna.screen.text
    for _ in range(3):
        await tap(anna, Back)
    await go(anna, [TickService(service_id=scene.salon.massage, on=False), ServicesChosenTap])
    assert "Massage" not in anna.screen.text
    assert "Haircut" in anna.screen.text


async def test_home_leads_to_the_menu_from_everywhere(
    scene: Scene, anna: Person, subtests: pytest.Subtests
) -> None:
    menu = _view(anna)
    for view, way in ways_of(scene.salon).items():
        with subtests.test(view.value):
            await go(anna, way)
            if _depth(anna) > 1:
                await tap(anna, Home if data_of(Home, anna.screen) else Back)
            assert _view(anna) == menu


async def test_another_language_in_the_middle_shows_the_same_screen(
    scene: Scene, anna: Person, subtests: pytest.Subtests
) -> None:
    ways = dict(ways_of(scene.salon))
    del ways[ProfileView.LANGUAGE]  # a choice closes it
    for view, way in ways.items():
        with subtests.test(view.value):
            await anna.start()
            await go(anna, way)
            in_english = _view(anna)
            await _speak(anna, "de")
            in_german = _view(anna)
            await anna.start()
            await go(anna, way)
            assert _view(anna) == in_german
            assert in_german != in_english
            await _speak(anna, "en")


async def _speak(anna: Person, language: str) -> None:
    await anna.send("/language")
    await tap(anna, ChooseLanguageTap(language=language))


async def test_a_language_asked_for_twice_is_chosen_once(anna: Person) -> None:
    await anna.send("/language")
    await _speak(anna, "ru")
    assert anna.notices[-1].text == "Теперь мы говорим по-русски."
    assert _depth(anna) == 1


async def test_a_place_is_chosen_where_there_are_several(scene: Scene, anna: Person) -> None:
    other = await scene.database.open_location(name="Salon Mond", address="")
    await scene.database.hire(other, await scene.database.sell(other, "Shave"))
    await tap(anna, OpenBooking)
    assert "Where would you like to come?" in anna.screen.text
    places = _view(anna)
    await tap(anna, ChooseLocation(location_id=other))
    assert "Shave" in anna.screen.text
    assert "Haircut" not in anna.screen.text
    await tap(anna, Back)
    assert _view(anna) == places
    await _speak(anna, "de")
    assert [row[0].callback_data for row in _view(anna)[1]] == [
        row[0].callback_data for row in places[1]
    ]
    assert _view(anna) != places
