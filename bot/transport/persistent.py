"""Requests at the start of a process that may wait until Telegram takes them."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.utils.backoff import Backoff, BackoffConfig

log = structlog.get_logger(__name__)

FINAL = (TelegramUnauthorizedError, TelegramNotFound, TelegramBadRequest)
"""Refusals that no repetition changes."""

BACKOFF = BackoffConfig(min_delay=1.0, max_delay=60.0, factor=2.0, jitter=0.1)


async def until_done(act: Callable[[], Awaitable[object]], name: str) -> None:
    """Repeat requests until they succeed, as late as Telegram says.

    Raises:
        TelegramUnauthorizedError, TelegramNotFound: the token is not valid.
        TelegramBadRequest: the request is refused for good.
    """
    backoff = Backoff(BACKOFF)
    while True:
        try:
            await act()
        except FINAL:
            raise
        except AiogramError as error:
            pause_s = next(backoff)
            if isinstance(error, TelegramRetryAfter):
                pause_s = float(error.retry_after)
            log.warning("telegram_postponed", request=name, error=type(error).__name__)
            await asyncio.sleep(pause_s)
        else:
            return
