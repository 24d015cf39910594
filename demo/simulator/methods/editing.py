from collections.abc import Mapping
from dataclasses import dataclass

from aiogram.methods import (
    EditMessageCaption,
    EditMessageMedia,
    EditMessageReplyMarkup,
    EditMessageText,
)
from aiogram.types import InputMediaDocument, InputMediaPhoto, Message

from demo.simulator.chat import Chat
from demo.simulator.errors import bad_request
from demo.simulator.files import photo_sizes
from demo.simulator.methods.outgoing import preview_of
from demo.simulator.methods.registry import Call, handles
from demo.simulator.methods.sending import document_of
from demo.simulator.text.formatting import read_caption, read_text
from demo.simulator.text.markup import read_inline_keyboard
from demo.simulator.wire import to_json
from demo.simulator.world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
_CONTENT = ("text", "entities", "caption", "caption_entities", "photo", "document", "reply_markup")


@dataclass(frozen=True, slots=True)
class Editable:
    """An editable message of the bot, and its chat."""

    chat: Chat
    message: Message


@handles(EditMessageText)
def _edit_message_text(call: Call[EditMessageText]) -> Message:
    method = call.method
    target = find_editable(call.world, method.chat_id, method.message_id)
    if target.message.text is None:
        raise bad_request("there is no text in the message to edit")
    body = read_text(method.text, method.parse_mode, method.entities)
    change = {
        "text": body.text,
        "entities": list(body.entities) or None,
        "link_preview_options": preview_of(method.link_preview_options),
        "reply_markup": read_inline_keyboard(method.reply_markup),
    }
    return put_change(call.world, target, change)


@handles(EditMessageCaption)
def _edit_message_caption(call: Call[EditMessageCaption]) -> Message:
    method = call.method
    target = find_editable(call.world, method.chat_id, method.message_id)
    if target.message.photo is None and target.message.document is None:
        raise bad_request("there is no caption in the message to edit")
    caption = read_caption(method.caption, method.parse_mode, method.caption_entities)
    change = {
        "caption": caption.text or None,
        "caption_entities": list(caption.entities) or None,
        "reply_markup": read_inline_keyboard(method.reply_markup),
    }
    return put_change(call.world, target, change)


@handles(EditMessageMedia)
def _edit_message_media(call: Call[EditMessageMedia]) -> Message:
    method = call.method
    target = find_editable(call.world, method.chat_id, method.message_id)
    change = read_media(call.world, method.media)
    change["reply_markup"] = read_inline_keyboard(method.reply_markup)
    return put_change(call.world, target, change)


@handles(EditMessageReplyMarkup)
def _edit_message_reply_markup(call: Call[EditMessageReplyMarkup]) -> Message:
    method = call.method
    target = find_editable(call.world, method.chat_id, method.message_id)
    is_invoice = target.message.invoice is not None
    markup = read_inline_keyboard(method.reply_markup, invoice=is_invoice)
    return put_change(call.world, target, {"reply_markup": markup})


def find_editable(world: World, chat_id: int | str | None, message_id: int | None) -> Editable:
    """Finds a message for editing.

    Raises:
        ApiError: the chat is closed to the bot, the message is gone, or it is not the bot's own.
    """
    if chat_id is None:
        raise bad_request("chat_id is empty")
    if message_id is None:
        raise bad_request("message identifier is not specified")
    chat = world.open_chat(chat_id)
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request("message to edit not found", fault=message_id not in chat.taken_away)
    if message.from_user is None or message.from_user.id != world.bot.id:
        raise bad_request("message can't be edited")
    return Editable(chat, message)


def read_media(world: World, media: object) -> dict[str, object]:
    """Reads the picture or document that replaces the content of a message.

    Raises:
        ApiError: another kind of media, or content that Telegram would reject.
    """
    if not isinstance(media, InputMediaPhoto | InputMediaDocument):
        raise bad_request("unsupported media type: this server takes photos and documents")
    caption = read_caption(media.caption, media.parse_mode, media.caption_entities)
    stored = world.files.receive(media.media, default_name="file")
    is_photo = isinstance(media, InputMediaPhoto)
    return {
        "text": None,
        "entities": None,
        "caption": caption.text or None,
        "caption_entities": list(caption.entities) or None,
        "photo": photo_sizes(stored) if is_photo else None,
        "document": None if is_photo else document_of(stored),
    }


def put_change(world: World, target: Editable, change: Mapping[str, object]) -> Message:
    """Replaces the message.

    Raises:
        ApiError: 400 when nothing would change.
    """
    edited = target.message.model_copy(
        update={**change, "edit_date": round(world.clock().timestamp())}
    )
    if _content(edited) == _content(target.message):
        raise bad_request(NOT_MODIFIED)
    target.chat.replace(edited)
    world.progress.replied(target.chat.id)
    return edited


def _content(message: Message) -> object:
    return {name: to_json(getattr(message, name)) for name in _CONTENT}
