from typing import cast

from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.methods import GetUpdates, Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Update

from bot.transport.charges import StoreCharges, charges_in


class StoringCharges(BaseRequestMiddleware):
    """Stores the charges in updates before the next request for updates acknowledges them.

    If that fails, the request fails: aiogram waits a little and requests the same updates.
    """

    def __init__(self, store: StoreCharges) -> None:
        self._store = store

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Make a request."""
        response = await make_request(bot, method)
        if isinstance(method, GetUpdates):
            updates = cast("list[Update]", response)  # the library's own types differ
            if charges := charges_in(updates):
                await self._store(charges)
        return response
