"""Telegram refuses, breaks, or loses its answer: nothing is booked twice, and the chat goes on."""

import pytest

from bot.callbacks.booking import AddNote, ChooseDay, ConfirmBooking, OpenBooking
from bot.callbacks.home import Back, Home
from bot.callbacks.visits import OpenVisits
from bot.ui import toasts
from demo.simulator import FailureKind, NotSettledError, Person
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BOOKED, DAYS, MASTERS, MENU, NO_VISITS, SORRY, TIMES
from tests.e2e.support.walks import book, data_of, tap, to_card, to_days
from tests.support.database import at
from tests.support.reading import localizer

FAILURES = (
    (FailureKind.TOO_MANY_REQUESTS, False),
    (FailureKind.SERVER_ERROR, False),
    (FailureKind.CUT, False),
    (FailureKind.CUT, True),
    (FailureKind.NO_ANSWER, True),
)
OUTAGE = 100  # more calls than any of the stories makes


@pytest.fixture
async def anna(scene: Scene) -> Person:
    scene.bot.give_up_after(0.5)
    scene.simulator.allow("query is too old")  # answered again where the first answer was lost
    return await scene.welcome()


@pytest.mark.parametrize("method", ["editMessageText", "answerCallbackQuery"])
async def test_one_failure_goes_unnoticed(
    scene: Scene, anna: Person, method: str, subtests: pytest.Subtests
) -> None:
    for kind, carried_out in FAILURES:
        with subtests.test(f"{kind.name}, carried out: {carried_out}"):
            await tap(anna, OpenBooking)
            scene.simulator.fail(method, kind, carried_out=carried_out)
            await tap(anna, Back)
            assert MENU in anna.screen.text
    assert not [notice for notice in anna.notices if SORRY in notice.text]
    assert not scene.log.of("update_failed")


@pytest.mark.parametrize("kind", [FailureKind.SERVER_ERROR, FailureKind.NO_ANSWER, FailureKind.CUT])
async def test_a_visit_whose_card_cannot_be_shown_is_booked_once(
    scene: Scene, anna: Person, kind: FailureKind
) -> None:
    await to_card(anna, at(10), scene.salon.haircut)
    scene.simulator.fail("editMessageText", kind, times=2)
    await tap(anna, ConfirmBooking)
    assert SORRY in anna.notices[-1].text
    assert await scene.count() == 1
    await tap(anna, ConfirmBooking)
    assert BOOKED in anna.screen.text
    assert await scene.count() == 1
    assert scene.log.of("update_failed")


async def test_a_screen_that_telegram_limits_comes_when_it_may(scene: Scene, anna: Person) -> None:
    await to_card(anna, at(10), scene.salon.haircut)
    scene.simulator.fail("editMessageText", FailureKind.TOO_MANY_REQUESTS, times=2)
    await tap(anna, ConfirmBooking)
    assert BOOKED in anna.screen.text
    assert not scene.log.of("update_failed")


async def test_a_long_limit_is_a_word_and_the_screen_comes_after_it(
    scene: Scene, anna: Person
) -> None:
    await to_card(anna, at(10), scene.salon.haircut)
    scene.simulator.fail("editMessageText", FailureKind.TOO_MANY_REQUESTS, retry_after_s=4)
    await tap(anna, ConfirmBooking)
    assert anna.notices[-1].text == toasts.wait_for_telegram(localizer())
    assert BOOKED in anna.screen.text
    assert not scene.log.of("update_failed")


async def test_the_code_that_is_told_stands_in_the_log(scene: Scene, anna: Person) -> None:
    scene.simulator.fail("editMessageText", FailureKind.SERVER_ERROR, times=2)
    await tap(anna, OpenBooking)
    (failed,) = scene.log.of("update_failed")
    assert failed["correlation_id"] in anna.notices[-1].text
    assert anna.notices[-1].alert


async def test_a_screen_whose_edit_was_lost_is_not_taken_for_the_one_before(
    scene: Scene, anna: Person
) -> None:
    await to_days(anna, scene.salon.haircut)
    scene.simulator.fail("editMessageText", FailureKind.CUT, times=2, carried_out=True)
    await tap(anna, ChooseDay)
    assert TIMES in anna.screen.text
    await tap(anna, Back)
    assert DAYS in anna.screen.text
    await tap(anna, Back)
    assert MASTERS in anna.screen.text


async def test_a_message_whose_sending_was_lost_leaves_one_screen(
    scene: Scene, anna: Person
) -> None:
    scene.simulator.fail("sendMessage", FailureKind.CUT, carried_out=True)
    await anna.send("/visits")
    assert NO_VISITS in anna.screen.text
    for message in [message for message in anna.chat.from_bot if message.rows]:
        await anna.tap_data(OpenBooking().pack(), message=message)
    assert len([message for message in anna.chat.from_bot if message.rows]) == 1
    await anna.start()
    await tap(anna, OpenVisits)
    assert NO_VISITS in anna.screen.text


async def test_a_note_is_kept_though_nothing_could_be_shown(scene: Scene, anna: Person) -> None:
    await to_card(anna, at(10), scene.salon.haircut)
    await tap(anna, AddNote)
    scene.simulator.fail("sendMessage", FailureKind.SERVER_ERROR)
    await anna.send("I come with a dog")
    assert SORRY in anna.chat.newest.text
    await anna.tap_data(Home().pack(), message=anna.screen)
    await anna.send("/start")
    assert MENU in anna.screen.text


async def test_after_an_outage_the_chat_goes_on(scene: Scene, anna: Person) -> None:
    await to_card(anna, at(10), scene.salon.haircut)
    (ok,) = data_of(ConfirmBooking, anna.screen)
    scene.simulator.fail("*", FailureKind.SERVER_ERROR, times=OUTAGE)
    with pytest.raises(NotSettledError):
        await anna.tap_data(ok)
    await anna.send("hello?")
    scene.simulator.api.failures.clear()
    scene.simulator.expire_queries()
    await anna.send("hello?")
    assert BOOKED in anna.screen.text
    assert await scene.count() == 1


async def test_a_person_who_blocked_the_bot_is_left_alone(scene: Scene, anna: Person) -> None:
    await book(anna, at(10), scene.salon.haircut)
    await anna.send("hello?", wait=False)
    await anna.block()
    assert scene.log.of("bot_blocked_by_user")
    assert not scene.log.of("update_failed")
    await anna.unblock()
    await anna.start()
    assert MENU in anna.screen.text
