"""Buttons of yesterday: of an earlier message, of a deleted one, of a process that is gone."""

from redis.asyncio import Redis

from bot.callbacks.booking import ChooseDay, ConfirmBooking, OpenBooking
from bot.callbacks.home import Back
from bot.callbacks.visits import AskCancel, CancelVisitTap
from demo.simulator import Person, ShownMessage
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BOOKED, DAYS, HELP, MASTERS, STALE, TIMES
from tests.e2e.support.walks import book, data_of, tap, to_card, to_days
from tests.support.database import at


def _screens(person: Person) -> list[ShownMessage]:
    """Return the messages of the bot that can be tapped."""
    return [message for message in person.chat.from_bot if message.rows]


async def test_a_button_of_an_earlier_message_leads_to_where_we_are(
    scene: Scene, anna: Person
) -> None:
    old = anna.screen
    await to_card(anna, at(10), scene.salon.haircut)
    card = anna.screen
    await anna.send("/help")  # the old message stays to be read, without buttons
    await anna.tap_data("book", message=card)
    assert STALE in anna.notices[-1].text
    assert HELP in anna.screen.text
    assert old.id == card.id
    assert len(_screens(anna)) == 1


async def test_a_forged_tap_on_a_retired_card_books_nothing(scene: Scene, anna: Person) -> None:
    await to_card(anna, at(10), scene.salon.haircut)
    card, (ok,) = anna.screen, data_of(ConfirmBooking, anna.screen)
    await anna.send("/help")
    await anna.tap_data(ok, message=card)
    assert STALE in anna.notices[-1].text
    assert await scene.count() == 0


async def test_a_button_of_a_message_that_was_deleted_meanwhile(scene: Scene, anna: Person) -> None:
    await to_days(anna, scene.salon.haircut)
    (first_free, *_) = data_of(ChooseDay, anna.screen)
    query = await anna.tap_data(first_free, wait=False)
    anna.delete(anna.screen)
    await anna.settle()
    assert query.answered
    assert TIMES in anna.screen.text
    assert len(_screens(anna)) == 1


async def test_a_cleared_chat_goes_on_in_a_new_message(scene: Scene, anna: Person) -> None:
    await to_days(anna, scene.salon.haircut)
    anna.clear_chat()
    await anna.send("hello?")
    assert DAYS in anna.screen.text
    assert len(anna.chat.from_bot) == 1


async def test_a_message_from_before_two_days_loses_its_buttons_alone(
    scene: Scene, anna: Person
) -> None:
    old = anna.screen
    scene.clock.advance(hours=49)
    await anna.send("hello?")
    assert [message.id for message in _screens(anna)] == [anna.screen.id]
    assert anna.shown(old).text == old.text


async def test_a_booked_visit_has_no_button_that_books_again(scene: Scene, anna: Person) -> None:
    await to_card(anna, at(10), scene.salon.haircut)
    (ok,), (back,) = data_of(ConfirmBooking, anna.screen), data_of(Back, anna.screen)
    await anna.tap(ok)
    booked = anna.screen
    for data in (ok, back):
        await anna.tap_data(data)
        assert anna.screen.text == booked.text
        assert anna.screen.buttons == booked.buttons
    assert await scene.count() == 1


async def test_after_a_visit_back_leads_to_the_menu(scene: Scene, anna: Person) -> None:
    menu = anna.screen.text
    await book(anna, at(10), scene.salon.haircut)
    await tap(anna, Back)
    assert anna.screen.text == menu


async def test_a_question_that_was_left_open_is_answered_too_late(
    scene: Scene, anna: Person
) -> None:
    await book(anna, at(10), scene.salon.haircut)
    await tap(anna, AskCancel)
    question, (yes,) = anna.screen, data_of(CancelVisitTap, anna.screen)
    await anna.start()
    await anna.tap_data(yes, message=question)
    assert STALE in anna.notices[-1].text
    (booking,) = await scene.bookings()
    assert booking.status == "confirmed"


async def test_a_restart_of_the_bot_goes_unnoticed(scene: Scene, anna: Person) -> None:
    await to_days(anna, scene.salon.haircut, master_id=scene.salon.mia)
    days = (anna.screen.text, anna.screen.rows)
    await scene.bot.restart()
    await anna.tap("First free")
    assert TIMES in anna.screen.text
    await tap(anna, Back)
    assert (anna.screen.text, anna.screen.rows) == days
    await tap(anna, Back)
    assert MASTERS in anna.screen.text
    assert not anna.notices


async def test_taps_while_the_bot_is_down_are_taken_when_it_is_back(
    scene: Scene, anna: Person
) -> None:
    await to_card(anna, at(10), scene.salon.haircut)
    await scene.bot.stop()
    (ok,) = data_of(ConfirmBooking, anna.screen)
    for _ in range(3):
        await anna.tap_data(ok, wait=False)
    await scene.bot.restart()
    await anna.settle()
    assert BOOKED in anna.screen.text
    assert await scene.count() == 1


async def test_taps_that_waited_too_long_to_be_answered_still_work(
    scene: Scene, anna: Person
) -> None:
    await to_card(anna, at(10), scene.salon.haircut)
    await scene.bot.stop()
    scene.simulator.allow("query is too old")
    (ok,) = data_of(ConfirmBooking, anna.screen)
    await anna.tap_data(ok, wait=False)
    scene.simulator.expire_queries()
    await scene.bot.restart()
    await anna.until(BOOKED)
    assert await scene.count() == 1
    assert not scene.log.of("update_failed")


async def test_without_redis_a_restart_ends_in_the_menu(scene_without_redis: Scene) -> None:
    scene = scene_without_redis
    anna = await scene.welcome()
    menu = anna.screen.text
    await to_card(anna, at(10), scene.salon.haircut)
    await scene.bot.restart()
    await tap(anna, ConfirmBooking)
    assert STALE in anna.notices[-1].text
    assert anna.screen.text == menu
    assert len(_screens(anna)) == 1
    assert await scene.count() == 0


async def test_what_an_older_version_remembered_begins_anew(
    scene: Scene, anna: Person, redis: Redis
) -> None:
    menu = anna.screen.text
    await redis.set(f"fsm:{anna.id}:{anna.id}:data", '{"conversation": {"stack": {"frames": []}}}')
    await tap(anna, OpenBooking)
    assert STALE in anna.notices[-1].text
    assert anna.screen.text == menu
    await book(anna, at(10), scene.salon.haircut)
    assert await scene.count() == 1


async def test_a_screen_that_an_older_version_remembered_otherwise_begins_anew(
    scene: Scene, anna: Person, redis: Redis
) -> None:
    menu = anna.screen.text
    await to_days(anna, scene.salon.haircut)
    dialogue = f"fsm:{anna.id}:{anna.id}:data"
    stored = str(await redis.get(dialogue))
    await redis.set(dialogue, stored.replace("request_key", "key_of_old"))
    await anna.tap("First free")
    assert anna.screen.text == menu
