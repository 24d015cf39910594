"""The process for background jobs: `python -m app.worker`; several may run in parallel."""

import asyncio
from signal import SIGINT, SIGTERM

import structlog
from aiogram import Bot
from dishka import AsyncContainer
from sqlalchemy.ext.asyncio import AsyncEngine

from app.container import build_container
from app.deliveries import woken
from app.logging import set_up_logging
from app.settings.load_settings import load_settings
from app.settings.settings import (
    Settings,
)
from app.startup import ensure_database, load_or_exit
from bot.notifications.digest_notifier import DigestNotifier
from bot.notifications.notifier import TelegramNotifier
from bot.ui.catalogues import load_catalogues
from domain.notifications.ports import Notifier
from domain.outbox.message import Channel
from domain.reporting.ports import Painter
from workers.jobs import worker_jobs
from workers.scheduler import Scheduler

log = structlog.get_logger(__name__)


def main() -> None:
    """Run until the process receives a stop signal."""
    settings = load_or_exit(load_settings)
    set_up_logging(settings.process.log_format)
    asyncio.run(run(settings))


async def run(settings: Settings) -> None:
    """Run the jobs; calls in progress finish before the end."""
    container = build_container(settings)
    try:
        engine = await container.get(AsyncEngine)
        await ensure_database(engine)
        notifier = await _build_notifier(container)
        await _work(Scheduler(worker_jobs(notifier), container), engine)
    finally:
        await container.close()


async def _build_notifier(container: AsyncContainer) -> Notifier:
    bot, catalogues = await container.get(Bot), load_catalogues()
    otherwise = TelegramNotifier(bot, catalogues)
    return DigestNotifier(bot, catalogues, await container.get(Painter), otherwise)


async def _work(scheduler: Scheduler, engine: AsyncEngine) -> None:
    stop = asyncio.Event()
    for signal in (SIGINT, SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal, stop.set)
    async with woken(scheduler, Channel.MESSAGE, engine):
        log.info("worker_started")
        await stop.wait()


if __name__ == "__main__":
    main()
