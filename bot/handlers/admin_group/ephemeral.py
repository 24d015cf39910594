"""Messages in a group that only one user sees."""

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery, EphemeralMessageParameters

from bot.navigation.keyboard import keyboard_of
from bot.ui.screen import Screen

log = structlog.get_logger(__name__)

NOTHING_YET = "…"


async def show_to_one(bot: Bot, query: CallbackQuery, screen: Screen) -> bool:
    """Show a screen only to the user who tapped; return whether that was possible.

    A Bot API server without such messages would show one to the whole group. So an empty one is
    sent first; the private content follows after Telegram has confirmed that only one user sees it.
    """
    if query.message is None:
        return False
    chat_id, person_id = query.message.chat.id, query.from_user.id
    only = EphemeralMessageParameters(receiver_user_id=person_id, callback_query_id=query.id)
    try:
        sent = await bot.send_message(chat_id, NOTHING_YET, ephemeral_message_parameters=only)
        if sent.ephemeral_message_id is None:
            await bot.delete_message(chat_id, sent.message_id)
            return False
        await bot.edit_ephemeral_message_text(
            chat_id=chat_id,
            receiver_user_id=person_id,
            ephemeral_message_id=sent.ephemeral_message_id,
            text=screen.text,
            reply_markup=keyboard_of(screen),
        )
    except AiogramError as error:
        log.info("ephemeral_refused", error=type(error).__name__)
        return False
    return True
