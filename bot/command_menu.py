"""The commands that Telegram shows beside the text field."""

from aiogram import Bot
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats

from bot.views.catalogues import Catalogues
from bot.views.command_menu import client_commands
from bot.views.reader import Reader
from domain.clients.model import LANGUAGES


async def set_commands(bot: Bot, catalogues: Catalogues) -> None:
    """Tell Telegram the client's commands in every language, the first for everybody else."""
    scope = BotCommandScopeAllPrivateChats()
    for language in (None, *LANGUAGES):
        reader = Reader(language or LANGUAGES[0], None, catalogues[language or LANGUAGES[0]])
        commands = [
            BotCommand(command=name, description=text) for name, text in client_commands(reader)
        ]
        await bot.set_my_commands(commands, scope=scope, language_code=language)
