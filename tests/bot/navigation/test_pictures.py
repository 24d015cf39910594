"""Screens with pictures and without follow one another in the living message."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import EditMessageCaption, EditMessageMedia
from markupsafe import Markup

from bot.callbacks.home import Home
from bot.navigation.conversation import LivingMessage
from bot.navigation.presenter import Presenter
from bot.ui.screen import Button, Screen
from demo.simulator import Person, Simulator
from demo.simulator.people.content import plain_png

pytestmark = pytest.mark.servers

ROWS = ((Button("Menu", tap=Home()),),)
WORDS = Screen(Markup("<b>words</b>"), ROWS)
REFUSED = Screen(Markup("<i>Noa</i>"), ROWS, "of-another-bot")
WORDS_ALONE = Screen(REFUSED.text, ROWS)


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture
async def anna(simulator: Simulator) -> Person:
    anna = simulator.add_person(first_name="Anna")
    await anna.send("/start", wait=False)
    return anna


@pytest.fixture
async def presenter(simulator: Simulator, anna: Person) -> AsyncIterator[Presenter]:
    session = AiohttpSession(api=simulator.api_server)
    html = DefaultBotProperties(parse_mode="HTML")
    yield Presenter(Bot(simulator.token, session=session, default=html), anna.id)
    await (await session.create_session()).close()  # without aiogram's pause for TLS


@pytest.fixture
def mia(simulator: Simulator) -> Screen:
    return Screen(Markup("<i>Mia</i>"), ROWS, simulator.add_file(plain_png(64, 64), "mia.png"))


@pytest.fixture
def tom(simulator: Simulator) -> Screen:
    return Screen(Markup("<i>Tom</i>"), ROWS, simulator.add_file(plain_png(48, 48), "tom.png"))


def _shows(person: Person, living: LivingMessage, screen: Screen) -> bool:
    """Return whether the living message is what the person sees, and is the screen."""
    shown = person.screen
    return (
        shown.id == living.id
        and (shown.html, shown.picture) == (screen.text, screen.picture)
        and shown.buttons == [["Menu"]]
        and living.picture == screen.picture
    )


async def test_words_become_a_picture_in_the_same_message(
    simulator: Simulator, presenter: Presenter, anna: Person, mia: Screen
) -> None:
    words = await presenter.show(WORDS, None)
    picture = await presenter.show(mia, words)
    assert picture.id == words.id
    assert _shows(anna, picture, mia)
    assert simulator.violations == []


async def test_a_picture_becomes_another_in_the_same_message(
    simulator: Simulator, presenter: Presenter, anna: Person, mia: Screen, tom: Screen
) -> None:
    first = await presenter.show(mia, None)
    assert _shows(anna, first, mia)
    second = await presenter.show(tom, first)
    assert second.id == first.id
    assert _shows(anna, second, tom)
    assert isinstance(simulator.calls[-1], EditMessageMedia)
    assert simulator.violations == []


async def test_only_the_words_change_under_the_same_picture(
    simulator: Simulator, presenter: Presenter, anna: Person, mia: Screen
) -> None:
    first = await presenter.show(mia, None)
    other = Screen(Markup("<b>Mia</b> in German"), ROWS, mia.picture)
    second = await presenter.show(other, first)
    assert second.id == first.id
    assert _shows(anna, second, other)
    assert isinstance(simulator.calls[-1], EditMessageCaption)
    assert simulator.violations == []


async def test_words_after_a_picture_come_in_a_new_message(
    simulator: Simulator, presenter: Presenter, anna: Person, mia: Screen
) -> None:
    picture = await presenter.show(mia, None)
    words = await presenter.show(WORDS, picture)
    assert words.id != picture.id
    assert _shows(anna, words, WORDS)
    await presenter.remove(picture.id)
    assert [message.id for message in anna.chat.from_bot] == [words.id]
    assert simulator.violations == []


async def test_the_same_screen_again_stays_where_it_is(
    simulator: Simulator, presenter: Presenter, anna: Person, mia: Screen
) -> None:
    simulator.allow("message is not modified")
    picture = await presenter.show(mia, None)
    again = await presenter.show(mia, picture)
    assert again == picture
    assert _shows(anna, again, mia)


async def test_a_picture_comes_anew_where_the_message_is_gone(
    simulator: Simulator, presenter: Presenter, anna: Person, mia: Screen, tom: Screen
) -> None:
    first = await presenter.show(mia, None)
    anna.delete(first.id)
    second = await presenter.show(tom, first)
    assert second.id != first.id
    assert _shows(anna, second, tom)
    assert simulator.violations == []


async def test_where_a_picture_is_refused_the_words_come_alone(
    simulator: Simulator, presenter: Presenter, anna: Person
) -> None:
    simulator.allow("wrong file_id")
    alone = await presenter.show(REFUSED, None)
    assert _shows(anna, alone, WORDS_ALONE)


async def test_words_become_the_words_of_a_refused_picture_in_the_same_message(
    simulator: Simulator, presenter: Presenter, anna: Person
) -> None:
    simulator.allow("wrong file_id")
    words = await presenter.show(WORDS, None)
    alone = await presenter.show(REFUSED, words)
    assert alone.id == words.id
    assert _shows(anna, alone, WORDS_ALONE)


async def test_after_a_picture_the_words_of_a_refused_one_come_in_a_new_message(
    simulator: Simulator, presenter: Presenter, anna: Person, mia: Screen
) -> None:
    simulator.allow("wrong file_id")
    picture = await presenter.show(mia, None)
    alone = await presenter.show(REFUSED, picture)
    assert alone.id != picture.id
    assert _shows(anna, alone, WORDS_ALONE)


async def test_what_is_wrong_with_the_words_is_not_kept_quiet(
    simulator: Simulator, presenter: Presenter, anna: Person
) -> None:
    simulator.allow("can't parse entities")
    with pytest.raises(TelegramBadRequest):
        await presenter.show(Screen(Markup("<b>"), ROWS, REFUSED.picture), None)
    assert anna.chat.from_bot == []
