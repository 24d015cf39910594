"""Retries of requests after Telegram's rate limits and network errors."""

import asyncio
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import (
    AnswerCallbackQuery,
    AnswerPreCheckoutQuery,
    DeleteMessage,
    EditMessageCaption,
    EditMessageMedia,
    EditMessageReplyMarkup,
    EditMessageText,
    Response,
    SendDocument,
    SendMessage,
    SendPhoto,
    TelegramMethod,
)
from aiogram.methods.base import TelegramType

from bot.transport.long_waits import expect_wait
from bot.transport.pacing import longest_wait_s
from bot.transport.polling import GetRawUpdates

log = structlog.get_logger(__name__)

PAUSE_S = 0.2

REPEATABLE: tuple[type[TelegramMethod[Any]], ...] = (
    AnswerCallbackQuery,
    AnswerPreCheckoutQuery,
    DeleteMessage,
    EditMessageCaption,
    EditMessageMedia,
    EditMessageReplyMarkup,
    EditMessageText,
)
"""Safe to repeat if the first result is unknown: no message is duplicated."""

FREQUENT: tuple[type[TelegramMethod[Any]], ...] = (
    *REPEATABLE,
    GetRawUpdates,
    SendDocument,
    SendMessage,
    SendPhoto,
)
KEPT_RESPONSES = tuple(Response.__class_getitem__(method.__returning__) for method in FREQUENT)
"""The library requests these types for each answer of Telegram, and pydantic drops a type without
references: building one takes some 20 ms, many times the rest of an update."""


class RetryMiddleware(BaseRequestMiddleware):
    """Waits as long as Telegram says, and retries once if an answer was lost."""

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Make a request, at most twice."""
        try:
            return await make_request(bot, method)
        except TelegramRetryAfter as error:
            if isinstance(method, GetRawUpdates) or error.retry_after > longest_wait_s():
                raise
            pause_s: float = error.retry_after
        except (TelegramNetworkError, TelegramServerError, ClientDecodeError):
            if not isinstance(method, REPEATABLE):
                raise
            pause_s = PAUSE_S
        log.info("telegram_asked_again", method=type(method).__name__, pause_s=pause_s)
        await expect_wait(pause_s)
        await asyncio.sleep(pause_s)
        return await make_request(bot, method)
