"""Updates that the library cannot read as they are."""

from collections.abc import Mapping
from typing import Any

import pytest
from aiogram import Bot
from aiogram.enums import ChatMemberStatus
from aiogram.types import Update

from bot.transport.updates.parse_update import parse_update
from bot.transport.updates.raw_update import read_raw

ANNA = {"id": 5, "is_bot": False, "first_name": "Anna"}
PRIVATE = {"id": 5, "type": "private"}
GROUP = {"id": -100, "type": "supergroup", "title": "Team"}
BOT = {"id": 7, "is_bot": True, "first_name": "Bookline"}
TEXT = {"message_id": 1, "date": 1_900_000_000, "chat": PRIVATE, "from": ANNA, "text": "hello"}
HIDDEN = {"type": "hidden_user", "date": 1_422_450_181}


@pytest.fixture
def bot() -> Bot:
    return Bot("7:" + "a" * 35)


def parse(bot: Bot, kind: str, content: Mapping[str, Any]) -> Update | None:
    raw = read_raw({"update_id": 1, kind: content})
    assert raw is not None
    return parse_update(raw, bot)


@pytest.mark.parametrize(
    "part",
    [
        {"forward_origin": HIDDEN},
        {"forward_origin": {"type": "of a later year", "date": 1}},
        {"external_reply": {"origin": {**HIDDEN, "sender_user_name": "A"}, "story": {}}},
        {"external_reply": {"story": {}}},
        {"entities": [{"type": "bold", "offset": 0, "length": 2}, {"type": "bold"}]},
        {"paid_media": {"star_count": 1, "paid_media": [{"type": "hologram"}]}},
        {"chat_background_set": {"type": {"type": "aurora"}}},
        {"reply_to_message": {**TEXT, "forward_origin": HIDDEN}},
        {"forward_origin": HIDDEN, "external_reply": {"story": {}}, "quote": {"text": 5}},
    ],
)
def test_a_part_that_cannot_be_read_is_left_out(bot: Bot, part: dict[str, Any]) -> None:
    update = parse(bot, "message", {**TEXT, **part})
    assert update is not None
    assert update.message is not None
    assert update.message.text == "hello"
    assert update.message.chat.id == 5


def test_a_tap_on_a_message_that_cannot_be_read_is_a_tap_on_that_message(bot: Bot) -> None:
    tapped = {**TEXT, "forward_origin": HIDDEN}
    update = parse(
        bot,
        "callback_query",
        {"id": "q", "from": ANNA, "chat_instance": "i", "data": "home", "message": tapped},
    )
    assert update is not None
    assert update.callback_query is not None
    assert update.callback_query.message is not None
    assert update.callback_query.message.message_id == 1


@pytest.mark.parametrize("status", ["administrator", "restricted"])
def test_rights_that_an_older_server_does_not_know_are_not_granted(bot: Bot, status: str) -> None:
    rights = {"can_be_edited": False, "is_member": True, "until_date": 0, "can_send_messages": True}
    update = parse(
        bot,
        "my_chat_member",
        {
            "chat": GROUP,
            "from": ANNA,
            "date": 1_900_000_000,
            "old_chat_member": {"status": "left", "user": BOT},
            "new_chat_member": {"status": status, "user": BOT, **rights},
        },
    )
    assert update is not None
    assert update.my_chat_member is not None
    member = update.my_chat_member.new_chat_member
    assert member.status == ChatMemberStatus(status)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("message", {"text": "hello"}),
        ("message", {**TEXT, "chat": {"type": "private"}}),
        ("message", {**TEXT, "sender_chat": {"id": "x"}}),  # else it seemed to be of a user
        ("message", "hello"),
        ("callback_query", {}),
        ("my_chat_member", {"chat": GROUP, "new_chat_member": {"status": "emperor"}}),
    ],
)
def test_an_update_without_what_it_is_about_is_skipped(bot: Bot, kind: str, content: Any) -> None:
    assert parse(bot, kind, content) is None


def test_an_update_of_an_unknown_kind_is_read_as_nothing(bot: Bot) -> None:
    assert parse(bot, "dream_reported", {"text": "hello"}) is None


@pytest.mark.parametrize(
    "body", [None, [], "update", {}, {"update_id": "1"}, {"update_id": -1}, {"update_id": 2**70}]
)
def test_what_is_no_update_is_none(body: object) -> None:
    assert read_raw(body) is None
