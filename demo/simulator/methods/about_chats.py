from aiogram.methods import (
    GetChat,
    GetChatAdministrators,
    GetChatMember,
    GetChatMemberCount,
    GetFile,
    LeaveChat,
    PinChatMessage,
    UnpinChatMessage,
)
from aiogram.types import (
    AcceptedGiftTypes,
    ChatFullInfo,
    ChatMemberLeft,
    ChatMemberMember,
    ChatMemberOwner,
    File,
)

from demo.simulator.chat import BotStatus, GroupChat
from demo.simulator.errors import bad_request
from demo.simulator.membership import BotMember, bot_member
from demo.simulator.methods.registry import Call, handles

ChatMemberKind = ChatMemberOwner | BotMember


@handles(GetChat)
def _get_chat(call: Call[GetChat]) -> ChatFullInfo:
    chat = call.world.known_chat(call.method.chat_id)
    gifts = AcceptedGiftTypes(
        unlimited_gifts=False,
        limited_gifts=False,
        unique_gifts=False,
        premium_subscription=False,
        gifts_from_channels=False,
    )
    return ChatFullInfo(
        **chat.info.model_dump(exclude_none=True),
        accent_color_id=0,
        max_reaction_count=11,
        accepted_gift_types=gifts,
    )


@handles(GetChatMember)
def _get_chat_member(call: Call[GetChatMember]) -> ChatMemberKind:
    chat = call.world.known_chat(call.method.chat_id)
    user_id = call.method.user_id
    if isinstance(chat, GroupChat):
        return member_of(chat, user_id, call)
    if user_id not in {chat.id, call.world.bot.id}:
        raise bad_request("member not found")
    user = call.world.bot if user_id == call.world.bot.id else call.world.people[user_id]
    return ChatMemberMember(user=user)


@handles(GetChatAdministrators)
def _get_chat_administrators(call: Call[GetChatAdministrators]) -> list[ChatMemberKind]:
    chat = call.world.known_chat(call.method.chat_id)
    if not isinstance(chat, GroupChat):
        raise bad_request("there are no administrators in the private chat")
    return [member_of(chat, user_id, call) for user_id in sorted(chat.administrators)]


@handles(GetChatMemberCount)
def _get_chat_member_count(call: Call[GetChatMemberCount]) -> int:
    chat = call.world.known_chat(call.method.chat_id)
    return len(chat.members) + chat.has_bot if isinstance(chat, GroupChat) else 2


@handles(LeaveChat)
def _leave_chat(call: Call[LeaveChat]) -> bool:
    chat = call.world.known_chat(call.method.chat_id)
    if not isinstance(chat, GroupChat):
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_status = BotStatus.LEFT
    return True


@handles(PinChatMessage)
def _pin_chat_message(call: Call[PinChatMessage]) -> bool:
    chat = call.world.open_chat(call.method.chat_id)
    key = call.method.message_id
    if key not in chat.messages:
        raise bad_request("message to pin not found", fault=key not in chat.taken_away)
    if isinstance(chat, GroupChat) and chat.bot_status is not BotStatus.ADMINISTRATOR:
        raise bad_request("not enough rights to manage pinned messages in the chat")
    chat.pin(key)
    return True


@handles(UnpinChatMessage)
def _unpin_chat_message(call: Call[UnpinChatMessage]) -> bool:
    chat = call.world.open_chat(call.method.chat_id)
    key = call.method.message_id or (chat.pinned[-1] if chat.pinned else None)
    if key not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(key)
    return True


@handles(GetFile)
def _get_file(call: Call[GetFile]) -> File:
    return call.world.files.get_required(call.method.file_id).described()


def member_of(
    chat: GroupChat, user_id: int, call: Call[GetChatMember] | Call[GetChatAdministrators]
) -> ChatMemberKind:
    """Returns a user's status in a group.

    Raises:
        ApiError: there is no such user.
    """
    world = call.world
    if user_id == world.bot.id:
        return bot_member(world.bot, chat.bot_status)
    user = world.people.get(user_id)
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if user_id in chat.administrators:
        return ChatMemberOwner(user=user, is_anonymous=False)
    return ChatMemberMember(user=user) if user_id in chat.members else ChatMemberLeft(user=user)
