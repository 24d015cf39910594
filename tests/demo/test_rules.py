"""Rules that need no server: keyboards, texts, pictures, menus, floods, schedules."""

import struct
from datetime import UTC, datetime

import pytest
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
    BufferedInputFile,
    Chat,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    User,
)

from demo.simulator.chat import GroupChat, PrivateChat
from demo.simulator.commands import CommandMenus
from demo.simulator.errors import ApiError
from demo.simulator.faults.failures import Failure, FailureKind, FailureSchedule
from demo.simulator.faults.flood import FloodGuard, FloodLimits
from demo.simulator.files import FileStore, photo_sizes
from demo.simulator.people.content import plain_png, start_command
from demo.simulator.text.formatting import read_caption, read_text
from demo.simulator.text.markup import read_inline_keyboard

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def refusal_of(*buttons: InlineKeyboardButton) -> str:
    with pytest.raises(ApiError) as refusal:
        read_inline_keyboard(InlineKeyboardMarkup(inline_keyboard=[list(buttons)]))
    return refusal.value.description


def data_button(data: str = "x", text: str = "x") -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=data)


def test_callback_data_of_64_bytes_fits_and_one_more_does_not() -> None:
    fitting = InlineKeyboardMarkup(inline_keyboard=[[data_button("я" * 32)]])
    assert read_inline_keyboard(fitting) == fitting
    assert refusal_of(data_button("я" * 32 + "x")) == "Bad Request: BUTTON_DATA_INVALID"
    assert refusal_of(data_button("")) == "Bad Request: BUTTON_DATA_INVALID"


def test_a_row_holds_eight_buttons_and_a_keyboard_a_hundred() -> None:
    too_long = "Bad Request: reply markup is too long"
    assert refusal_of(*[data_button()] * 9) == too_long
    rows = [[data_button()] * 8] * 12 + [[data_button()] * 5]
    with pytest.raises(ApiError, match="reply markup is too long"):
        read_inline_keyboard(InlineKeyboardMarkup(inline_keyboard=rows))


def test_a_keyboard_of_more_than_ten_kilobytes_is_too_long() -> None:
    rows = [[data_button("x" * 64, "y" * 60)]] * 99
    with pytest.raises(ApiError, match="reply markup is too long"):
        read_inline_keyboard(InlineKeyboardMarkup(inline_keyboard=rows))


def test_a_button_needs_words_and_exactly_one_action() -> None:
    assert "must be non-empty" in refusal_of(data_button("x", " "))
    assert "Text buttons are unallowed" in refusal_of(InlineKeyboardButton(text="x"))
    both = InlineKeyboardButton(text="x", callback_data="x", url="https://example.org")
    assert "more than one action: url, callback_data" in refusal_of(both)


@pytest.mark.parametrize("url", ["http://localhost/x", "ftp://example.org", "example", "http://[x"])
def test_a_button_with_a_bad_address_is_refused(url: str) -> None:
    refused = refusal_of(InlineKeyboardButton(text="x", url=url))
    assert refused == (
        f"Bad Request: inline keyboard button URL '{url}' is invalid: Wrong HTTP URL"
    )


def test_styles_copied_texts_and_pay_buttons_have_their_rules() -> None:
    loud = InlineKeyboardButton(text="x", callback_data="x", style="loud")
    assert "invalid button style" in refusal_of(loud)
    long_copy = InlineKeyboardButton(text="x", copy_text=CopyTextButton(text="y" * 257))
    assert refusal_of(long_copy) == "Bad Request: BUTTON_COPY_TEXT_INVALID"
    pay = InlineKeyboardButton(text="Pay", pay=True)
    assert refusal_of(pay) == "Bad Request: BUTTON_TYPE_INVALID"
    markup = InlineKeyboardMarkup(inline_keyboard=[[pay], [data_button()]])
    assert read_inline_keyboard(markup, invoice=True) == markup


def test_a_keyboard_without_buttons_is_none() -> None:
    assert read_inline_keyboard(InlineKeyboardMarkup(inline_keyboard=[[], []])) is None


