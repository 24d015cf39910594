"""A process that sends the outbox like a worker, but without limits, or sends bare messages.

`python -m bench.kit.posting ours` or `... bare COUNT FIRST`: prints "ready", waits for a line,
sends, and prints the CPU seconds.
"""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from time import process_time

from aiogram import Bot
from dishka import AsyncContainer

from app.container import build_container
from app.logging import set_up_logging
from app.settings.load_settings import load_settings
from app.settings.settings import (
    LogFormat,
)
from app.wiring.telegram import build_bot
from bench.kit.salon import CLIENTS
from bot.notifications.notifier import TelegramNotifier
from bot.ui.catalogues import load_catalogues
from domain.notifications.deliver_messages import BATCH, DeliverMessages
from domain.outbox.message import Channel
from domain.shared.unit_of_work import UnitOfWork
from workers.job import Runner
from workers.jobs import HANDS, deliver_job

WORDS = (
    "🔔 <b>Your visit is coming up</b>\n\n📅 Monday\n🕒 10:00\n\nCut · Master 1\n\nWill you come?"
)


async def main(what: str, *numbers: str) -> None:
    """Send after a line on standard input."""
    settings = load_settings()
    set_up_logging(LogFormat.JSON)
    logging.getLogger().setLevel(logging.ERROR)
    async with build_bot(settings.telegram) as bot, _opened(build_container(settings)) as container:
        await _warm_up(bot, container)
        notifier = TelegramNotifier(bot, load_catalogues())
        job = deliver_job(Channel.MESSAGE, notifier, hands=HANDS)
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        began_s = process_time()
        if what == "ours":
            await Runner(job, container).run()
        else:
            await _send(bot, *map(int, numbers))
        print(process_time() - began_s, flush=True)


@asynccontextmanager
async def _opened(container: AsyncContainer) -> AsyncIterator[AsyncContainer]:
    yield container
    await container.close()


async def _warm_up(bot: Bot, container: AsyncContainer) -> None:
    """Open connections to Telegram and the database, and create the services once."""
    await bot.get_me()
    async with container() as scope:
        await scope.get(DeliverMessages)
        async with await scope.get(UnitOfWork):
            pass


async def _send(bot: Bot, count: int, first: int) -> None:
    """Send with the same concurrency as a worker."""
    numbers = iter(range(first, first + count))
    await asyncio.gather(*(_send_some(bot, numbers) for _ in range(HANDS * BATCH)))


async def _send_some(bot: Bot, numbers: Iterator[int]) -> None:
    for number in numbers:
        await bot.send_message(1 + number % CLIENTS, WORDS)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
