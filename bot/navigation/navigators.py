from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiogram import Bot
from aiogram.fsm.context import FSMContext
from dishka import AsyncContainer

from bot.navigation.conversation import load_conversation, save_conversation
from bot.navigation.navigator import Navigator
from bot.navigation.presenter import Presenter
from bot.navigation.routes import Routes
from bot.ui.catalogues import Catalogues
from domain.clients.model import Client


@dataclass(frozen=True, slots=True)
class Navigators:
    """Opens the navigator of a conversation; the only place that creates one."""

    routes: Routes
    catalogues: Catalogues

    @asynccontextmanager
    async def open(
        self, bot: Bot, state: FSMContext, scope: AsyncContainer, client: Client
    ) -> AsyncIterator[Navigator]:
        """Yield the navigator of the stored conversation; store the changes at the end.

        The caller holds the lock of the conversation: no other update changes it meanwhile.
        """
        conversation = await load_conversation(state)
        presenter = Presenter(bot, client.telegram_id)
        navigator = Navigator(conversation, presenter, self.routes, scope, client, self.catalogues)
        try:
            yield navigator
        finally:
            if navigator.conversation != conversation:
                await save_conversation(state, navigator.conversation)
