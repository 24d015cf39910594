from datetime import timedelta

from aiogram.methods import DeleteMessage, DeleteMessages

from demo.simulator.chat import BotStatus, GroupChat, PrivateChat
from demo.simulator.errors import bad_request
from demo.simulator.methods.registry import Call, handles
from demo.simulator.world import World

MAX_DELETE_AGE = timedelta(hours=48)
_MAX_BATCH = 100


@handles(DeleteMessage)
def _delete_message(call: Call[DeleteMessage]) -> bool:
    chat = call.world.known_chat(call.method.chat_id)
    key = call.method.message_id
    if key not in chat.messages:
        raise bad_request("message to delete not found", fault=key not in chat.taken_away)
    if not _may_delete(call.world, chat, key):
        raise bad_request("message can't be deleted for everyone", fault=False)
    chat.remove(key, by_person=False)
    call.world.progress.moved()
    return True


@handles(DeleteMessages)
def _delete_messages(call: Call[DeleteMessages]) -> bool:
    """Deletes messages where possible; missing ones are skipped, as in Telegram."""
    chat = call.world.known_chat(call.method.chat_id)
    if not 1 <= len(call.method.message_ids) <= _MAX_BATCH:
        raise bad_request("too many message identifiers specified")
    for key in call.method.message_ids:
        if key in chat.messages and _may_delete(call.world, chat, key):
            chat.remove(key, by_person=False)
    call.world.progress.moved()
    return True


def _may_delete(world: World, chat: PrivateChat | GroupChat, key: int) -> bool:
    message = chat.messages[key]
    is_own = message.from_user is not None and message.from_user.id == world.bot.id
    young = world.clock() - message.date < MAX_DELETE_AGE
    if isinstance(chat, GroupChat):
        return (is_own and young) or chat.bot_status is BotStatus.ADMINISTRATOR
    return young
