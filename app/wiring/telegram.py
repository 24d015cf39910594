from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.enums import ParseMode

from app.settings.settings import (
    TelegramSettings,
)
from bot.transport.group_migration import ChatMigrationMiddleware
from bot.transport.pacing import Pace, Pacing
from bot.transport.redacting_session import RedactingSession
from bot.transport.retries import RetryMiddleware


def build_bot(settings: TelegramSettings, pace: Pace | None = None) -> Bot:
    """Return a client of Telegram or another Bot API server; without `pace`, no rate limit."""
    base = settings.bot_api_base
    server = TelegramAPIServer.from_base(str(base).rstrip("/")) if base else PRODUCTION
    session = RedactingSession(api=server)
    session.middleware(ChatMigrationMiddleware())
    session.middleware(RetryMiddleware())
    if pace is not None:
        session.middleware(Pacing(pace))  # after retries, so that retried calls are paced, too
    return Bot(
        settings.bot_token.get_secret_value(),
        session=session,
        default=DefaultBotProperties(parse_mode=ParseMode.HTML),
    )
