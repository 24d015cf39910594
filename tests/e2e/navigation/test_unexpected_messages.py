"""Texts, pictures and commands where something else was expected."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from aiogram.methods import AnswerCallbackQuery
from pydantic import JsonValue

from bot.callbacks.booking import AddNote, ConfirmBooking
from bot.callbacks.home import OpenHelp
from demo.simulator import Person
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import (
    BOOKED,
    HELP,
    MENU,
    NO_VISITS,
    NOTE,
    ONLY_TEXT,
    SERVICES,
    UNKNOWN_COMMAND,
    USE_BUTTONS,
)
from tests.e2e.support.walks import book, tap, to_card, to_days
from tests.support.database import at

Sending = Callable[[Person], Awaitable[object]]

SENDINGS: dict[str, Sending] = {
    "photo": lambda person: person.send_photo(),
    "photo with words": lambda person: person.send_photo(caption="a note?"),
    "document": lambda person: person.send_document(b"%PDF", "cv.pdf"),
    "sticker": lambda person: person.send_sticker(),
    "voice": lambda person: person.send_voice(),
    "place": lambda person: person.send_location(52.5, 13.4),
}

COMMANDS = {
    "/book": SERVICES,
    "/BOOK": SERVICES,
    "/book@bookline_demo_bot": SERVICES,
    "/book now": SERVICES,
    "/visits": NO_VISITS,
    "/language": "Which language",
    "/help": HELP,
    "/start": MENU,
}
STRANGE = ("\N{RIGHT-TO-LEFT OVERRIDE}abc", "\N{ZERO WIDTH SPACE}", "\N{THUMBS UP SIGN}" * 50)


async def test_what_is_no_text_is_kindly_refused(anna: Person, subtests: pytest.Subtests) -> None:
    await tap(anna, OpenHelp)
    for name, sending in SENDINGS.items():
        with subtests.test(name):
            old = anna.screen
            await sending(anna)
            assert ONLY_TEXT in anna.screen.text
            assert HELP in anna.screen.text
            assert [message.id for message in anna.chat.from_bot] == [anna.screen.id] != [old.id]


async def test_what_is_no_text_is_no_note(scene: Scene, anna: Person) -> None:
    await to_card(anna, at(10), scene.salon.haircut)
    await tap(anna, AddNote)
    for sending in SENDINGS.values():
        await sending(anna)
        assert ONLY_TEXT in anna.screen.text
        assert NOTE in anna.screen.text


async def test_a_text_where_a_button_was_expected_points_to_the_buttons(
    scene: Scene, anna: Person, subtests: pytest.Subtests
) -> None:
    await to_days(anna, scene.salon.haircut)
    days = anna.screen
    for text in ("hello", "10:00", "x" * 4096, "<b>&lt;", *STRANGE):
        with subtests.test(text[:9]):
            await anna.send(text)
            assert anna.screen.text == f"{USE_BUTTONS}\n\n{days.text}"
            assert anna.screen.rows == days.rows
            assert len(anna.chat.from_bot) == 1


async def test_an_unknown_command_points_to_the_buttons(
    anna: Person, subtests: pytest.Subtests
) -> None:
    for text in ("/", "/ ", "/unknown", "/start_", "//", "/book_now"):
        with subtests.test(text):
            old = anna.screen
            await anna.send(text)
            assert anna.screen.id != old.id
            assert UNKNOWN_COMMAND in anna.screen.text
            assert MENU in anna.screen.text


async def test_a_command_works_from_everywhere(
    scene: Scene, anna: Person, subtests: pytest.Subtests
) -> None:
    for text, words in COMMANDS.items():
        with subtests.test(text):
            await anna.start()
            await to_days(anna, scene.salon.haircut)
            await anna.send(text)
            assert words in anna.screen.text
            assert len([message for message in anna.chat.from_bot if message.rows]) == 1


async def test_a_note_keeps_every_sign_of_it(scene: Scene, anna: Person) -> None:
    note = "</b>&amp; {name} %s \\n " + "".join(STRANGE)
    await to_card(anna, at(10), scene.salon.haircut)
    await tap(anna, AddNote)
    await anna.send(note)
    assert note in anna.screen.text
    await tap(anna, ConfirmBooking)
    (booking,) = await scene.bookings()
    assert booking.note == note


async def test_a_command_on_the_note_screen_is_no_note(scene: Scene, anna: Person) -> None:
    await to_card(anna, at(10), scene.salon.haircut)
    await tap(anna, AddNote)
    await anna.send("/help")
    assert HELP in anna.screen.text
    await anna.send("/unknown")
    assert UNKNOWN_COMMAND in anna.screen.text


async def test_an_edited_message_is_left_alone(scene: Scene, anna: Person) -> None:
    sent = await anna.send("hello")
    before = anna.chat.from_bot
    await anna.edit(sent, "hello again")
    assert [m.id for m in anna.chat.from_bot] == [m.id for m in before]


async def test_a_name_full_of_signs_is_greeted_like_any_other(scene: Scene) -> None:
    mallory = await scene.welcome("<b>&\"' {x} %s \N{RIGHT-TO-LEFT OVERRIDE}")
    await book(mallory, at(10), scene.salon.haircut)
    assert BOOKED in mallory.screen.text


async def test_in_a_group_the_bot_keeps_silent(scene: Scene, anna: Person) -> None:
    group = scene.simulator.add_group(title="Friends", members=[anna])
    await anna.send("/start@bookline_demo_bot", chat=group)
    assert not group.from_bot


def raw_message(person: Person, **content: JsonValue) -> JsonValue:
    user: JsonValue = {"id": person.id, "is_bot": False, "first_name": "Anna"}
    chat: JsonValue = {"id": person.id, "type": "private", "first_name": "Anna"}
    return {"message_id": 900, "date": 1, "from": user, "chat": chat, **content}


def in_old_chat(person: Person) -> JsonValue:
    return {"message_id": 3, "date": 0, "chat": {"id": person.id, "type": "private"}}


REPORTS: dict[str, Callable[[Person], dict[str, JsonValue]]] = {
    "pinned": lambda person: {"pinned_message": in_old_chat(person)},
    "timer": lambda _: {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86_400}},
    "background": lambda _: {
        "chat_background_set": {"type": {"type": "chat_theme", "theme_name": "a"}}
    },
    "write access": lambda _: {"write_access_allowed": {}},
    "unreadable gift": lambda _: {"gift": {"gift": {}}},
    "newer than this bot": lambda _: {"hologram_received": {"depth": 3}},
}


@pytest.mark.parametrize("report", REPORTS)
async def test_reports_of_telegram_are_ignored(scene: Scene, anna: Person, report: str) -> None:
    before = anna.chat.transcript()
    await scene.simulator.send_raw("message", raw_message(anna, **REPORTS[report](anna)))
    assert anna.chat.transcript() == before
    assert not scene.log.of("update_failed")


UNREADABLE: dict[str, dict[str, JsonValue]] = {
    "forward of a hidden account": {"forward_origin": {"type": "hidden_user", "date": 1}},
    "reply to a story that is gone": {"external_reply": {"story": {}, "origin": {"type": "new"}}},
}


@pytest.mark.parametrize("part", UNREADABLE)
async def test_a_text_with_a_part_that_cannot_be_read_is_answered(
    scene: Scene, anna: Person, part: str
) -> None:
    await scene.simulator.send_raw("message", raw_message(anna, text="hi", **UNREADABLE[part]))
    assert USE_BUTTONS in anna.screen.text


async def test_nobody_waits_behind_an_update_that_cannot_be_read(
    scene: Scene, anna: Person
) -> None:
    scene.simulator.allow("query is too old")  # one that only the test knows
    unreadable: tuple[tuple[str, JsonValue], ...] = (
        ("message", 7),
        ("message", {"message_id": "?", "chat": 0}),
        ("brand_new_kind", {"id": 1}),
        ("callback_query", {"id": "1"}),
    )
    for kind, content in unreadable:
        await scene.simulator.send_raw(kind, content)
    await anna.send("/help")
    assert HELP in anna.screen.text


async def test_an_update_that_comes_twice_is_handled_once(scene: Scene, anna: Person) -> None:
    handled = len(scene.log.of("update_handled"))
    message = raw_message(anna, text="hi")
    await asyncio.gather(
        *(scene.simulator.send_raw("message", message, update_id=9_000) for _ in range(2))
    )
    assert len(scene.log.of("update_handled")) == handled + 1


@pytest.mark.parametrize("place", ["inline", "channel"])
async def test_a_tap_outside_of_chats_is_answered(scene: Scene, anna: Person, place: str) -> None:
    user: JsonValue = {"id": anna.id, "is_bot": False, "first_name": "Anna"}
    channel: JsonValue = {
        "message_id": 5,
        "date": 1,
        "chat": {"id": -1001, "type": "channel", "title": "C"},
    }
    where: dict[str, JsonValue] = (
        {"inline_message_id": "a"} if place == "inline" else {"message": channel}
    )
    query: JsonValue = {"id": "77", "from": user, "chat_instance": "1", "data": "x", **where}
    scene.simulator.allow("query is too old")  # one that only the test knows
    await scene.simulator.send_raw("callback_query", query)
    calls = scene.simulator.calls
    assert [call.callback_query_id for call in calls if isinstance(call, AnswerCallbackQuery)] == [
        "77"
    ]
