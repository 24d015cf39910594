from collections.abc import Sequence
from datetime import UTC, datetime

from aiogram.types import (
    ChatMemberBanned,
    ChatMemberLeft,
    ChatMemberMember,
    ChatMemberUpdated,
    User,
)

from demo.simulator.chat import BOT_STATUS_LEFT, Chat, EntryKind, GroupChat
from demo.simulator.people.payer import Payer
from demo.simulator.reading import ShownMessage, Window

_FOREVER = datetime.fromtimestamp(0, UTC)
Membership = ChatMemberMember | ChatMemberLeft | ChatMemberBanned


class Group(Window):
    """A group as everybody in it sees it."""

    __slots__ = ()

    @property
    def group_chat(self) -> GroupChat:
        """The group as the server holds it."""
        if not isinstance(self.chat, GroupChat):
            raise TypeError(f"{self.id} is not a group")
        return self.chat

    @property
    def members(self) -> Sequence[User]:
        """The people in it."""
        return tuple(self.group_chat.members.values())


class Person(Payer):
    """Somebody with a Telegram account; the sum of all that they can do."""

    __slots__ = ()

    def delete(self, message: ShownMessage | int) -> None:
        """Deletes a message for both sides; the bot is not told."""
        shown = self.shown(message)
        shown.chat.remove(shown.key, by_person=True)

    def clear_chat(self) -> None:
        """Deletes the whole history for both sides; the bot is not told."""
        for key in tuple(self.private_chat.messages):
            self.private_chat.remove(key, by_person=True)

    def set_language(self, code: str) -> None:
        """Changes the language of this person's Telegram; the next update tells the bot."""
        self.world.people[self.id] = self.user.model_copy(update={"language_code": code})
        self.private_chat.record(EntryKind.CHANGED)

    async def block(self, *, wait: bool = True) -> None:
        """Blocks the bot, which can no longer write."""
        self.private_chat.blocked = True
        bot = self.world.bot
        banned = ChatMemberBanned(user=bot, until_date=_FOREVER)
        await self._tell(self.private_chat, ChatMemberMember(user=bot), banned, wait=wait)

    async def unblock(self, *, wait: bool = True) -> None:
        """Lets the bot write again."""
        self.private_chat.blocked = False
        bot = self.world.bot
        banned = ChatMemberBanned(user=bot, until_date=_FOREVER)
        await self._tell(self.private_chat, banned, ChatMemberMember(user=bot), wait=wait)

    async def add_bot(self, group: Group, *, wait: bool = True) -> None:
        """Adds the bot to a group."""
        group.group_chat.bot_status = "member"
        bot = self.world.bot
        member = ChatMemberMember(user=bot)
        await self._tell(group.group_chat, ChatMemberLeft(user=bot), member, wait=wait)

    async def remove_bot(self, group: Group, *, wait: bool = True) -> None:
        """Throws the bot out of a group."""
        group.group_chat.bot_status = BOT_STATUS_LEFT
        bot = self.world.bot
        left = ChatMemberLeft(user=bot)
        await self._tell(group.group_chat, ChatMemberMember(user=bot), left, wait=wait)

    async def _tell(self, chat: Chat, before: Membership, after: Membership, *, wait: bool) -> None:
        update = ChatMemberUpdated(
            chat=chat.info,
            from_user=self.user,
            date=self.world.clock(),
            old_chat_member=before,
            new_chat_member=after,
        )
        chat.record(EntryKind.CHANGED)
        self.world.updates.put("my_chat_member", update, person_id=self.id, chat_id=chat.id)
        if wait:
            await self.settle()
