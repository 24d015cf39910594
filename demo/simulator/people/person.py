from collections.abc import Sequence

from aiogram.types import User

from demo.simulator.chat import BotStatus, EntryKind, GroupChat
from demo.simulator.membership import set_blocked, set_bot_status
from demo.simulator.people.payer import Payer
from demo.simulator.reading import ShownMessage, Window


class Group(Window):
    """A group as all its members see it."""

    __slots__ = ()

    @property
    def group_chat(self) -> GroupChat:
        """The group as stored by the server."""
        if not isinstance(self.chat, GroupChat):
            raise TypeError(f"{self.id} is not a group")
        return self.chat

    @property
    def members(self) -> Sequence[User]:
        """The people in it."""
        return tuple(self.group_chat.members.values())


class Person(Payer):
    """A user with a Telegram account, with all actions."""

    __slots__ = ()

    def delete(self, message: ShownMessage | int) -> None:
        """Deletes a message for both sides; the bot gets no update."""
        shown = self.shown(message)
        shown.chat.remove(shown.key, by_person=True)

    def clear_chat(self) -> None:
        """Deletes the whole history for both sides; the bot gets no update."""
        for key in tuple(self.private_chat.messages):
            self.private_chat.remove(key, by_person=True)

    def set_language(self, code: str) -> None:
        """Changes the language of this person's Telegram; the next update contains it."""
        self.world.people[self.id] = self.user.model_copy(update={"language_code": code})
        self.private_chat.record(EntryKind.CHANGED)

    async def block(self, *, wait: bool = True) -> None:
        """Blocks the bot; it can no longer write."""
        set_blocked(self.world, self.private_chat, blocked=True)
        await self._wait(wait=wait)

    async def unblock(self, *, wait: bool = True) -> None:
        """Lets the bot write again."""
        set_blocked(self.world, self.private_chat, blocked=False)
        await self._wait(wait=wait)

    async def add_bot(self, group: Group, *, wait: bool = True) -> None:
        """Adds the bot to a group, or revokes its administrator rights."""
        await self._set_bot_status(group, BotStatus.MEMBER, wait=wait)

    async def promote_bot(self, group: Group, *, wait: bool = True) -> None:
        """Makes the bot an administrator, who may pin messages and delete other members' ones."""
        await self._set_bot_status(group, BotStatus.ADMINISTRATOR, wait=wait)

    async def remove_bot(self, group: Group, *, wait: bool = True) -> None:
        """Removes the bot from a group."""
        await self._set_bot_status(group, BotStatus.LEFT, wait=wait)

    async def _set_bot_status(self, group: Group, status: BotStatus, *, wait: bool) -> None:
        set_bot_status(self.world, group.group_chat, self.user, status)
        await self._wait(wait=wait)

    async def _wait(self, *, wait: bool) -> None:
        if wait:
            await self.settle()
