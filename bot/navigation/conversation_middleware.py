from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message, TelegramObject, User
from dishka import AsyncContainer
from dishka.integrations.aiogram import CONTAINER_NAME
from structlog.contextvars import bind_contextvars

from bot.navigation.answering import answer
from bot.navigation.command_menu import CommandMenu
from bot.navigation.navigator import Navigator
from bot.navigation.navigators import Navigators
from bot.navigation.roles import strongest
from bot.transport.long_waits import notified_of_long_wait
from bot.ui import toasts
from bot.ui.localizer import Localizer
from domain.clients.identify import Identify
from domain.clients.model import TelegramProfile


class ConversationMiddleware(BaseMiddleware):
    """Identifies the user and loads the conversation; stores it at the end."""

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
            with notified_of_long_wait(partial(_announce_wait, event, navigator.localizer)):
                handled = await handler(event, data)
            await self._update_commands(navigator, await container.get(CommandMenu))
            return handled

    async def _update_commands(self, navigator: Navigator, command_menu: CommandMenu) -> None:
        """Let Telegram show the commands of the person's current roles, if these changed.

        This runs after the answer, so that the user does not wait for it.
        """
        client, roles = navigator.client, navigator.client.identity.roles
        if roles != navigator.commands_of and await command_menu.show(client.telegram_id, roles):
            navigator.commands_of = roles


async def _announce_wait(event: Message | CallbackQuery, localizer: Localizer) -> None:
    """Answer a tap whose screen comes later; a message to the chat would have to wait, too."""
    if isinstance(event, CallbackQuery):
        await answer(event, toasts.wait_for_telegram(localizer))


def profile_of(user: User) -> TelegramProfile:
    """Return the Telegram profile of a user."""
    return TelegramProfile.read(user.id, user.full_name, user.language_code)
