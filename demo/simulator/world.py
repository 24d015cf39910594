from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from aiogram.types import Chat as ChatInfo
from aiogram.types import User

from demo.simulator.chat import Chat, Entry, GroupChat, Listener, PrivateChat
from demo.simulator.commands import CommandMenus
from demo.simulator.errors import bad_request, forbidden
from demo.simulator.faults.flood import FloodGuard
from demo.simulator.files import FileStore
from demo.simulator.money.till import Till
from demo.simulator.queries import Queries
from demo.simulator.updates.progress import Progress
from demo.simulator.updates.updates import UpdateQueue
from demo.simulator.updates.webhook import Webhook

Clock: TypeAlias = Callable[[], datetime]

_FIRST_PERSON_ID = 100_001
_FIRST_GROUP_ID = -1_001_000_000_001


@dataclass(slots=True)
class World:
    """Everything that Telegram's server stores for one bot."""

    token: str
    bot: User
    clock: Clock
    progress: Progress = field(default_factory=Progress)
    people: dict[int, User] = field(default_factory=dict)
    chats: dict[int, PrivateChat | GroupChat] = field(default_factory=dict)
    files: FileStore = field(default_factory=FileStore)
    queries: Queries = field(default_factory=Queries)
    commands: CommandMenus = field(default_factory=CommandMenus)
    till: Till = field(default_factory=Till)
    flood: FloodGuard = field(default_factory=FloodGuard)
    webhook: Webhook = field(default_factory=Webhook)
    listeners: list[Listener] = field(default_factory=list)
    updates: UpdateQueue = field(init=False)
    _last_message_id: int = 0
    _last_ephemeral_id: int = 0

    def __post_init__(self) -> None:
        self.updates = UpdateQueue(self.progress)

    def add_person(
        self,
        *,
        first_name: str,
        last_name: str | None,
        username: str | None,
        language_code: str | None,
        user_id: int | None,
    ) -> PrivateChat:
        """Adds a person and their private chat with the bot, not started yet.

        Raises:
            ValueError: the id is taken.
        """
        person_id = user_id or _FIRST_PERSON_ID + len(self.people)
        if person_id in self.people:
            raise ValueError(f"user id {person_id} is taken")
        self.people[person_id] = User(
            id=person_id,
            is_bot=False,
            first_name=first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
        )
        info = ChatInfo(
            id=person_id,
            type="private",
            first_name=first_name,
            last_name=last_name,
            username=username,
        )
        chat = PrivateChat(info, self._notify, self.clock)
        self.chats[person_id] = chat
        return chat

    def add_group(
        self, *, title: str, members: dict[int, User], administrators: set[int]
    ) -> GroupChat:
        """Adds a supergroup with the bot in it."""
        group_id = _FIRST_GROUP_ID - len(self.groups())
        info = ChatInfo(id=group_id, type="supergroup", title=title)
        group = GroupChat(
            info, self._notify, self.clock, members=members, administrators=administrators
        )
        self.chats[group_id] = group
        return group

    def groups(self) -> list[GroupChat]:
        """All groups."""
        return [chat for chat in self.chats.values() if isinstance(chat, GroupChat)]

    def next_message_id(self) -> int:
        """Returns the next message id; all chats share a counter, as private ones in Telegram."""
        self._last_message_id += 1
        return self._last_message_id

    def next_ephemeral_id(self) -> int:
        """Returns the next id of an ephemeral message, from a separate counter."""
        self._last_ephemeral_id += 1
        return self._last_ephemeral_id

    def known_chat(self, chat_id: int | str) -> PrivateChat | GroupChat:
        """Returns a chat that the bot may know.

        Raises:
            ApiError: 400 chat not found; also for a person who never met the bot.
        """
        try:
            chat = self.chats.get(int(chat_id))
        except ValueError:
            chat = None
        if chat is None or (isinstance(chat, PrivateChat) and not self._has_met(chat)):
            raise bad_request("chat not found")
        return chat

    def open_chat(self, chat_id: int | str) -> PrivateChat | GroupChat:
        """Returns a chat that the bot may write to.

        Raises:
            ApiError: 400 chat not found; 403 if the person blocked the bot or never wrote first,
                or the bot is not in the group.
        """
        chat = self.known_chat(chat_id)
        if isinstance(chat, GroupChat):
            if not chat.has_bot:
                raise forbidden("bot was kicked from the supergroup chat", fault=False)
        elif chat.blocked:
            raise forbidden("bot was blocked by the user", fault=False)
        elif not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def _has_met(self, chat: PrivateChat) -> bool:
        return chat.started or any(chat.id in g.members for g in self.groups() if g.has_bot)

    def _notify(self, chat: Chat, entry: Entry) -> None:
        for listener in tuple(self.listeners):
            listener(chat, entry)

    def __iter__(self) -> Iterator[PrivateChat | GroupChat]:
        return iter(self.chats.values())
