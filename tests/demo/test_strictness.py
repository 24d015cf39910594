"""What Telegram refuses, refused in its words, to a real aiogram client over HTTP."""

from collections.abc import Awaitable
from datetime import timedelta

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    EphemeralMessageParameters,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    Message,
    ReplyParameters,
)

from demo.simulator import FloodLimits, Person, Simulator
from demo.simulator.methods.editing import NOT_MODIFIED
from demo.simulator.people.content import plain_png
from tests.demo.manual_clock import ManualClock
from tests.demo.tiny_bot import button, keyboard

pytestmark = pytest.mark.servers

KEYS = keyboard([button("x", "x")])
PICTURE = BufferedInputFile(plain_png(8, 8), "x.png")
OTHER_PICTURE = BufferedInputFile(plain_png(9, 9), "y.png")


async def refused(call: Awaitable[object]) -> str:
    with pytest.raises(TelegramAPIError) as refusal:
        await call
    return refusal.value.message


async def told(call: Awaitable[object]) -> str:
    """The refusal without its first word."""
    return (await refused(call)).removeprefix("Bad Request: ")


@pytest.fixture
async def sent(bot: Bot, met: Person) -> Message:
    return await bot.send_message(met.id, "hello", reply_markup=KEYS)


async def test_an_edit_that_changes_nothing(simulator: Simulator, bot: Bot, sent: Message) -> None:
    chat, key = sent.chat.id, sent.message_id
    again = bot.edit_message_text("<b></b>hello ", chat_id=chat, message_id=key, reply_markup=KEYS)
    assert await told(again) == NOT_MODIFIED
    markup = bot.edit_message_reply_markup(chat_id=chat, message_id=key, reply_markup=KEYS)
    assert await told(markup) == NOT_MODIFIED
    assert [str(v) for v in simulator.violations] == [
        f"editMessageText: Bad Request: {NOT_MODIFIED}",
        f"editMessageReplyMarkup: Bad Request: {NOT_MODIFIED}",
    ]


async def test_an_edit_without_a_keyboard_takes_it_away(bot: Bot, sent: Message) -> None:
    edited = await bot.edit_message_text("hello", chat_id=sent.chat.id, message_id=sent.message_id)
    assert isinstance(edited, Message)
    assert edited.reply_markup is None


async def test_what_a_message_does_not_have_cannot_be_edited(
    bot: Bot, met: Person, sent: Message
) -> None:
    photo = await bot.send_photo(met.id, PICTURE, caption="x")
    text = bot.edit_message_text("y", chat_id=met.id, message_id=photo.message_id)
    assert await told(text) == "there is no text in the message to edit"
    caption = bot.edit_message_caption(chat_id=met.id, message_id=sent.message_id, caption="y")
    assert await told(caption) == "there is no caption in the message to edit"


async def test_media_change_in_place(bot: Bot, met: Person, sent: Message) -> None:
    edited = await bot.edit_message_media(
        InputMediaPhoto(media=PICTURE, caption="<i>week</i>"),
        chat_id=met.id,
        message_id=sent.message_id,
    )
    assert isinstance(edited, Message)
    assert (edited.text, edited.caption) == (None, "week")
    assert edited.photo is not None
    same = InputMediaPhoto(media=edited.photo[0].file_id, caption="<i>week</i>")
    again = bot.edit_message_media(same, chat_id=met.id, message_id=sent.message_id)
    assert await told(again) == NOT_MODIFIED
    await bot.edit_message_media(
        InputMediaPhoto(media=OTHER_PICTURE), chat_id=met.id, message_id=sent.message_id
    )
    document = await bot.edit_message_media(
        InputMediaDocument(media=BufferedInputFile(b"x", "x.csv")),
        chat_id=met.id,
        message_id=sent.message_id,
    )
    assert isinstance(document, Message)
    assert document.photo is None
    assert document.document is not None
    await bot.edit_message_caption(chat_id=met.id, message_id=sent.message_id, caption="export")
    assert met.chat.newest.text == "export"


