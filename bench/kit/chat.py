"""The real bot over real HTTP, and people who tap, all in this process."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from aiogram import Bot, Dispatcher
from dishka import AsyncContainer
from pydantic import HttpUrl, SecretStr
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

from app.container import build_container
from app.dialogues import build_dialogues
from app.logging import set_up_logging
from app.receiving import build_intake, dispatcher_running, in_background
from app.settings.settings import (
    BusinessSettings,
    DatabaseSettings,
    LogFormat,
    PaymentSettings,
    ProcessSettings,
    RedisSettings,
    Settings,
    TelegramSettings,
)
from bench.kit.stopwatch import Stopwatch
from bot.dispatcher import build_dispatcher
from bot.transport.polling import Poller
from bot.transport.updates.rate_limit import Rate
from bot.ui.catalogues import load_catalogues
from demo.simulator import Person, Simulator
from demo.simulator.chat import Chat, Entry, EntryKind
from infra.cache.guarded_redis import create_redis

TAP_TIMEOUT_S = 30.0


@dataclass(frozen=True, slots=True)
class Shop:
    """A running bot and its parts."""

    simulator: Simulator
    bot: Bot
    dispatcher: Dispatcher
    container: AsyncContainer
    engine: AsyncEngine
    redis: Redis | None

    async def forget_cached(self) -> None:
        """Empty the cache; dialogues, which are in Redis too, stay."""
        if self.redis is not None:
            kept = [key async for key in self.redis.scan_iter() if not key.startswith("fsm:")]
            if kept:
                await self.redis.delete(*kept)


@asynccontextmanager
async def running_shop(
    database_url: str, redis_url: str = "", *, polls: bool = True, rates: Sequence[Rate] = ()
) -> AsyncIterator[Shop]:
    """Run the bot against a simulator like `python -m app.bot`, or without polling."""
    async with AsyncExitStack() as stack:
        stack.enter_context(_silent_logs())
        simulator = await stack.enter_async_context(Simulator())
        settings = _settings(simulator, database_url, redis_url)
        redis = create_redis(redis_url) if redis_url else None
        if redis is not None:
            stack.push_async_callback(redis.aclose)
            await redis.flushall()  # dialogues of another simulator
        container = build_container(settings)
        stack.push_async_callback(container.close)
        dispatcher = build_dispatcher(
            container,
            *build_dialogues(settings.redis, several_processes=False),
            catalogues=load_catalogues(),
        )
        simulator.watch(dispatcher)
        bot, engine = await container.get(Bot), await container.get(AsyncEngine)
        await stack.enter_async_context(dispatcher_running(dispatcher, bot))
        if polls:
            intake = await build_intake(dispatcher, bot, container, load_catalogues(), rates=rates)
            await stack.enter_async_context(intake.running(is_alone=True))
            poller = Poller(bot, intake, dispatcher.resolve_used_update_types())
            await stack.enter_async_context(in_background(poller.run()))
        yield Shop(simulator, bot, dispatcher, container, engine, redis)


async def tap_until_edited(
    person: Person, button: str, stopwatch: Stopwatch, *, settles: bool = True
) -> dict[str, float]:
    """Tap, wait until the bot is idle, and return the milliseconds of each part up to the edit.

    Without `settles` it returns at the edit: others keep the bot busy.
    """
    edited: asyncio.Future[dict[str, float]] = asyncio.get_running_loop().create_future()
    chat = person.private_chat
    previous = chat.listener

    def listen(where: Chat, entry: Entry) -> None:
        if entry.kind is EntryKind.EDITED and not edited.done():
            edited.set_result(stopwatch.read_ms())
        previous(where, entry)

    chat.listener = listen
    try:
        stopwatch.start()
        await person.tap(button, wait=False)
        parts = await asyncio.wait_for(edited, TAP_TIMEOUT_S)
        if settles:
            await person.settle()
    finally:
        chat.listener = previous
    return parts


def _settings(simulator: Simulator, database_url: str, redis_url: str) -> Settings:
    return Settings(
        TelegramSettings(
            bot_token=SecretStr(simulator.token), bot_api_base=HttpUrl(simulator.base_url)
        ),
        DatabaseSettings(database_url=SecretStr(database_url)),
        RedisSettings(redis_url=SecretStr(redis_url)),
        BusinessSettings(),
        PaymentSettings(),
        ProcessSettings(),
    )


@contextmanager
def _silent_logs() -> Iterator[None]:
    """Write the log as in production, but to the null device."""
    set_up_logging(LogFormat.JSON)
    root = logging.getLogger()
    (handler,) = root.handlers
    with Path(os.devnull).open("w") as nowhere:
        if isinstance(handler, logging.StreamHandler):
            handler.setStream(nowhere)
        yield
    root.removeHandler(handler)
