"""The commands that Telegram shows beside the text field."""

from collections.abc import Collection

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeUnion,
)

from bot.pacing import Rank, ranked
from bot.views.catalogues import Catalogues
from bot.views.command_menu import client_commands, group_commands, staff_commands
from bot.views.reader import Reader
from domain.clients.model import LANGUAGES
from domain.shared.identity import Role

log = structlog.get_logger(__name__)


async def set_commands(bot: Bot, catalogues: Catalogues) -> None:
    """Tell Telegram the commands in every language, the first for everybody else."""
    for language in (None, *LANGUAGES):
        reader = Reader(language or LANGUAGES[0], None, catalogues[language or LANGUAGES[0]])
        await _set(bot, client_commands(reader), BotCommandScopeAllPrivateChats(), language)
        await _set(bot, group_commands(reader), BotCommandScopeAllChatAdministrators(), language)


class CommandMenu:
    """Gives the staff commands of their own, each in their private chat."""

    def __init__(self, bot: Bot, catalogues: Catalogues) -> None:
        self._bot = bot
        self._catalogues = catalogues

    async def tell(self, telegram_id: int, roles: Collection[Role]) -> bool:
        """Show the commands of the roles; without any but the client's, those of everybody.

        It is a courtesy: should Telegram fail, what was asked for has been done all the same.
        Tell whether they are shown now.
        """
        scope = BotCommandScopeChat(chat_id=telegram_id)
        try:
            with ranked(Rank.NOTICE):
                for language in (None, *LANGUAGES):
                    await self._tell(scope, language, roles)
        except AiogramError as error:
            log.info("commands_not_told", error=type(error).__name__)
            return False
        return True

    async def _tell(
        self, scope: BotCommandScopeChat, language: str | None, roles: Collection[Role]
    ) -> None:
        spoken = language or LANGUAGES[0]
        reader = Reader(spoken, None, self._catalogues[spoken])
        commands = staff_commands(roles, reader)
        if commands:
            await _set(self._bot, (*client_commands(reader), *commands), scope, language)
        else:
            await self._bot.delete_my_commands(scope=scope, language_code=language)


async def _set(
    bot: Bot,
    commands: tuple[tuple[str, str], ...],
    scope: BotCommandScopeUnion,
    language: str | None,
) -> None:
    told = [BotCommand(command=name, description=text) for name, text in commands]
    await bot.set_my_commands(told, scope=scope, language_code=language)
