"""Messages in a group that only one person sees."""

from aiogram.methods import (
    DeleteEphemeralMessage,
    EditEphemeralMessageReplyMarkup,
    EditEphemeralMessageText,
)

from demo.simulator.errors import bad_request
from demo.simulator.methods.editing import Editable, put_change
from demo.simulator.methods.outgoing import preview_of
from demo.simulator.methods.registry import Call, handles
from demo.simulator.text.formatting import read_text
from demo.simulator.text.markup import read_inline_keyboard
from demo.simulator.world import World


@handles(EditEphemeralMessageText)
def _edit_ephemeral_text(call: Call[EditEphemeralMessageText]) -> bool:
    method = call.method
    target = _find(call.world, method.chat_id, method.receiver_user_id, method.ephemeral_message_id)
    body = read_text(method.text, method.parse_mode, method.entities)
    change = {
        "text": body.text,
        "entities": list(body.entities) or None,
        "link_preview_options": preview_of(method.link_preview_options),
        "reply_markup": read_inline_keyboard(method.reply_markup),
    }
    put_change(call.world, target, change)
    return True


@handles(EditEphemeralMessageReplyMarkup)
def _edit_ephemeral_reply_markup(call: Call[EditEphemeralMessageReplyMarkup]) -> bool:
    method = call.method
    target = _find(call.world, method.chat_id, method.receiver_user_id, method.ephemeral_message_id)
    markup = read_inline_keyboard(method.reply_markup)
    put_change(call.world, target, {"reply_markup": markup})
    return True


@handles(DeleteEphemeralMessage)
def _delete_ephemeral(call: Call[DeleteEphemeralMessage]) -> bool:
    method = call.method
    target = _find(call.world, method.chat_id, method.receiver_user_id, method.ephemeral_message_id)
    target.chat.remove(-method.ephemeral_message_id, by_person=False)
    call.world.progress.moved()
    return True


def _find(world: World, chat_id: int | str, person_id: int, ephemeral_id: int) -> Editable:
    chat = world.open_chat(chat_id)
    message = chat.messages.get(-ephemeral_id)
    if message is None or message.receiver_user is None or message.receiver_user.id != person_id:
        raise bad_request("message to edit not found")
    return Editable(chat, message)
