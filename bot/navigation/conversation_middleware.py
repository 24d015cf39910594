from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message, TelegramObject, User
from dishka import AsyncContainer
from dishka.integrations.aiogram import CONTAINER_NAME
from structlog.contextvars import bind_contextvars

from bot.navigation.command_menu import CommandMenu
from bot.navigation.navigator import Navigator
from bot.navigation.navigators import Navigators
from bot.navigation.roles import strongest
from domain.clients.identify import Identify
from domain.clients.model import TelegramProfile


class ConversationMiddleware(BaseMiddleware):
    """Finds out who speaks and where the conversation stands; remembers where it went."""

    def __init__(self, navigators: Navigators) -> None:
        self._navigators = navigators

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Handle one message or tap of one person."""
        if not isinstance(event, Message | CallbackQuery) or event.from_user is None:
            return None
        bot: Bot = data["bot"]
        state: FSMContext = data["state"]
        container: AsyncContainer = data[CONTAINER_NAME]
        identify = await container.get(Identify)
        client = await identify.execute(profile_of(event.from_user))
        async with self._navigators.open(bot, state, container, client) as navigator:
            role = strongest(client.identity.roles)
            bind_contextvars(user_id=client.id, role=role, state=navigator.top.view)
            data.update(navigator=navigator, routes=self._navigators.routes)
            handled = await handler(event, data)
            await self._update_commands(navigator, await container.get(CommandMenu))
            return handled

    async def _update_commands(self, navigator: Navigator, command_menu: CommandMenu) -> None:
        """Let Telegram show the commands of the roles that the person has now, if these changed.

        It comes after the answer, which nobody should wait for because of it.
        """
        client, roles = navigator.client, navigator.client.identity.roles
        if roles != navigator.commands_of and await command_menu.show(client.telegram_id, roles):
            navigator.commands_of = roles


def profile_of(user: User) -> TelegramProfile:
    """Return what Telegram says of somebody."""
    return TelegramProfile.read(user.id, user.full_name, user.language_code)