async def test_only_own_messages_that_exist_can_be_edited(bot: Bot, met: Person) -> None:
    theirs = await met.send("mine", wait=False)
    edit = bot.edit_message_text("x", chat_id=met.id, message_id=theirs.message_id)
    assert await told(edit) == "message can't be edited"
    edit = bot.edit_message_text("x", chat_id=met.id, message_id=999)
    assert await told(edit) == "message to edit not found"
    edit = bot.edit_message_text("x", chat_id=met.id)
    assert await told(edit) == "message identifier is not specified"
    edit = bot.edit_message_text("x", message_id=1)
    assert await told(edit) == "chat_id is empty"


async def test_a_message_that_the_person_deleted_is_nobodys_fault(
    simulator: Simulator, bot: Bot, met: Person, sent: Message
) -> None:
    met.delete(sent.message_id)
    edit = bot.edit_message_text("x", chat_id=met.id, message_id=sent.message_id)
    assert await told(edit) == "message to edit not found"
    assert await told(bot.delete_message(met.id, sent.message_id)) == "message to delete not found"
    reply = bot.send_message(
        met.id, "x", reply_parameters=ReplyParameters(message_id=sent.message_id)
    )
    assert await told(reply) == "message to be replied not found"
    assert simulator.violations == []


async def test_a_query_is_answered_once_and_in_time(
    simulator: Simulator, bot: Bot, met: Person, sent: Message
) -> None:
    query = await met.tap("x", wait=False)
    assert query is not None
    await bot.answer_callback_query(query.id)
    too_old = "query is too old and response timeout expired or query ID is invalid"
    assert await told(bot.answer_callback_query(query.id)) == too_old
    assert await told(bot.answer_callback_query("1")) == too_old
    assert len(simulator.violations) == 2
    late = await met.tap("x", wait=False)
    assert late is not None
    simulator.expire_queries()
    assert await told(bot.answer_callback_query(late.id)) == too_old
    assert len(simulator.violations) == 2


async def test_an_answer_has_at_most_200_characters(bot: Bot, met: Person, sent: Message) -> None:
    query = await met.tap("x", wait=False)
    assert query is not None
    assert await told(bot.answer_callback_query(query.id, "x" * 201)) == "MESSAGE_TOO_LONG"
    assert await bot.answer_callback_query(query.id, "x" * 200)


async def test_a_delivered_tap_without_an_answer_is_a_violation(
    simulator: Simulator, bot: Bot, met: Person, sent: Message
) -> None:
    await met.tap("x", wait=False)
    assert simulator.violations == []
    await bot.get_updates()
    assert [str(v) for v in simulator.violations] == ["answerCallbackQuery: no answer to [x]"]


async def test_texts_and_keyboards_are_checked_when_sent(bot: Bot, met: Person) -> None:
    assert await told(bot.send_message(met.id, "")) == "message text is empty"
    assert await told(bot.send_message(met.id, "x" * 4097)) == "message is too long"
    assert "can't parse entities" in await told(bot.send_message(met.id, "<b>x"))
    caption = bot.send_photo(met.id, PICTURE, caption="x" * 1025)
    assert await told(caption) == "message caption is too long"
    long_data = keyboard([button("x", "x" * 65)])
    assert await told(bot.send_message(met.id, "x", reply_markup=long_data)) == (
        "BUTTON_DATA_INVALID"
    )
    wrong = bot.send_message(met.id, "x", parse_mode="MarkdownV2")
    assert "unsupported parse_mode" in await told(wrong)


async def test_a_bot_never_writes_first(simulator: Simulator, bot: Bot, anna: Person) -> None:
    assert await told(bot.send_message(anna.id, "hi")) == "chat not found"
    simulator.add_group(title="Admins", members=[anna])
    assert await refused(bot.send_message(anna.id, "hi")) == (
        "Forbidden: bot can't initiate conversation with a user"
    )
    await anna.start(wait=False)
    await bot.send_message(anna.id, "hi")


async def test_whoever_blocked_the_bot_hears_nothing(
    simulator: Simulator, bot: Bot, met: Person, sent: Message
) -> None:
    await met.block(wait=False)
    blocked = "Forbidden: bot was blocked by the user"
    with pytest.raises(TelegramForbiddenError, match=blocked):
        await bot.send_message(met.id, "hi")
    edit = bot.edit_message_text("x", chat_id=met.id, message_id=sent.message_id)
    assert await refused(edit) == blocked
    assert await refused(bot.send_chat_action(met.id, "typing")) == blocked
    assert simulator.violations == []
    await met.unblock(wait=False)
    await bot.send_message(met.id, "hi")
    kinds = [
        u.my_chat_member.new_chat_member.status for u in await bot.get_updates() if u.my_chat_member
    ]
    assert kinds == ["kicked", "member"]


