from collections.abc import Callable
from functools import partial

import structlog
from aiogram.exceptions import AiogramError, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import ErrorEvent, Message, User

from bot.navigation.answering import answer, answer_checkout
from bot.transport.correlation import correlation_code
from bot.transport.updates.charges import charge_in
from bot.ui import toasts
from bot.ui.catalogues import Catalogues
from bot.ui.localizer import Localizer
from domain.clients.model import spoken_language
from domain.shared.errors import RetryableError, StorageUnavailableError

log = structlog.get_logger(__name__)


async def on_error(event: ErrorEvent, catalogues: Catalogues) -> None:
    """Log an error that no handler caught, and notify the user.

    An unexpected error is shown with its code, what is foreseen with a text of its own.
    """
    if isinstance(event.exception, TelegramForbiddenError):
        log.info("bot_blocked_by_user")
        if event.update.callback_query is not None:
            await answer(event.update.callback_query, "")
        return
    describe = _log(event.exception)
    update = event.update
    if update.callback_query is not None:
        text = describe(_localizer_for(update.callback_query.from_user, catalogues))
        await answer(update.callback_query, text, alert=True)
    elif update.pre_checkout_query is not None:
        text = describe(_localizer_for(update.pre_checkout_query.from_user, catalogues))
        await answer_checkout(update.pre_checkout_query, text)
    elif update.message is not None and update.message.from_user is not None:
        localizer = _localizer_for(update.message.from_user, catalogues)
        is_money = charge_in(update.message) is not None  # the user must not pay again
        await _reply(
            update.message, toasts.money_is_here(localizer) if is_money else describe(localizer)
        )


def _log(error: Exception) -> Callable[[Localizer], str]:
    """Log the error, and return a function that describes it."""
    if isinstance(error, RetryableError):
        log.info("refused", reason=type(error).__name__)
        return toasts.try_again
    if isinstance(error, TelegramRetryAfter):
        log.info("telegram_limited", retry_after_s=error.retry_after)
        return toasts.wait_for_telegram
    if isinstance(error, StorageUnavailableError):
        log.warning("storage_unavailable")
        return toasts.storage_unavailable
    log.error("update_failed", exc_info=error)
    return partial(toasts.unforeseen_error, correlation_code())


async def _reply(message: Message, text: str) -> None:
    """Send plain text; a failure of Telegram is only logged."""
    try:
        await message.answer(text, parse_mode=None)
    except AiogramError as error:
        log.info("person_unreached", error=type(error).__name__)


def _localizer_for(user: User, catalogues: Catalogues) -> Localizer:
    """Use the user's Telegram language: the database may be unavailable."""
    language = spoken_language(user.language_code)
    return Localizer(language, None, catalogues[language])
