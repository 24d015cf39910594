"""The commands that Telegram shows beside the text field."""

from collections.abc import Callable, Collection, Sequence

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

from bot.navigation.roles import STAFF
from bot.navigation.routes import Routes
from bot.transport.pacing import Rank, ranked
from bot.transport.persistent import until_done
from bot.ui.catalogues import Catalogues
from bot.ui.localizer import Localizer
from domain.clients.model import LANGUAGES
from domain.shared.identity import Role

log = structlog.get_logger(__name__)


Commands = Sequence[tuple[str, str]]
"""Names with descriptions, in the reader's language."""


def commands_for(roles: Collection[Role], routes: Routes, localizer: Localizer) -> Commands:
    """Return the commands that Telegram lists for people of these roles."""
    found = routes.commands_for(roles)
    return [(command.name, str(localizer.t(command.text))) for command in found]


async def register_commands(
    bot: Bot,
    catalogues: Catalogues,
    routes: Routes,
    group_commands: Callable[[Localizer], Commands],
) -> None:
    """Register the commands with Telegram as soon as it takes them; nothing depends on it."""
    try:
        await until_done(
            lambda: _register(bot, catalogues, routes, group_commands), "setMyCommands"
        )
    except AiogramError as error:
        log.warning("commands_refused", error=type(error).__name__)


async def _register(
    bot: Bot,
    catalogues: Catalogues,
    routes: Routes,
    group_commands: Callable[[Localizer], Commands],
) -> None:
    """Register the commands in every language; the first language is the default."""
    for language in (None, *LANGUAGES):
        localizer = Localizer(language or LANGUAGES[0], None, catalogues[language or LANGUAGES[0]])
        await _set(
            bot, commands_for((), routes, localizer), BotCommandScopeAllPrivateChats(), language
        )
        await _set(bot, group_commands(localizer), BotCommandScopeAllChatAdministrators(), language)


class CommandMenu:
    """Gives staff members their own commands in their private chats."""

    def __init__(self, bot: Bot, catalogues: Catalogues, routes: Routes) -> None:
        self._bot = bot
        self._catalogues = catalogues
        self._routes = routes

    async def show(self, telegram_id: int, roles: Collection[Role]) -> bool:
        """Show the commands of the roles; clients get the default ones.

        If Telegram fails, this is only logged: the user's request has been completed already.
        Return whether the commands are shown now.
        """
        scope = BotCommandScopeChat(chat_id=telegram_id)
        try:
            with ranked(Rank.NOTIFICATION):
                for language in (None, *LANGUAGES):
                    await self._set_own(scope, language, roles)
        except AiogramError as error:
            log.info("commands_not_shown", error=type(error).__name__)
            return False
        return True

    async def _set_own(
        self, scope: BotCommandScopeChat, language: str | None, roles: Collection[Role]
    ) -> None:
        spoken = language or LANGUAGES[0]
        localizer = Localizer(spoken, None, self._catalogues[spoken])
        if STAFF.isdisjoint(roles):
            await self._bot.delete_my_commands(scope=scope, language_code=language)
        else:
            commands = commands_for(roles, self._routes, localizer)
            await _set(self._bot, commands, scope, language)


async def _set(
    bot: Bot,
    commands: Commands,
    scope: BotCommandScopeUnion,
    language: str | None,
) -> None:
    """Set the commands, unless Telegram has them: it limits how often they change."""
    present = await bot.get_my_commands(scope=scope, language_code=language)
    if [(command.command, command.description) for command in present] != list(commands):
        wanted = [BotCommand(command=name, description=text) for name, text in commands]
        await bot.set_my_commands(wanted, scope=scope, language_code=language)
