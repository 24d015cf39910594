"""What a person sees: messages, buttons, toasts and files, as values."""

from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton, Message

from demo.simulator.chat import Chat, EntryKind, key_of
from demo.simulator.errors import NoSuchButtonError
from demo.simulator.text.formatting import Formatted
from demo.simulator.transcript import render_message, render_transcript
from demo.simulator.world import World


@dataclass(frozen=True, slots=True)
class Notice:
    """The answer to a tap: a toast, or an alert with an OK button."""

    text: str
    alert: bool


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A document that the bot sent."""

    name: str
    data: bytes
    mime_type: str
    caption: str


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A snapshot of a message; read it again to see later changes."""

    chat: Chat
    message: Message

    @property
    def id(self) -> int:
        """Its id; 0 for an ephemeral message."""
        return self.message.message_id

    @property
    def key(self) -> int:
        """Its id, or the negated id of an ephemeral message."""
        return key_of(self.message)

    @property
    def text(self) -> str:
        """The text or the caption."""
        return self.message.text or self.message.caption or ""

    @property
    def picture(self) -> str | None:
        """The file id of its picture, if it has one."""
        return self.message.photo[-1].file_id if self.message.photo else None

    @property
    def html(self) -> str:
        """The text with Telegram's tags."""
        entities = self.message.entities or self.message.caption_entities or ()
        return Formatted(self.text, tuple(entities)).html

    @property
    def rows(self) -> list[list[InlineKeyboardButton]]:
        """The inline keyboard."""
        markup = self.message.reply_markup
        return markup.inline_keyboard if markup else []

    @property
    def buttons(self) -> list[list[str]]:
        """The labels of the buttons, row by row."""
        return [[button.text for button in row] for row in self.rows]

    @property
    def labels(self) -> list[str]:
        """The labels of all buttons."""
        return [label for row in self.buttons for label in row]

    @property
    def is_edited(self) -> bool:
        """Whether it was changed after it was sent."""
        return self.message.edit_date is not None

    def has_button(self, wanted: str) -> bool:
        """Returns whether a button matches by label, callback data or part of the label."""
        return bool(self._matching(wanted))

    def button(self, wanted: str) -> InlineKeyboardButton:
        """Returns a button by its label, its callback data, or part of its label.

        Raises:
            NoSuchButtonError: no button matches, or more than one.
        """
        matching = self._matching(wanted)
        if len(matching) == 1:
            return matching[0]
        found = "no button" if not matching else f"{len(matching)} buttons"
        raise NoSuchButtonError(f"{found} for {wanted!r} on:\n{render_message(self.message)}")

    def _matching(self, wanted: str) -> list[InlineKeyboardButton]:
        buttons = [button for row in self.rows for button in row]
        exact = [b for b in buttons if wanted in {b.text, b.callback_data}]
        return exact[:1] or [button for button in buttons if wanted in button.text]

    def __str__(self) -> str:
        return render_message(self.message)


@dataclass(frozen=True, slots=True)
class Window:
    """A chat as one person sees it; without a viewer, as all its members see it."""

    world: World
    chat: Chat
    viewer_id: int | None = None

    @property
    def id(self) -> int:
        """The id of the chat."""
        return self.chat.id

    @property
    def title(self) -> str:
        """The name of the group or of the person."""
        return self.chat.info.title or self.chat.info.full_name

    @property
    def messages(self) -> list[ShownMessage]:
        """All visible messages, from old to new."""
        return [ShownMessage(self.chat, m) for m in self.chat.visible_to(self.viewer_id)]

    @property
    def from_bot(self) -> list[ShownMessage]:
        """The bot's messages, from old to new."""
        bot_id = self.world.bot.id
        return [
            m for m in self.messages if m.message.from_user and m.message.from_user.id == bot_id
        ]

    @property
    def newest(self) -> ShownMessage:
        """The newest message of the bot.

        Raises:
            LookupError: the bot has not said anything.
        """
        if not self.from_bot:
            raise LookupError(f"the bot has not said anything in:\n{self.transcript()}")
        return self.from_bot[-1]

    @property
    def screen(self) -> ShownMessage:
        """The newest message of the bot that has buttons, or else its newest message.

        Raises:
            LookupError: the bot has not said anything.
        """
        with_buttons = [message for message in self.from_bot if message.rows]
        return with_buttons[-1] if with_buttons else self.newest

    def find(self, text: str) -> ShownMessage:
        """The newest message of the bot that contains the text.

        Raises:
            LookupError: there is none.
        """
        for message in reversed(self.from_bot):
            if text in message.text:
                return message
        raise LookupError(f"no message with {text!r} in:\n{self.transcript()}")

    def says(self, text: str) -> bool:
        """Whether the screen or the newest message contains the text."""
        return bool(self.from_bot) and (text in self.screen.text or text in self.newest.text)

    @property
    def pinned(self) -> list[ShownMessage]:
        """Pinned messages, the newest last."""
        return [ShownMessage(self.chat, self.chat.messages[key]) for key in self.chat.pinned]

    @property
    def notices(self) -> list[Notice]:
        """Answers to taps with text, from old to new; only the viewer's own."""
        return [
            Notice(entry.text, entry.alert)
            for entry in self.chat.log
            if entry.kind is EntryKind.TOAST
            and entry.text
            and self.viewer_id in {None, entry.person_id}
        ]

    @property
    def files(self) -> list[ReceivedFile]:
        """Documents from old to new, including those added by an edit."""
        received = []
        for entry in self.chat.log:
            message = entry.message
            if entry.kind not in {EntryKind.SENT, EntryKind.EDITED} or message is None:
                continue
            if message.document and message.from_user == self.world.bot:
                stored = self.world.files.get_required(message.document.file_id)
                caption = message.caption or ""
                received.append(ReceivedFile(stored.name, stored.data, stored.mime_type, caption))
        return received

    def transcript(self) -> str:
        """Returns the whole conversation as text, with edits, taps and toasts."""
        return render_transcript(self.world, self.chat, self.viewer_id)
