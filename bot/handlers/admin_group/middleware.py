from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Message, TelegramObject
from dishka import AsyncContainer
from dishka.integrations.aiogram import CONTAINER_NAME
from structlog.contextvars import bind_contextvars

from bot.navigation.conversation_middleware import profile_of
from bot.navigation.roles import strongest
from bot.ui.catalogues import Catalogues
from bot.ui.localizer import Localizer
from domain.clients.identify import Identify


class GroupMiddleware(BaseMiddleware):
    """Identifies the user in a group; there is no dialogue to load."""

    def __init__(self, catalogues: Catalogues) -> None:
        self._catalogues = catalogues

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Handle a command or tap of a user, or a change of the group's id."""
        if isinstance(event, Message) and event.migrate_to_chat_id is not None:
            return await handler(event, data)
        if not isinstance(event, Message | CallbackQuery) or event.from_user is None:
            return None
        container: AsyncContainer = data[CONTAINER_NAME]
        identify = await container.get(Identify)
        client = await identify.execute(profile_of(event.from_user))
        bind_contextvars(user_id=client.id, role=strongest(client.identity.roles), flow="group")
        catalogue = self._catalogues[client.language]
        localizer = Localizer(client.language, None, catalogue, client.region)
        data.update(identity=client.identity, localizer=localizer)
        return await handler(event, data)
