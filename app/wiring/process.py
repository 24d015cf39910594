"""Objects with the lifetime of the process: connections, the bot, the clock."""

from collections.abc import AsyncIterator, Iterator

from aiogram import Bot
from dishka import (
    Provider,
    Scope,
    provide,
)
from sqlalchemy.ext.asyncio import AsyncEngine

from app.settings.settings import (
    Settings,
)
from app.wiring.payments import build_providers
from app.wiring.telegram import build_bot
from bot.handlers import routes
from bot.navigation.command_menu import CommandMenu
from bot.ui.catalogues import load_catalogues
from domain.payments.provider_ports import PaymentProviders
from domain.reporting.ports import Painter
from domain.shared.time import Clock
from infra.cache.guarded_redis import GuardedRedis, create_redis
from infra.cache.pacing import MemoryPace, RedisPace
from infra.charts.painter import ThreadPainter
from infra.clock import SystemClock
from infra.db.inbox import SqlaInbox
from infra.db.session import create_engine

INBOX_CONNECTIONS = 2
"""One to store what arrives, one to mark what is handled."""


class ProcessProvider(Provider):
    """Provides objects with the lifetime of the process."""

    scope = Scope.APP

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings

    @provide
    async def engine(self) -> AsyncIterator[AsyncEngine]:
        """Pool connections to PostgreSQL."""
        engine = create_engine(self._settings.database.database_url.get_secret_value())
        yield engine
        await engine.dispose()

    @provide
    async def inbox(self, bot: Bot) -> AsyncIterator[SqlaInbox]:
        """Store updates over connections of their own, however busy the others are."""
        url = self._settings.database.database_url.get_secret_value()
        engine = create_engine(url, pool_size=INBOX_CONNECTIONS, pool_overflow=0)
        yield SqlaInbox(engine, bot.id)
        await engine.dispose()

    @provide
    async def redis(self) -> AsyncIterator[GuardedRedis | None]:
        """Connect to Redis, if configured."""
        url = self._settings.redis.redis_url.get_secret_value()
        if not url:
            yield None
            return
        redis = create_redis(url)
        yield GuardedRedis(redis)
        await redis.aclose()

    @provide
    async def bot(self, redis: GuardedRedis | None) -> AsyncIterator[Bot]:
        """Connect to Telegram; with Redis, all processes share one rate limit."""
        pace = MemoryPace() if redis is None else RedisPace(redis)
        async with build_bot(self._settings.telegram, pace) as bot:
            yield bot

    @provide
    def command_menu(self, bot: Bot) -> CommandMenu:
        """Provide the command menu, which sets the staff's commands in Telegram."""
        return CommandMenu(bot, load_catalogues(), routes)

    @provide
    def payment_providers(self, bot: Bot) -> PaymentProviders:
        """Provide the payment providers."""
        return build_providers(self._settings.payments, bot)

    @provide
    def painter(self) -> Iterator[Painter]:
        """Draw in a thread that ends with the process."""
        with ThreadPainter() as painter:
            yield painter

    @provide
    def clock(self) -> Clock:
        """Read the system's clock."""
        return SystemClock(self._settings.process.clock_file)
