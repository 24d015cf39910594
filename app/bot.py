"""The bot process: `python -m app.bot`."""

import asyncio
import gc
import sys
from collections.abc import Awaitable, Callable
from functools import partial

import structlog
from aiogram import Bot, Dispatcher
from dishka import AsyncContainer
from sqlalchemy.ext.asyncio import AsyncEngine

from app.container import build_container
from app.deliveries import refreshing_cards
from app.dialogues import build_dialogues
from app.logging import set_up_logging
from app.receiving import (
    Ending,
    build_intake,
    dispatcher_running,
    in_background,
    poll,
    serve_webhook,
)
from app.settings.load_settings import load_settings
from app.settings.settings import (
    BotMode,
    Settings,
)
from app.startup import ensure_database, load_or_exit
from bot.dispatcher import build_dispatcher
from bot.handlers import routes
from bot.handlers.admin_group.commands import group_commands
from bot.navigation.command_menu import register_commands
from bot.transport.updates.intake import Intake
from bot.transport.updates.rate_limit import rates_for
from bot.ui.catalogues import load_catalogues
from infra.db.single_process import one_at_a_time

Receive = Callable[[Dispatcher, Bot, Intake], Awaitable[Ending | None]]

log = structlog.get_logger(__name__)


def main() -> None:
    """Run until the process receives a stop signal."""
    settings = load_or_exit(load_settings)
    set_up_logging(settings.process.log_format)
    ending = asyncio.run(run(settings))
    if ending is not None:
        print(ending.text, file=sys.stderr)  # noqa: T201 - output for the user, not for the log
        sys.exit(ending.code)


async def run(settings: Settings) -> Ending | None:
    """Serve updates by polling or webhook; updates in progress finish before the end."""
    container = build_container(settings)
    try:
        engine = await container.get(AsyncEngine)
        await ensure_database(engine)
        if settings.telegram.bot_mode is BotMode.WEBHOOK:
            return await _serve(settings, container, partial(serve_webhook, settings.telegram))
        bot = await container.get(Bot)
        async with one_at_a_time(engine, bot.id) as lock:
            return await _serve(settings, container, partial(poll, lock))
    finally:
        await container.close()


async def _serve(settings: Settings, container: AsyncContainer, receive: Receive) -> Ending | None:
    """Receive updates, and do beside it what can wait."""
    catalogues, bot = load_catalogues(), await container.get(Bot)
    is_webhook = settings.telegram.bot_mode is BotMode.WEBHOOK
    dialogues = build_dialogues(settings.redis, several_processes=is_webhook)
    dispatcher = build_dispatcher(container, *dialogues, catalogues)
    rates = rates_for(settings.telegram.updates_per_minute)
    intake = await build_intake(dispatcher, bot, container, catalogues, rates=rates)
    _freeze_long_lived_objects()
    log.info("bot_started", mode=settings.telegram.bot_mode)
    async with (
        dispatcher_running(dispatcher, bot),
        refreshing_cards(dispatcher, container, catalogues),
        in_background(register_commands(bot, catalogues, routes, group_commands)),
    ):
        return await receive(dispatcher, bot, intake)


def _freeze_long_lived_objects() -> None:
    """Exclude long-lived objects (modules, wiring) from garbage collection.

    A full collection of them blocks the event loop for about 200 ms.
    """
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    main()
