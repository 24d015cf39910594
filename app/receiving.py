"""How the bot process receives updates, and why it may have to end."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from signal import SIGINT, SIGTERM
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramBadRequest, TelegramNotFound, TelegramUnauthorizedError
from aiohttp import web
from dishka import AsyncContainer

from app.http_server import serving
from app.settings.settings import (
    TelegramSettings,
)
from app.startup import EXIT_NO_DATABASE, EXIT_NO_TELEGRAM
from app.wiring.payments import store_charges
from bot.transport.persistent import until_done
from bot.transport.polling import Poller
from bot.transport.updates.intake import Intake
from bot.transport.updates.rate_limit import Rate
from bot.transport.webhook import Webhook
from bot.ui.catalogues import Catalogues
from bot.update_handler import UpdateHandler
from infra.db.inbox import SqlaInbox
from infra.db.single_process import HeldLock

log = structlog.get_logger(__name__)

MOST_BODY_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class Ending:
    """Why a process ends that was not told to, and with which code."""

    code: int
    text: str


UNKNOWN_TOKEN = Ending(
    EXIT_NO_TELEGRAM, "Telegram does not know BOT_TOKEN; @BotFather shows the right one."
)
LOCK_LOST = Ending(
    EXIT_NO_DATABASE, "The connection to the database was lost, and with it the right to poll."
)
REFUSED_TOKEN = TelegramUnauthorizedError, TelegramNotFound


async def build_intake(
    dispatcher: Dispatcher,
    bot: Bot,
    container: AsyncContainer,
    catalogues: Catalogues,
    *,
    rates: Sequence[Rate],
    on_finished: Callable[[int], None] = lambda _: None,
) -> Intake:
    """Return the intake of the bot's updates."""
    return Intake(
        UpdateHandler(dispatcher, bot, catalogues),
        await container.get(SqlaInbox),
        store_charges(container),
        rates,
        on_finished,
    )


async def poll(lock: HeldLock, dispatcher: Dispatcher, bot: Bot, intake: Intake) -> Ending | None:
    """Poll Telegram until a stop signal, under a lock: Telegram allows one polling process.

    If the lock is lost, the process ends; its supervisor restarts it and it waits for the lock.
    """
    poller = Poller(bot, intake, dispatcher.resolve_used_update_types())
    _on_stop_signal(poller.stop)
    async with intake.running(is_alone=True), in_background(_stop_when_lost(lock, poller)):
        try:
            await poller.run()
        except REFUSED_TOKEN:
            return UNKNOWN_TOKEN
    return LOCK_LOST if lock.is_lost else None


async def serve_webhook(
    settings: TelegramSettings, dispatcher: Dispatcher, bot: Bot, intake: Intake
) -> Ending | None:
    """Receive updates over HTTP until a stop signal."""
    if settings.webhook_url is None or settings.webhook_secret is None:
        raise ValueError("the settings check these")
    secret = settings.webhook_secret.get_secret_value()
    application = web.Application(client_max_size=MOST_BODY_BYTES)
    path = settings.webhook_url.path or "/"
    application.router.add_post(path, Webhook(intake, secret).handle)
    stop = asyncio.Event()
    _on_stop_signal(stop.set)
    register = partial(
        bot.set_webhook,
        str(settings.webhook_url),
        secret_token=secret,
        allowed_updates=dispatcher.resolve_used_update_types(),
    )
    async with (
        intake.running(is_alone=False),
        serving(application, str(settings.http_host), settings.http_port),
    ):
        registering = asyncio.create_task(until_done(register, "setWebhook"))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({registering, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if ending := _refusal_of(registering):
            stopping.cancel()
            return ending
        await stopping
        registering.cancel()
    return None


@asynccontextmanager
async def dispatcher_running(dispatcher: Dispatcher, bot: Bot) -> AsyncIterator[None]:
    """Start the dispatcher, and close its storages at the end."""
    await dispatcher.emit_startup(bot=bot, **dispatcher.workflow_data)
    try:
        yield
    finally:
        await dispatcher.emit_shutdown(bot=bot, **dispatcher.workflow_data)


@asynccontextmanager
async def in_background(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Do something beside the block, until its end at most."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()


async def _stop_when_lost(lock: HeldLock, poller: Poller) -> None:
    await lock.until_lost()
    log.error("polling_lock_lost")
    poller.stop()


def _on_stop_signal(stop: Callable[[], None]) -> None:
    for signal in (SIGINT, SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal, stop)


def _refusal_of(registering: asyncio.Task[None]) -> Ending | None:
    """Return why Telegram refuses the webhook for good."""
    error = registering.exception() if registering.done() else None
    if isinstance(error, REFUSED_TOKEN):
        return UNKNOWN_TOKEN
    if isinstance(error, TelegramBadRequest):
        return Ending(
            EXIT_NO_TELEGRAM,
            f"Telegram refuses WEBHOOK_URL: {error.message}\n"
            "It takes HTTPS on port 443, 80, 88 or 8443, with a certificate that it can check.",
        )
    if error is not None:
        raise error
    return None
