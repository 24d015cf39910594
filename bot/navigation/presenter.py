"""Puts screens into a chat: edits the living message in place, or sends it where it is gone."""

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
)

from bot.views.screen import Button, Screen

NOT_MODIFIED = "message is not modified"
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Presenter:
    """Speaks to one chat."""

    def __init__(self, bot: Bot, chat_id: int) -> None:
        self._bot = bot
        self._chat_id = chat_id

    async def show(self, screen: Screen, message_id: int | None) -> int:
        """Show the screen in the message, or in a new one where it cannot be edited any more.

        Returns the id of the message that shows it now.
        """
        if message_id is not None and await self._edit(screen, message_id):
            return message_id
        sent = await self._bot.send_message(
            self._chat_id,
            screen.text,
            reply_markup=_markup(screen),
            link_preview_options=NO_PREVIEW,
        )
        return sent.message_id

    async def retire(self, message_id: int) -> None:
        """Take the buttons away from a message that lives no more."""
        try:
            await self._bot.edit_message_reply_markup(
                chat_id=self._chat_id, message_id=message_id, reply_markup=None
            )
        except TelegramBadRequest:
            return  # it is gone, or has none: what was wanted

    async def remove(self, message_id: int) -> None:
        """Delete a message that another one replaces."""
        try:
            await self._bot.delete_message(self._chat_id, message_id)
        except TelegramBadRequest:
            await self.retire(message_id)  # older than 48 hours: only its buttons can go

    async def send_file(self, name: str, content: bytes, caption: str) -> None:
        """Send a file beneath the living message."""
        document = BufferedInputFile(content, name)
        await self._bot.send_document(self._chat_id, document, caption=caption)

    async def _edit(self, screen: Screen, message_id: int) -> bool:
        try:
            await self._bot.edit_message_text(
                screen.text,
                chat_id=self._chat_id,
                message_id=message_id,
                reply_markup=_markup(screen),
                link_preview_options=NO_PREVIEW,
            )
        except TelegramBadRequest as error:
            return NOT_MODIFIED in error.message
        return True


def _markup(screen: Screen) -> InlineKeyboardMarkup | None:
    if not screen.rows:
        return None
    rows = [[_button(button) for button in row] for row in screen.rows]
    return InlineKeyboardMarkup(inline_keyboard=rows)


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        text=button.label,
        style=button.style,
        url=button.url,
        callback_data=button.tap.pack() if button.tap else None,
        copy_text=CopyTextButton(text=button.copy_text) if button.copy_text else None,
    )