async def test_a_bot_that_was_thrown_out_cannot_write_to_the_group(
    simulator: Simulator, bot: Bot, anna: Person
) -> None:
    group = simulator.add_group(title="Admins", members=[anna])
    await anna.remove_bot(group, wait=False)
    assert await refused(bot.send_message(group.id, "hi")) == (
        "Forbidden: bot was kicked from the supergroup chat"
    )
    await anna.add_bot(group, wait=False)
    await bot.send_message(group.id, "hi")
    await bot.leave_chat(group.id)
    assert "kicked" in await refused(bot.send_message(group.id, "hi"))


async def test_messages_older_than_48_hours_stay(
    bot: Bot, met: Person, sent: Message, clock: ManualClock
) -> None:
    young = await bot.send_message(met.id, "young")
    assert await bot.delete_message(met.id, young.message_id)
    clock.move(timedelta(hours=48))
    assert await told(bot.delete_message(met.id, sent.message_id)) == (
        "message can't be deleted for everyone"
    )
    fresh = await bot.send_message(met.id, "fresh")
    assert await bot.delete_messages(met.id, [sent.message_id, fresh.message_id, 999])
    assert [message.id for message in met.chat.messages] == [sent.message_id]
    assert "too many" in await told(bot.delete_messages(met.id, [1] * 101))


async def test_chats_members_and_pins(simulator: Simulator, bot: Bot, met: Person) -> None:
    olga = simulator.add_person(first_name="Olga")
    group = simulator.add_group(title="Admins", members=[met, olga], administrators=[olga])
    assert (await bot.get_chat(group.id)).title == "Admins"
    assert (await bot.get_chat(met.id)).first_name == "Anna"
    assert (await bot.get_chat_member(group.id, olga.id)).status == "creator"
    assert (await bot.get_chat_member(group.id, met.id)).status == "member"
    assert await bot.get_chat_member_count(group.id) == 3
    assert len(await bot.get_chat_administrators(group.id)) == 1
    assert await told(bot.get_chat_member(group.id, 5)) == "PARTICIPANT_ID_INVALID"
    assert await told(bot.get_chat("@nobody")) == "chat not found"
    sent = await bot.send_message(met.id, "pin me")
    assert await bot.pin_chat_message(met.id, sent.message_id)
    assert [shown.text for shown in met.chat.pinned] == ["pin me"]
    assert await bot.unpin_chat_message(met.id)
    assert met.chat.pinned == []
    in_group = await bot.send_message(group.id, "pin me")
    assert "not enough rights" in await told(bot.pin_chat_message(group.id, in_group.message_id))
    await olga.promote_bot(group, wait=False)
    assert (await bot.get_chat_member(group.id, bot.id)).status == "administrator"
    assert await bot.pin_chat_message(group.id, in_group.message_id)
    theirs = await met.send("between us", chat=group, wait=False)
    assert await bot.delete_message(group.id, theirs.message_id)


async def test_places_effects_and_actions(bot: Bot, met: Person) -> None:
    venue = await bot.send_venue(met.id, 52.5, 13.4, "Salon", "Main street 1")
    assert venue.venue is not None
    assert await told(bot.send_venue(met.id, 95.0, 13.4, "x", "y")) == "location is invalid"
    await bot.send_message(met.id, "🎉", message_effect_id="5046509860389126442")
    wrong = bot.send_message(met.id, "x", message_effect_id="1")
    assert await told(wrong) == "EFFECT_ID_INVALID"
    assert await told(bot.send_chat_action(met.id, "dancing")) == (
        "wrong parameter action in request"
    )


