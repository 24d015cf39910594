from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import TypeAlias

from aiogram.types import Chat as ChatInfo
from aiogram.types import Message, ReplyKeyboardMarkup, User


class BotStatus(Enum):
    """The bot's status in a chat."""

    MEMBER = "member"
    ADMINISTRATOR = "administrator"
    LEFT = "left"
    BLOCKED = "kicked"


class EntryKind(Enum):
    """What can happen in a chat; CHANGED is about the chat itself, or the person behind it."""

    SENT = "sent"
    EDITED = "edited"
    DELETED = "deleted"
    PINNED = "pinned"
    TAPPED = "tapped"
    TOAST = "toast"
    PAID = "paid"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a chat's history.

    Attributes:
        message: the message as it was then.
        person_id: the person who acted, or the only one who saw it.
        text: the label of a button, or the text of a toast or alert.
        alert: whether it is an alert with an OK button.
    """

    at: datetime
    kind: EntryKind
    message: Message | None = None
    person_id: int | None = None
    text: str = ""
    alert: bool = False


Listener: TypeAlias = Callable[["Chat", Entry], None]


def key_of(message: Message) -> int:
    """The key of a message in its chat: its id, or the negated id of an ephemeral one."""
    if message.ephemeral_message_id is not None:
        return -message.ephemeral_message_id
    return message.message_id


@dataclass(slots=True, eq=False)
class Chat:
    """A chat as Telegram's server holds it; messages are frozen values, replaced when edited.

    Attributes:
        taken_away: keys of messages that a person deleted, which the bot cannot know.
        reply_keyboard: the keyboard under the text field, if the bot sent one.
    """

    info: ChatInfo
    listener: Listener
    clock: Callable[[], datetime]
    messages: dict[int, Message] = field(default_factory=dict)
    log: list[Entry] = field(default_factory=list)
    taken_away: set[int] = field(default_factory=set)
    pinned: list[int] = field(default_factory=list)
    reply_keyboard: ReplyKeyboardMarkup | None = None

    @property
    def id(self) -> int:
        """The same as the person's for a private chat, negative for a group."""
        return self.info.id

    @property
    def is_private(self) -> bool:
        """Whether it is the chat of one person with the bot."""
        return self.info.type == "private"

    def add(self, message: Message) -> None:
        """Puts a new message at the end."""
        self.messages[key_of(message)] = message
        self.record(EntryKind.SENT, message=message)

    def replace(self, message: Message) -> None:
        """Puts the edited message in the place of the old one."""
        self.messages[key_of(message)] = message
        self.record(EntryKind.EDITED, message=message)

    def remove(self, key: int, *, by_person: bool) -> None:
        """Removes a message; the bot gets no update."""
        message = self.messages.pop(key)
        if by_person:
            self.taken_away.add(key)
        if key in self.pinned:
            self.pinned.remove(key)
        self.record(EntryKind.DELETED, message=message)

    def pin(self, key: int) -> None:
        """Pins a message above earlier pinned ones."""
        self.pinned.append(key)
        self.record(EntryKind.PINNED, message=self.messages[key])

    def set_reply_keyboard(self, keyboard: ReplyKeyboardMarkup | None) -> None:
        """Shows other keys under the text field, or none."""
        self.reply_keyboard = keyboard
        self.record(EntryKind.CHANGED)

    def record(
        self,
        kind: EntryKind,
        *,
        message: Message | None = None,
        person_id: int | None = None,
        text: str = "",
        alert: bool = False,
    ) -> None:
        """Adds a history entry and notifies the listener."""
        entry = Entry(self.clock(), kind, message, person_id, text, alert)
        self.log.append(entry)
        self.listener(self, entry)

    def visible_to(self, person_id: int | None) -> Iterator[Message]:
        """Messages from old to new; ephemeral ones only for their receiver."""
        for message in self.messages.values():
            receiver = message.receiver_user
            if receiver is None or receiver.id == person_id:
                yield message


@dataclass(slots=True, eq=False)
class PrivateChat(Chat):
    """The chat of one person with the bot.

    Attributes:
        started: whether the person ever wrote; before that the bot may not write.
        blocked: whether the person blocked the bot.
    """

    started: bool = False
    blocked: bool = False


@dataclass(slots=True, eq=False)
class GroupChat(Chat):
    """A supergroup: its people, its administrators, and whether the bot is in it."""

    members: dict[int, User] = field(default_factory=dict)
    administrators: set[int] = field(default_factory=set)
    bot_status: BotStatus = BotStatus.MEMBER

    @property
    def has_bot(self) -> bool:
        """Whether the bot is in the group."""
        return self.bot_status is not BotStatus.LEFT
