"""What becomes of a screen when Telegram will not have it where it was to go."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramForbiddenError
from markupsafe import Markup

from bot.callbacks.home import OpenHelp
from bot.navigation.conversation import LivingMessage
from bot.navigation.presenter import Presenter
from bot.ui.screen import Button, Screen
from demo.simulator import Person, Simulator
from tests.support.services import StoppedClock

pytestmark = pytest.mark.servers

BUTTONS = ((Button("Help", tap=OpenHelp()),),)
FIRST = Screen(Markup("<b>first</b>"), BUTTONS)
SECOND = Screen(Markup("second"), BUTTONS)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime(2030, 3, 4, tzinfo=UTC))


@pytest.fixture
async def simulator(clock: StoppedClock) -> AsyncIterator[Simulator]:
    async with Simulator(clock=clock.now) as simulator:
        yield simulator


@pytest.fixture
def anna(simulator: Simulator) -> Person:
    anna = simulator.add_person(first_name="Anna")
    anna.private_chat.started = True
    return anna


@pytest.fixture
async def presenter(simulator: Simulator, anna: Person) -> AsyncIterator[Presenter]:
    session = AiohttpSession(api=simulator.api_server)
    defaults = DefaultBotProperties(parse_mode=ParseMode.HTML)
    async with Bot(simulator.token, session=session, default=defaults) as bot:
        yield Presenter(bot, anna.id)


async def test_the_first_screen_is_sent_and_the_next_edits_it(
    presenter: Presenter, anna: Person
) -> None:
    living = await presenter.show(FIRST, None)
    assert (anna.screen.html, anna.screen.buttons) == ("<b>first</b>", [["Help"]])
    assert await presenter.show(SECOND, living) == living
    assert [message.text for message in anna.chat.from_bot] == ["second"]


async def test_an_edit_that_changes_nothing_is_as_good_as_done(
    presenter: Presenter, simulator: Simulator, anna: Person
) -> None:
    simulator.allow("message is not modified")
    living = await presenter.show(FIRST, None)
    assert await presenter.show(FIRST, living) == living
    assert len(anna.chat.from_bot) == 1


async def test_a_message_that_is_gone_is_replaced_by_a_new_one(
    presenter: Presenter, anna: Person
) -> None:
    living = await presenter.show(FIRST, None)
    anna.clear_chat()
    again = await presenter.show(SECOND, living)
    assert again != living
    assert [message.id for message in anna.chat.from_bot] == [again.id]


async def test_a_message_that_cannot_be_edited_is_replaced_by_a_new_one(
    presenter: Presenter, simulator: Simulator, anna: Person
) -> None:
    simulator.allow("message can't be edited")
    written = await anna.send("hello", wait=False)
    shown = await presenter.show(FIRST, LivingMessage(id=written.message_id))
    assert shown.id != written.message_id
    assert anna.screen.text == "first"


async def test_a_person_who_blocked_the_bot_is_not_written_to(
    presenter: Presenter, anna: Person
) -> None:
    living = await presenter.show(FIRST, None)
    await anna.block(wait=False)
    for message in (living, None):
        with pytest.raises(TelegramForbiddenError):
            await presenter.show(SECOND, message)
    assert anna.screen.text == "first"


async def test_a_retired_message_keeps_its_words_and_loses_its_buttons(
    presenter: Presenter, simulator: Simulator, anna: Person
) -> None:
    simulator.allow("message is not modified")
    living = await presenter.show(FIRST, None)
    for _ in range(2):
        await presenter.retire(living.id)
        (message,) = anna.chat.from_bot
        assert (message.text, message.buttons) == ("first", [])


async def test_retiring_and_removing_what_is_gone_is_no_error(
    presenter: Presenter, anna: Person
) -> None:
    living = await presenter.show(FIRST, None)
    anna.clear_chat()
    await presenter.retire(living.id)
    await presenter.remove(living.id)
    assert anna.chat.from_bot == []


async def test_a_removed_message_is_gone(presenter: Presenter, anna: Person) -> None:
    living = await presenter.show(FIRST, None)
    await presenter.remove(living.id)
    assert anna.chat.from_bot == []


async def test_a_message_too_old_to_be_removed_is_retired(
    presenter: Presenter, clock: StoppedClock, anna: Person
) -> None:
    living = await presenter.show(FIRST, None)
    clock.advance(hours=49)
    await presenter.remove(living.id)
    (message,) = anna.chat.from_bot
    assert message.buttons == []


async def test_a_file_comes_with_its_words(presenter: Presenter, anna: Person) -> None:
    await presenter.send_file("visit.ics", b"BEGIN", "open <it>")
    (file,) = anna.files
    assert (file.name, file.data, file.caption) == ("visit.ics", b"BEGIN", "open <it>")


async def test_a_picture_comes_and_goes_with_its_screen(presenter: Presenter, anna: Person) -> None:
    sent = await anna.send_photo(wait=False)
    assert sent.photo
    picture = replace(FIRST, picture=sent.photo[-1].file_id)
    living = await presenter.show(SECOND, None)
    with_picture = await presenter.show(picture, living)
    assert with_picture.id == living.id
    assert anna.screen.message.photo
    without = await presenter.show(SECOND, with_picture)
    assert without.id != living.id
    assert not anna.screen.message.photo


async def test_a_picture_that_telegram_refuses_is_left_out(
    presenter: Presenter, simulator: Simulator, anna: Person
) -> None:
    simulator.allow("file")
    living = await presenter.show(replace(FIRST, picture="of another bot"), None)
    assert living.picture is None
    assert anna.screen.text == "first"
