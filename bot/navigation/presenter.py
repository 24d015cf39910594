"""Shows screens in a chat: edits the living message in place, or sends a new one."""

from dataclasses import replace

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import EditMessageCaption, EditMessageMedia, EditMessageText
from aiogram.types import (
    BufferedInputFile,
    InputMediaPhoto,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from markupsafe import escape

from bot.navigation.conversation import LivingMessage
from bot.navigation.keyboard import keyboard_of
from bot.ui.screen import Screen

NOT_MODIFIED = "message is not modified"
ELLIPSIS = "…"
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

log = structlog.get_logger(__name__)


class Presenter:
    """Sends, edits and deletes the messages of one chat."""

    def __init__(self, bot: Bot, chat_id: int) -> None:
        self._bot = bot
        self._chat_id = chat_id

    async def show(self, screen: Screen, living: LivingMessage | None) -> LivingMessage:
        """Show the screen in the living message, or in a new one if it cannot be edited.

        A picture that Telegram refuses is left out: a file id belongs to one bot and can expire.
        """
        try:
            return await self._show(screen, living)
        except TelegramBadRequest as error:
            if screen.picture is None:
                raise
            log.warning("picture_refused", picture=screen.picture, reason=error.message)
        return await self._show(replace(screen, picture=None), living)

    async def retire(self, message_id: int) -> None:
        """Remove the buttons of a message that is no longer the living one."""
        try:
            await self._bot.edit_message_reply_markup(
                chat_id=self._chat_id, message_id=message_id, reply_markup=None
            )
        except TelegramBadRequest:
            return  # it is deleted or has no buttons: nothing left to do

    async def remove(self, message_id: int) -> None:
        """Delete a message that another one replaces."""
        try:
            await self._bot.delete_message(self._chat_id, message_id)
        except TelegramBadRequest:
            await self.retire(message_id)  # older than 48 hours: only its buttons can be removed

    async def request_contact(self, words: str, button: str) -> int:
        """Put a button that shares the phone number under the text field; return the message."""
        key = KeyboardButton(text=button, request_contact=True)
        keyboard = ReplyKeyboardMarkup(
            keyboard=[[key]], resize_keyboard=True, one_time_keyboard=True
        )
        sent = await self._bot.send_message(self._chat_id, escape(words), reply_markup=keyboard)
        return sent.message_id

    async def end_contact_request(self, message_id: int) -> None:
        """Take that button away: only a new message can, which is not to be seen either."""
        sent = await self._bot.send_message(
            self._chat_id, ELLIPSIS, reply_markup=ReplyKeyboardRemove()
        )
        for gone in (sent.message_id, message_id):
            await self.remove(gone)

    async def send_file(self, name: str, content: bytes, caption: str) -> None:
        """Send a file below the living message, with a caption in plain text."""
        document = BufferedInputFile(content, name)
        await self._bot.send_document(self._chat_id, document, caption=escape(caption))

    async def send_picture(self, name: str, content: bytes, caption: str) -> None:
        """Send a photo below the living message, with a caption in plain text."""
        photo = BufferedInputFile(content, name)
        await self._bot.send_photo(self._chat_id, photo, caption=escape(caption))

    async def _show(self, screen: Screen, living: LivingMessage | None) -> LivingMessage:
        if living is not None and await self._edit(screen, living):
            message_id = living.id
        else:
            message_id = await self._send(screen)
        return LivingMessage(id=message_id, picture=screen.picture)

    async def _edit(self, screen: Screen, living: LivingMessage) -> bool:
        """Edit the living message to show the screen; return whether that was possible."""
        if living.picture and not screen.picture:
            return False  # Telegram can add a picture to a message, but not remove it
        try:
            await self._bot(_edit_of(screen, living, self._chat_id))
        except TelegramBadRequest as error:
            return NOT_MODIFIED in error.message
        return True

    async def _send(self, screen: Screen) -> int:
        keyboard = keyboard_of(screen)
        if screen.picture is None:
            sent = await self._bot.send_message(
                self._chat_id,
                screen.text,
                reply_markup=keyboard,
                link_preview_options=NO_PREVIEW,
            )
        else:
            sent = await self._bot.send_photo(
                self._chat_id, screen.picture, caption=screen.text, reply_markup=keyboard
            )
        return sent.message_id


def _edit_of(
    screen: Screen, living: LivingMessage, chat_id: int
) -> EditMessageText | EditMessageCaption | EditMessageMedia:
    """Return the smallest edit that makes the message show the screen."""
    keyboard = keyboard_of(screen)
    if screen.picture is None:
        return EditMessageText(
            text=screen.text,
            chat_id=chat_id,
            message_id=living.id,
            reply_markup=keyboard,
            link_preview_options=NO_PREVIEW,
        )
    if screen.picture == living.picture:
        return EditMessageCaption(
            caption=screen.text, chat_id=chat_id, message_id=living.id, reply_markup=keyboard
        )
    media = InputMediaPhoto(media=screen.picture, caption=screen.text)
    return EditMessageMedia(
        media=media, chat_id=chat_id, message_id=living.id, reply_markup=keyboard
    )
