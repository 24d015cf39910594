"""A group that became a supergroup is told all the same, though the settings name its old id."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramMigrateToChat
from aiogram.methods import GetMe, Response, SendMessage, TelegramMethod
from pydantic import SecretStr

from app.settings.settings import (
    TelegramSettings,
)
from app.wiring.telegram import build_bot
from bot.transport.group_migration import ChatMigrationMiddleware

BOT = Bot("123:" + "A" * 30)
OLD, NEW, NEWEST, OTHER = -5, -1005, -1006, -7


class Telegram:
    """Knows groups that have moved."""

    def __init__(self) -> None:
        self.moved = {OLD: NEW}
        self.asked: list[object] = []

    async def __call__(self, _bot: Bot, method: TelegramMethod[Any]) -> Response[Any]:
        chat_id = getattr(method, "chat_id", None)
        self.asked.append(chat_id)
        if chat_id in self.moved:
            raise TelegramMigrateToChat(method, "group chat was upgraded", self.moved[chat_id])
        return Response(ok=True, result=True)


async def test_what_is_refused_at_the_old_id_goes_to_the_new_one_at_once() -> None:
    telegram, following = Telegram(), ChatMigrationMiddleware()
    message = SendMessage(chat_id=OLD, text="news")
    assert (await following(telegram, BOT, message)).ok
    assert telegram.asked == [OLD, NEW]
    assert message.chat_id == OLD


async def test_the_next_goes_there_straight_away() -> None:
    telegram, following = Telegram(), ChatMigrationMiddleware()
    for _ in range(2):
        await following(telegram, BOT, SendMessage(chat_id=OLD, text="news"))
    assert telegram.asked == [OLD, NEW, NEW]
    telegram.moved[NEW] = NEWEST
    for _ in range(2):
        await following(telegram, BOT, SendMessage(chat_id=OLD, text="news"))
    assert telegram.asked[3:] == [NEW, NEWEST, NEWEST]


@pytest.mark.parametrize("method", [SendMessage(chat_id=OTHER, text="news"), GetMe()])
async def test_nothing_else_is_changed(method: TelegramMethod[Any]) -> None:
    telegram, following = Telegram(), ChatMigrationMiddleware()
    await following(telegram, BOT, SendMessage(chat_id=OLD, text="news"))
    await following(telegram, BOT, method)
    assert telegram.asked[2:] == [getattr(method, "chat_id", None)]


async def test_every_bot_of_ours_follows() -> None:
    settings = TelegramSettings(_env_file=None, bot_token=SecretStr(BOT.token))
    async with build_bot(settings) as bot:
        assert isinstance(bot.session.middleware[0], ChatMigrationMiddleware)
