"""Outbox delivery in each kind of process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram import Bot, Dispatcher
from dishka import AsyncContainer
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.handlers import routes
from bot.navigation.navigators import Navigators
from bot.notifications.card_notifier import CardNotifier
from bot.ui.catalogues import Catalogues
from domain.outbox.message import Channel
from infra.db.wake_up import EVERYTHING, listen
from workers.jobs import HANDS, OUTBOX_DELIVER, deliver_job, settle_job
from workers.scheduler import Scheduler


async def build_card_notifier(
    dispatcher: Dispatcher, container: AsyncContainer, catalogues: Catalogues
) -> CardNotifier:
    """Return the notifier that shows cards in the dialogues of this process."""
    bot = await container.get(Bot)
    return CardNotifier(bot, dispatcher.fsm, Navigators(routes, catalogues), container)


@asynccontextmanager
async def refreshing_cards(
    dispatcher: Dispatcher, container: AsyncContainer, catalogues: Catalogues
) -> AsyncIterator[None]:
    """Deliver card messages; only for the process that owns the dialogues.

    Charges received before the last stop are settled at once, without waiting for a worker.
    """
    keeper = await build_card_notifier(dispatcher, container, catalogues)
    jobs = [deliver_job(Channel.CARD, keeper, hands=HANDS), settle_job()]
    scheduler = Scheduler(jobs, container)
    async with woken(scheduler, Channel.CARD, await container.get(AsyncEngine)):
        yield


@asynccontextmanager
async def woken(scheduler: Scheduler, channel: Channel, engine: AsyncEngine) -> AsyncIterator[None]:
    """Run the jobs; deliveries run at once when a message for their channel is written.

    All jobs run at once when the clock is moved.
    """

    def wake(written: str) -> None:
        if written == channel:
            scheduler.wake(OUTBOX_DELIVER)
        elif written == EVERYTHING:
            scheduler.wake_all()

    async with asyncio.TaskGroup() as tasks:
        scheduler.start()
        listening = tasks.create_task(listen(engine, wake))
        try:
            yield
        finally:
            await scheduler.stop()
            listening.cancel()
