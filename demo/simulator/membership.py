"""The bot's status in a chat, and updates about its changes."""

from datetime import UTC, datetime
from typing import TypeAlias

from aiogram.types import (
    ChatMemberAdministrator,
    ChatMemberBanned,
    ChatMemberLeft,
    ChatMemberMember,
    ChatMemberUpdated,
    User,
)

from demo.simulator.chat import BotStatus, Chat, EntryKind, GroupChat, PrivateChat
from demo.simulator.world import World

BotMember: TypeAlias = (
    ChatMemberMember | ChatMemberAdministrator | ChatMemberLeft | ChatMemberBanned
)

_FOREVER = datetime.fromtimestamp(0, UTC)


def bot_member(bot: User, status: BotStatus) -> BotMember:
    """Returns the bot's status as a Telegram object."""
    match status:
        case BotStatus.MEMBER:
            return ChatMemberMember(user=bot)
        case BotStatus.ADMINISTRATOR:
            return _administrator(bot)
        case BotStatus.LEFT:
            return ChatMemberLeft(user=bot)
        case BotStatus.BLOCKED:
            return ChatMemberBanned(user=bot, until_date=_FOREVER)


def set_blocked(world: World, chat: PrivateChat, *, blocked: bool) -> None:
    """Blocks or unblocks the bot in a private chat, and sends it an update."""
    statuses = (BotStatus.MEMBER, BotStatus.BLOCKED)
    before, after = statuses if blocked else reversed(statuses)
    chat.blocked = blocked
    _send_update(world, chat, world.people[chat.id], before, after)


def set_bot_status(world: World, group: GroupChat, actor: User, status: BotStatus) -> None:
    """Changes the bot's status in a group, and sends it an update."""
    before, group.bot_status = group.bot_status, status
    _send_update(world, group, actor, before, status)


def _send_update(
    world: World, chat: Chat, actor: User, before: BotStatus, after: BotStatus
) -> None:
    chat.record(EntryKind.CHANGED)
    update = ChatMemberUpdated(
        chat=chat.info,
        from_user=actor,
        date=world.clock(),
        old_chat_member=bot_member(world.bot, before),
        new_chat_member=bot_member(world.bot, after),
    )
    world.updates.put("my_chat_member", update, person_id=actor.id, chat_id=chat.id)


def _administrator(bot: User) -> ChatMemberAdministrator:
    """Returns an administrator who may only pin, delete and invite."""
    return ChatMemberAdministrator(
        user=bot,
        can_be_edited=False,
        is_anonymous=False,
        can_manage_chat=True,
        can_delete_messages=True,
        can_manage_video_chats=False,
        can_restrict_members=False,
        can_promote_members=False,
        can_change_info=False,
        can_invite_users=True,
        can_post_stories=False,
        can_edit_stories=False,
        can_delete_stories=False,
        can_send_welcome_messages=False,
        can_pin_messages=True,
    )
