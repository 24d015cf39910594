"""The commands that Telegram shows beside the text field."""

from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeUnion,
)

from bot.views.catalogues import Catalogues
from bot.views.command_menu import client_commands, group_commands
from bot.views.reader import Reader
from domain.clients.model import LANGUAGES


async def set_commands(bot: Bot, catalogues: Catalogues) -> None:
    """Tell Telegram the commands in every language, the first for everybody else."""
    for language in (None, *LANGUAGES):
        reader = Reader(language or LANGUAGES[0], None, catalogues[language or LANGUAGES[0]])
        await _set(bot, client_commands(reader), BotCommandScopeAllPrivateChats(), language)
        await _set(bot, group_commands(reader), BotCommandScopeAllChatAdministrators(), language)


async def _set(
    bot: Bot,
    commands: tuple[tuple[str, str], ...],
    scope: BotCommandScopeUnion,
    language: str | None,
) -> None:
    told = [BotCommand(command=name, description=text) for name, text in commands]
    await bot.set_my_commands(told, scope=scope, language_code=language)