def test_texts_are_trimmed_with_their_entities() -> None:
    body = read_text("  \n<b> hello </b>\n ", "HTML", None)
    assert body.text == "hello"
    assert body.html == "<b>hello</b>"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "message text is empty"),
        (" \n ", "message text is empty"),
        ("<b></b>", "message text is empty"),
        ("x" * 4097, "message is too long"),
    ],
)
def test_texts_have_between_1_and_4096_characters(text: str, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        read_text(text, "HTML", None)
    assert refusal.value.description == f"Bad Request: {reason}"


def test_length_counts_after_the_markup_is_read() -> None:
    assert len(read_text("<b>" + "x" * 4096 + "</b>", "HTML", None).text) == 4096
    with pytest.raises(ApiError, match="message caption is too long"):
        read_caption("x" * 1025, "HTML", None)


def test_commands_and_links_are_found_outside_of_links_and_code() -> None:
    body = read_text(
        "/help me@example.org https://example.org. <code>/no</code> <a href='tg://x'>@nobody</a>",
        "HTML",
        None,
    )
    found = [(entity.type, entity.extract_from(body.text)) for entity in body.entities]
    assert found == [
        ("bot_command", "/help"),
        ("email", "me@example.org"),
        ("url", "https://example.org"),
        ("code", "/no"),
        ("text_link", "@nobody"),
    ]


@pytest.mark.parametrize(
    ("data", "shape"),
    [
        (plain_png(64, 48), (64, 48)),
        (b"GIF89a" + struct.pack("<HH", 30, 20), (30, 20)),
        (
            b"\xff\xd8\xff\xe0" + struct.pack(">H", 4) + b"ab"
            b"\xff\xc0" + struct.pack(">HBHH", 11, 8, 480, 640),
            (640, 480),
        ),
    ],
)
def test_pictures_tell_their_size(data: bytes, shape: tuple[int, int]) -> None:
    (size,) = photo_sizes(FileStore().add(data, "x"))
    assert (size.width, size.height) == shape


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"plain text", "IMAGE_PROCESS_FAILED"),
        (b"\xff\xd8\xff", "IMAGE_PROCESS_FAILED"),
        (plain_png(1, 21), "PHOTO_INVALID_DIMENSIONS"),
        (plain_png(9_000, 1_001), "PHOTO_INVALID_DIMENSIONS"),
    ],
)
def test_what_is_no_picture_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        photo_sizes(FileStore().add(data, "x"))
    assert refusal.value.description == f"Bad Request: {reason}"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (BufferedInputFile(b"", "x"), "file must be non-empty"),
        ("attach://gone", "wrong file identifier/HTTP URL specified"),
        ("https://example.org/x.png", "failed to get HTTP URL content"),
        ("unknown", "wrong file_id or the file is temporarily unavailable"),
    ],
)
def test_files_come_as_bytes_or_as_known_ids(source: object, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        FileStore().receive(source, default_name="x")
    assert refusal.value.description == f"Bad Request: {reason}"


def commands(*names: str) -> list[BotCommand]:
    return [BotCommand(command=name, description=name) for name in names]


def private_chat(person_id: int) -> PrivateChat:
    return PrivateChat(Chat(id=person_id, type="private"), lambda *_: None, lambda: NOW)


def test_the_narrowest_menu_in_the_readers_language_is_shown() -> None:
    menus = CommandMenus()
    menus.set(commands("default"), None, None)
    menus.set(commands("private"), BotCommandScopeAllPrivateChats(), None)
    menus.set(commands("private_ru"), BotCommandScopeAllPrivateChats(), "ru")
    menus.set(commands("admin"), BotCommandScopeChat(chat_id=7), None)

    def shown(person_id: int, language: str) -> list[str]:
        found = menus.shown_to(person_id, language, private_chat(person_id))
        return [command.command for command in found]

    assert shown(7, "ru") == ["admin"]
    assert shown(8, "ru") == ["private_ru"]
    assert shown(8, "de") == ["private"]


def test_a_group_shows_its_administrators_their_own_menu() -> None:
    menus = CommandMenus()
    menus.set(commands("everybody"), BotCommandScopeAllGroupChats(), None)
    menus.set(commands("rulers"), BotCommandScopeChatAdministrators(chat_id=-1), None)
    people = {key: User(id=key, is_bot=False, first_name="x") for key in (1, 2)}
    info = Chat(id=-1, type="supergroup")
    group = GroupChat(info, lambda *_: None, lambda: NOW, members=people, administrators={1})
    assert [command.command for command in menus.shown_to(1, "en", group)] == ["rulers"]
    assert [command.command for command in menus.shown_to(2, "en", group)] == ["everybody"]


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (BotCommand(command="Book", description="x"), "BOT_COMMAND_INVALID"),
        (BotCommand(command="b" * 33, description="x"), "BOT_COMMAND_INVALID"),
        (BotCommand(command="book", description=""), "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
def test_bad_commands_are_refused(command: BotCommand, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        CommandMenus().set([command], None, None)
    assert refusal.value.description == f"Bad Request: {reason}"


def test_flood_limits_count_each_chat_each_group_and_everything() -> None:
    guard = FloodGuard(FloodLimits(per_second=100, burst_per_chat=3))
    for _ in range(3):
        guard.check(1, is_group=False, now_s=0.0)
    with pytest.raises(ApiError, match="retry after 3"):
        guard.check(1, is_group=False, now_s=0.5)
    guard.check(2, is_group=False, now_s=0.5)
    guard.check(1, is_group=False, now_s=3.5)


def test_a_group_takes_twenty_messages_a_minute() -> None:
    guard = FloodGuard(FloodLimits())
    for second in range(20):
        guard.check(-1, is_group=True, now_s=float(second))
    with pytest.raises(ApiError) as refusal:
        guard.check(-1, is_group=True, now_s=25.0)
    assert refusal.value.retry_after_s == 35
    guard.check(-1, is_group=True, now_s=60.0)


def test_thirty_messages_a_second_is_all_that_a_bot_sends() -> None:
    guard = FloodGuard(FloodLimits())
    for chat_id in range(30):
        guard.check(chat_id, is_group=False, now_s=0.0)
    with pytest.raises(ApiError, match="retry after 1"):
        guard.check(31, is_group=False, now_s=0.1)


def test_a_schedule_lets_calls_pass_first_and_then_fails_as_often_as_asked() -> None:
    schedule = FailureSchedule()
    schedule.add(Failure(FailureKind.CUT, "sendMessage", times=2, after=1))
    outcomes = [schedule.next_for("sendmessage") is None for _ in range(4)]
    assert outcomes == [True, False, False, True]
    assert schedule.is_over


def test_a_failure_for_any_method_leaves_getting_updates_alone() -> None:
    schedule = FailureSchedule()
    schedule.add(Failure(FailureKind.CUT, "*"))
    assert schedule.next_for("getupdates") is None
    assert schedule.next_for("sendphoto") is not None


@pytest.mark.parametrize("parameter", ["a b", "x" * 65, "v/1", "ü"])
def test_telegram_makes_no_deep_link_with_such_a_parameter(parameter: str) -> None:
    with pytest.raises(ValueError, match="no deep link"):
        start_command(parameter)
