from datetime import UTC, datetime

from aiogram.types import (
    ChatMemberBanned,
    ChatMemberLeft,
    ChatMemberMember,
    ChatMemberUpdated,
    User,
)

from demo.simulator.chat import BOT_STATUS_LEFT, Chat, EntryKind, GroupChat, PrivateChat
from demo.simulator.world import World

_FOREVER = datetime.fromtimestamp(0, UTC)


def set_blocked(world: World, chat: PrivateChat, *, blocked: bool) -> None:
    """Blocks or unblocks the bot in a private chat, and tells it."""
    chat.blocked = blocked
    member = ChatMemberMember(user=world.bot)
    banned = ChatMemberBanned(user=world.bot, until_date=_FOREVER)
    before, after = (member, banned) if blocked else (banned, member)
    _tell(world, chat, world.people[chat.id], before, after)


def set_bot_in_group(world: World, group: GroupChat, actor: User, *, present: bool) -> None:
    """Adds the bot to a group or throws it out, and tells it."""
    group.bot_status = "member" if present else BOT_STATUS_LEFT
    member, left = ChatMemberMember(user=world.bot), ChatMemberLeft(user=world.bot)
    before, after = (left, member) if present else (member, left)
    _tell(world, group, actor, before, after)


def _tell(
    world: World,
    chat: Chat,
    actor: User,
    before: ChatMemberMember | ChatMemberLeft | ChatMemberBanned,
    after: ChatMemberMember | ChatMemberLeft | ChatMemberBanned,
) -> None:
    chat.record(EntryKind.CHANGED)
    update = ChatMemberUpdated(
        chat=chat.info,
        from_user=actor,
        date=world.clock(),
        old_chat_member=before,
        new_chat_member=after,
    )
    world.updates.put("my_chat_member", update, person_id=actor.id, chat_id=chat.id)
