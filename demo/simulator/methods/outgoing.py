"""Shared by all methods that send a message to a chat."""

from collections.abc import Mapping
from typing import TypeAlias

from aiogram.methods import (
    SendContact,
    SendDocument,
    SendInvoice,
    SendLocation,
    SendMessage,
    SendPhoto,
    SendVenue,
)
from aiogram.types import (
    EphemeralMessageParameters,
    ForceReply,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from demo.simulator.chat import Chat, GroupChat
from demo.simulator.errors import bad_request
from demo.simulator.money.invoices import SentInvoice
from demo.simulator.text.markup import check_reply_keyboard, read_inline_keyboard
from demo.simulator.world import World

# The effects available to all users (fire, thumbs up, thumbs down, heart, party, poop).
MESSAGE_EFFECTS = frozenset(
    {
        "5104841245755180586",
        "5107584321108051014",
        "5104858069142078462",
        "5044134455711629726",
        "5046509860389126442",
        "5046589136895476101",
    }
)


Sending: TypeAlias = (
    SendMessage | SendPhoto | SendDocument | SendVenue | SendLocation | SendContact | SendInvoice
)


def deliver(
    world: World,
    method: Sending,
    content: Mapping[str, object],
    *,
    invoice: SentInvoice | None = None,
) -> Message:
    """Checks everything except the content, and adds the message to the chat.

    Raises:
        ApiError: the chat, the keyboard, the reply, the effect or the rate is invalid.
    """
    chat = world.open_chat(method.chat_id)
    markup = method.reply_markup
    inline = None
    if isinstance(markup, ReplyKeyboardMarkup):
        check_reply_keyboard(markup)
    elif not isinstance(markup, ReplyKeyboardRemove | ForceReply):
        inline = read_inline_keyboard(markup, invoice=invoice is not None)
    receiver = _receiver(method, chat)
    surroundings: dict[str, object] = {
        **_identity(world, receiver),
        "date": world.clock(),
        "chat": chat.info,
        "from_user": world.bot,
        "reply_markup": inline,
        "reply_to_message": _replied_to(method, chat),
        "effect_id": _effect(method, chat),
        "receiver_user": world.people[receiver.receiver_user_id] if receiver else None,
    }
    message = Message.model_validate(surroundings | dict(content))
    now_s = world.clock().timestamp()
    world.flood.check(chat.id, is_group=isinstance(chat, GroupChat), now_s=now_s)
    if invoice is not None:
        world.till.issue(invoice, (chat.id, message.message_id))
    chat.add(message)
    if isinstance(markup, ReplyKeyboardMarkup | ReplyKeyboardRemove):
        chat.set_reply_keyboard(markup if isinstance(markup, ReplyKeyboardMarkup) else None)
    world.progress.replied(chat.id)
    return message


def preview_of(options: object) -> LinkPreviewOptions | None:
    """The link preview options, if the bot gave any."""
    return options if isinstance(options, LinkPreviewOptions) else None


def _identity(world: World, receiver: EphemeralMessageParameters | None) -> dict[str, int]:
    if receiver is None:
        return {"message_id": world.next_message_id()}
    return {"message_id": 0, "ephemeral_message_id": world.next_ephemeral_id()}


def _receiver(method: Sending, chat: Chat) -> EphemeralMessageParameters | None:
    parameters = getattr(method, "ephemeral_message_parameters", None)
    deprecated = getattr(method, "receiver_user_id", None)
    if parameters is None and deprecated is not None:
        parameters = EphemeralMessageParameters(receiver_user_id=deprecated)
    if not isinstance(parameters, EphemeralMessageParameters):
        return None
    if not isinstance(chat, GroupChat):
        raise bad_request("ephemeral messages can be sent only to groups and supergroups")
    if parameters.receiver_user_id not in chat.members:
        raise bad_request("user not found")
    return parameters


def _replied_to(method: Sending, chat: Chat) -> Message | None:
    reply = method.reply_parameters
    if reply is None or reply.message_id is None:
        return None
    message = chat.messages.get(reply.message_id)
    if message is None and reply.allow_sending_without_reply is not True:
        fault = reply.message_id not in chat.taken_away
        raise bad_request("message to be replied not found", fault=fault)
    return message


def _effect(method: Sending, chat: Chat) -> str | None:
    effect = method.message_effect_id
    if effect is not None and (not chat.is_private or effect not in MESSAGE_EFFECTS):
        raise bad_request("EFFECT_ID_INVALID")
    return effect