async def test_an_ephemeral_message_is_seen_by_one_alone(
    simulator: Simulator, bot: Bot, anna: Person
) -> None:
    olga = simulator.add_person(first_name="Olga")
    group = simulator.add_group(title="Admins", members=[anna, olga])
    to_olga = EphemeralMessageParameters(receiver_user_id=olga.id)
    sent = await bot.send_message(
        group.id, "phone: 1", reply_markup=KEYS, ephemeral_message_parameters=to_olga
    )
    assert sent.message_id == 0
    assert sent.ephemeral_message_id is not None
    assert anna.window(group).messages == []
    query = await olga.tap("x", chat=group, wait=False)
    assert query is not None
    key = sent.ephemeral_message_id
    await bot.edit_ephemeral_message_text(group.id, olga.id, key, text="phone: 2")
    assert olga.window(group).newest.text == "phone: 2"
    again = bot.edit_ephemeral_message_text(group.id, olga.id, key, text="phone: 2")
    assert await told(again) == NOT_MODIFIED
    assert await bot.delete_ephemeral_message(group.id, olga.id, key)
    assert await told(bot.delete_ephemeral_message(group.id, olga.id, key)) == (
        "message to edit not found"
    )
    private = bot.send_message(olga.id, "x", ephemeral_message_parameters=to_olga)
    await olga.start(wait=False)
    assert "only to groups" in await told(private)


async def test_uploads_come_back_as_they_were(bot: Bot, met: Person) -> None:
    sent = await bot.send_document(met.id, BufferedInputFile(b"\0\1\2", "x.bin"))
    assert sent.document is not None
    downloaded = await bot.download(sent.document)
    assert downloaded is not None
    assert downloaded.read() == b"\0\1\2"
    await bot.send_document(met.id, sent.document.file_id)
    assert await told(bot.send_photo(met.id, BufferedInputFile(b"x", "x.png"))) == (
        "IMAGE_PROCESS_FAILED"
    )


async def test_flood_limits_answer_with_the_seconds_to_wait(
    simulator: Simulator, bot: Bot, met: Person, clock: ManualClock
) -> None:
    simulator.limit_flood(FloodLimits(burst_per_chat=2))
    await bot.send_message(met.id, "1")
    await bot.send_message(met.id, "2")
    with pytest.raises(TelegramRetryAfter) as refusal:
        await bot.send_message(met.id, "3")
    clock.move(timedelta(seconds=refusal.value.retry_after))
    await bot.send_message(met.id, "3")
    assert simulator.violations == []


async def test_what_a_test_provokes_can_be_overlooked(
    simulator: Simulator, bot: Bot, met: Person
) -> None:
    simulator.allow("message text is empty")
    await refused(bot.send_message(met.id, ""))
    assert simulator.violations == []


async def test_unknown_methods_tokens_and_parameters(simulator: Simulator, bot: Bot) -> None:
    async def call(path: str, **parameters: str) -> tuple[int, str]:
        url = f"{simulator.base_url}/bot{path}"
        async with aiohttp.ClientSession() as session, session.post(url, data=parameters) as got:
            body = await got.json()
            assert body["ok"] is False
            return got.status, body["description"]

    token = simulator.token
    assert await call(f"{token}/makeCoffee") == (404, "Not Found: method not found")
    assert await call("1:x/getMe") == (401, "Unauthorized")
    assert await call(f"{token}/getMe", sugar="1") == (
        400,
        'Bad Request: unknown parameter "sugar"',
    )
    assert await call(f"{token}/sendMessage", chat_id="1", text="x", reply_markup="{") == (
        400,
        "Bad Request: can't parse reply_markup JSON object",
    )
    assert (await call(f"{token}/sendMessage", text="x"))[1] == "Bad Request: chat_id is empty"
    assert (await call(f"{token}/deleteMessage", chat_id="1", message_id="x"))[0] == 400
    typo = InlineKeyboardButton.model_validate({"text": "x", "callback": "y"})
    markup = InlineKeyboardMarkup(inline_keyboard=[[typo]])
    assert (
        await told(bot.send_message(1, "x", reply_markup=markup)) == 'unknown parameter "callback"'
    )


async def test_a_query_string_a_form_and_json_are_all_read(
    simulator: Simulator, met: Person
) -> None:
    url = f"{simulator.base_url}/bot{simulator.token}/SENDMESSAGE"
    values: dict[str, str | int] = {"chat_id": met.id, "text": "hi"}
    async with aiohttp.ClientSession() as session:
        calls = [
            session.get(url, params=values),
            session.post(url, params=values),
            session.post(url, data=values),
            session.post(url, json=values),
        ]
        for call in calls:
            async with call as response:
                assert (await response.json())["ok"] is True
    assert [message.text for message in met.chat.messages] == ["hi"] * 4


