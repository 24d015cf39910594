"""The bot process: `python -m app.bot`."""

import asyncio
import gc
import sys
from contextlib import AbstractAsyncContextManager
from signal import SIGINT, SIGTERM

import structlog
from aiogram import Bot, Dispatcher
from aiogram.webhook.aiohttp_server import setup_application
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncEngine

from app.container import build_container
from app.deliveries import refreshing_cards
from app.dialogues import build_dialogues
from app.logging import set_up_logging
from app.payments import store_charges
from app.settings import BotMode, Settings, TelegramSettings, load_settings
from app.startup import EXIT_NO_DATABASE, ensure_database, load_or_exit, telegram_explained
from bot.dispatcher import build_dispatcher
from bot.handlers import routes
from bot.handlers.admin_group.commands import group_commands
from bot.navigation.command_menu import set_commands
from bot.transport.charges import StoreCharges
from bot.transport.graceful_dispatcher import GracefulDispatcher
from bot.transport.polling import StoringCharges
from bot.transport.webhook import Webhook
from bot.ui.catalogues import load_catalogues
from infra.db.single_process import HeldLock, one_at_a_time

log = structlog.get_logger(__name__)

UPDATES_AT_ONCE = 64
"""Limits memory under a flood of updates; each update uses at most one database connection."""


def main() -> None:
    """Run until the process receives a stop signal."""
    settings = load_or_exit(load_settings)
    set_up_logging(settings.process.log_format)
    asyncio.run(run(settings))


async def run(settings: Settings) -> None:
    """Serve updates by polling or webhook; updates in progress finish before the end."""
    catalogues = load_catalogues()
    container = build_container(settings)
    try:
        engine = await container.get(AsyncEngine)
        await ensure_database(engine)
        dispatcher = build_dispatcher(container, *build_dialogues(settings.redis), catalogues)
        _freeze_long_lived_objects()
        bot = await container.get(Bot)
        store = store_charges(container)
        with telegram_explained():
            await set_commands(bot, catalogues, routes, group_commands)
        log.info("bot_started", mode=settings.telegram.bot_mode)
        cards = refreshing_cards(dispatcher, container, catalogues)
        if settings.telegram.bot_mode is BotMode.WEBHOOK:
            async with cards:
                await _serve_webhook(dispatcher, bot, settings.telegram, store)
        else:
            bot.session.middleware(StoringCharges(store))
            await _poll(dispatcher, bot, engine, cards)
    finally:
        await container.close()


def _freeze_long_lived_objects() -> None:
    """Exclude long-lived objects (modules, wiring) from garbage collection.

    A full collection of them blocks the event loop for about 200 ms.
    """
    gc.collect()
    gc.freeze()


async def _poll(
    dispatcher: Dispatcher, bot: Bot, engine: AsyncEngine, cards: AbstractAsyncContextManager[None]
) -> None:
    """Poll Telegram for updates under a lock: Telegram allows one polling process.

    If the lock is lost, the process exits; its supervisor restarts it and it waits for the lock.
    """
    async with one_at_a_time(engine, bot.id) as lock, cards, asyncio.TaskGroup() as tasks:
        await bot.delete_webhook()
        watching = tasks.create_task(_stop_polling_when_lost(lock, dispatcher))
        await dispatcher.start_polling(
            bot,
            allowed_updates=dispatcher.resolve_used_update_types(),
            tasks_concurrency_limit=UPDATES_AT_ONCE,
        )
        watching.cancel()
    if lock.is_lost:
        sys.exit(EXIT_NO_DATABASE)


async def _stop_polling_when_lost(lock: HeldLock, dispatcher: Dispatcher) -> None:
    await lock.until_lost()
    log.error("polling_lock_lost")
    await dispatcher.stop_polling()


async def _serve_webhook(
    dispatcher: GracefulDispatcher, bot: Bot, settings: TelegramSettings, store: StoreCharges
) -> None:
    """Receive updates over HTTP."""
    if settings.webhook_url is None or settings.webhook_secret is None:
        raise ValueError("the settings check these")
    secret = settings.webhook_secret.get_secret_value()
    application = web.Application()
    webhook = Webhook(dispatcher, bot, secret, store)
    application.router.add_post(settings.webhook_url.path or "/", webhook.handle)
    setup_application(application, dispatcher, bot=bot)
    stop = asyncio.Event()
    for signal in (SIGINT, SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal, stop.set)
    runner = web.AppRunner(application)
    await runner.setup()
    try:
        await web.TCPSite(runner, str(settings.http_host), settings.http_port).start()
        await bot.set_webhook(
            str(settings.webhook_url),
            secret_token=secret,
            allowed_updates=dispatcher.resolve_used_update_types(),
        )
        await stop.wait()
    finally:
        await runner.cleanup()


if __name__ == "__main__":
    main()
