"""Requests to groups whose id Telegram has changed."""

from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import TelegramMigrateToChat
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

log = structlog.get_logger(__name__)


class ChatMigrationMiddleware(BaseRequestMiddleware):
    """Repeats a request with the new id after a group became a supergroup.

    The settings still name the old id, and so may older messages. Each process learns the new id
    from its first request, and uses it from then on.
    """

    def __init__(self) -> None:
        self._new_ids: dict[int, int] = {}

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Make a request."""
        chat_id: int | str | None = getattr(method, "chat_id", None)
        if not isinstance(chat_id, int):
            return await make_request(bot, method)
        try:
            return await make_request(bot, _to(self._new_ids.get(chat_id, chat_id), method))
        except TelegramMigrateToChat as moved:
            log.warning("group_has_a_new_id")
            self._new_ids[chat_id] = moved.migrate_to_chat_id
            return await make_request(bot, _to(moved.migrate_to_chat_id, method))


def _to(chat_id: int, method: TelegramMethod[TelegramType]) -> TelegramMethod[TelegramType]:
    changed: dict[str, Any] = {"chat_id": chat_id}
    return method.model_copy(update=changed)