async def test_a_download_needs_the_token_and_an_id(simulator: Simulator) -> None:
    async with aiohttp.ClientSession(simulator.base_url) as session:
        for path, status in (
            ("/file/bot1:x/files/a/b", 401),
            (f"/file/bot{simulator.token}/files/a/b", 404),
        ):
            async with session.get(path) as response:
                assert response.status == status


async def test_commands_are_kept_by_scope(bot: Bot, met: Person, simulator: Simulator) -> None:

    here = BotCommandScopeChat(chat_id=met.id)
    await bot.set_my_commands([BotCommand(command="book", description="Book")], scope=here)
    assert [c.command for c in await bot.get_my_commands(scope=here)] == ["book"]
    assert await bot.get_my_commands() == []
    await bot.delete_my_commands(scope=here)
    assert await bot.get_my_commands(scope=here) == []
    nowhere = BotCommandScopeChat(chat_id=42)
    assert await told(bot.set_my_commands([], scope=nowhere)) == "chat not found"


async def test_the_bot_describes_itself_within_bounds(bot: Bot, met: Person) -> None:
    assert await bot.set_my_name("Bookline")
    assert await bot.set_my_short_description("Books your visit")
    assert await told(bot.set_my_description("x" * 513)) == "text is too long"
    assert await bot.set_chat_menu_button(met.id)
    assert await told(bot.set_chat_menu_button(42)) == "chat not found"


async def test_places_and_contacts_are_sent(bot: Bot, met: Person) -> None:
    await bot.send_location(met.id, 52.5, 13.4)
    await bot.send_contact(met.id, "+4930123", "Salon")
    await bot.send_venue(met.id, 52.5, 13.4, "Salon", "Main street 1")
    assert [str(shown) for shown in met.chat.from_bot] == [
        "(place 52.5000, 13.4000)",
        "(contact Salon, +4930123)",
        "(place: Salon, Main street 1)",
    ]


async def test_private_chats_have_two_members_and_no_administrators(
    simulator: Simulator, bot: Bot, met: Person
) -> None:
    assert await bot.get_chat_member_count(met.id) == 2
    assert (await bot.get_chat_member(met.id, met.id)).status == "member"
    assert await told(bot.get_chat_member(met.id, 5)) == "member not found"
    assert "no administrators" in await told(bot.get_chat_administrators(met.id))
    assert "private chats" in await told(bot.leave_chat(met.id))
    assert await told(bot.pin_chat_message(met.id, 5)) == "message to pin not found"
    assert await told(bot.unpin_chat_message(met.id)) == "message to unpin not found"


async def test_a_bot_that_left_is_no_member(simulator: Simulator, bot: Bot, met: Person) -> None:
    group = simulator.add_group(title="Admins", members=[met])
    stranger = simulator.add_person(first_name="Igor")
    assert (await bot.get_chat_member(group.id, simulator.world.bot.id)).status == "member"
    assert (await bot.get_chat_member(group.id, stranger.id)).status == "left"
    await met.remove_bot(group, wait=False)
    assert (await bot.get_chat_member(group.id, simulator.world.bot.id)).status == "left"


async def test_an_ephemeral_keyboard_can_be_changed(
    simulator: Simulator, bot: Bot, met: Person
) -> None:
    group = simulator.add_group(title="Admins", members=[met])
    only_her = EphemeralMessageParameters(receiver_user_id=met.id)
    sent = await bot.send_message(group.id, "x", ephemeral_message_parameters=only_her)
    key = sent.ephemeral_message_id
    assert key is not None
    await bot.edit_ephemeral_message_reply_markup(group.id, met.id, key, reply_markup=KEYS)
    assert met.window(group).screen.labels == ["x"]
    outsider = EphemeralMessageParameters(receiver_user_id=5)
    wrong = bot.send_message(group.id, "x", ephemeral_message_parameters=outsider)
    assert await told(wrong) == "user not found"


async def test_a_picture_can_be_sent_again_by_its_id(bot: Bot, met: Person) -> None:
    sent = await bot.send_photo(met.id, PICTURE, caption="<b>Mara</b>")
    assert met.chat.newest.html == "<b>Mara</b>"
    assert str(met.chat.newest) == "(picture 8×8)\nMara"
    assert sent.photo is not None
    await bot.send_photo(met.id, sent.photo[0].file_id)
    assert len(met.chat.from_bot) == 2
