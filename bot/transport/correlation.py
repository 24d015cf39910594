from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Any
from uuid import uuid4

import structlog
from aiogram import BaseMiddleware
from aiogram.types import TelegramObject
from structlog.contextvars import bind_contextvars, clear_contextvars, get_contextvars

log = structlog.get_logger(__name__)

CODE_LENGTH = 8
KEY = "correlation_id"


class CorrelationMiddleware(BaseMiddleware):
    """Gives every update an id that all its log lines carry, and logs how long it took.

    The id stays bound when the update fails, so that the error handler can show it to the user.
    Every update is handled in its own task, and so in its own context.
    """

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Handle one update."""
        clear_contextvars()
        correlation_code()
        started = perf_counter()
        try:
            return await handler(event, data)
        finally:
            log.info("update_handled", latency_ms=round((perf_counter() - started) * 1000, 1))


def correlation_code() -> str:
    """Return the id of the current update, or a new one if it failed before it got one."""
    code = get_contextvars().get(KEY)
    if code is None:
        code = uuid4().hex[:CODE_LENGTH]
        bind_contextvars(**{KEY: code})
    return str(code)
