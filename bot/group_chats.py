"""The router of groups: commands and taps, no dialogue."""

from aiogram import Bot, Router
from aiogram.enums import ChatType
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message
from dishka import AsyncContainer
from dishka.integrations.aiogram import inject, setup_dishka

from bot.handlers.admin_group.groups import (
    COMMANDS,
    on_bot_membership,
    on_group_command,
    on_group_tap,
    on_new_chat_id,
)
from bot.handlers.admin_group.middleware import GroupMiddleware
from bot.ui.catalogues import Catalogues

GROUPS = {ChatType.GROUP, ChatType.SUPERGROUP}


class InGroup(Filter):
    """Lets updates from groups pass; asynchronous, so that no thread is needed."""

    async def __call__(self, event: Message | CallbackQuery | ChatMemberUpdated) -> bool:
        """Return whether the update comes from a group."""
        chat = event.message.chat if isinstance(event, CallbackQuery) and event.message else None
        if not isinstance(event, CallbackQuery):
            chat = event.chat
        return chat is not None and chat.type in GROUPS


class HasNewChatId(Filter):
    """Lets messages about a changed group id pass."""

    async def __call__(self, message: Message) -> bool:
        """Return whether the message announces a new id."""
        return message.migrate_to_chat_id is not None


class OurCommand(Filter):
    """Lets the bot's commands pass; other messages are ignored without any look-up."""

    async def __call__(self, message: Message, bot: Bot) -> dict[str, str] | bool:
        """Pass the command's name to the handler, unless it is meant for another bot."""
        first, *_ = (message.text or "").split(maxsplit=1) or [""]
        name, _, addressee = first.removeprefix("/").lower().partition("@")
        if not first.startswith("/") or name not in COMMANDS:
            return False
        if addressee and addressee != ((await bot.me()).username or "").lower():
            return False
        return {"command": name}


def group_chats(container: AsyncContainer, catalogues: Catalogues) -> Router:
    """Return the router of groups."""
    router = Router(name="groups")
    setup_dishka(container, router)
    middleware = GroupMiddleware(catalogues)
    router.message.filter(InGroup())
    router.message.middleware(middleware)
    router.message.register(inject(on_new_chat_id), HasNewChatId())
    router.message.register(inject(on_group_command), OurCommand())
    router.callback_query.filter(InGroup())
    router.callback_query.middleware(middleware)
    router.callback_query.register(inject(on_group_tap))
    router.my_chat_member.filter(InGroup())
    router.my_chat_member.register(inject(on_bot_membership))
    return router
