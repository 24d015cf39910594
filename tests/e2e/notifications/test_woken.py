"""What is written leaves at once: whoever delivers is woken, long before they would look again."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from signal import SIGINT, SIGTERM

import pytest

from app import deliveries, worker
from app.settings.settings import (
    ProcessSettings,
)
from bot.ui.catalogues import Catalogues
from demo.moving_clock import MovingClock
from demo.simulator import Person
from domain.notifications.ports import Notifier
from domain.outbox.message import Audience, Channel, MessageKind, OutboxMessage
from domain.reminders.plan import ReminderFacts
from domain.shared.ids import BookingId, UserId
from domain.visit.messages import CardFacts
from domain.visit.model import BookingStatus
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BOOKED
from tests.e2e.support.walks import book
from tests.e2e.support.worker_processes import REMINDED
from tests.support.database import NOW, at
from tests.support.listeners import until_somebody_listens
from tests.support.waiting import TIMEOUT_S, wait_until
from workers.job import Job
from workers.jobs import deliver_job, worker_jobs

EVERY_S = 10 * TIMEOUT_S
"""A job that runs sooner was notified."""

IDLE_S = 0.5
"""After this the runs at the start are over: what comes now has to be told."""

CANCELLED = "This visit is cancelled"
START = at(10, day=1)


@pytest.fixture
async def anna(scene: Scene) -> Person:
    """Somebody who looks at the card of their visit."""
    anna = await scene.welcome()
    await book(anna, START, scene.salon.haircut)
    return anna


async def write(scene: Scene, key: str, kind: MessageKind, channel: Channel) -> None:
    """Write a message about the one visit, as a change does."""
    (row,) = await scene.bookings()
    facts = {
        MessageKind.REMINDER: ReminderFacts(START, 60),
        MessageKind.CARD_REFRESH: CardFacts(),
    }[kind]
    client = Audience.CLIENT, UserId(row.client_id)
    message = OutboxMessage(key, kind, BookingId(row.id), NOW, channel, *client, facts=facts)
    services = scene.database.services()
    async with services.uow:
        await services.outbox.add([message])
        await services.uow.commit()


async def soon(condition: Callable[[], bool]) -> None:
    await wait_until(condition)
    await asyncio.sleep(IDLE_S)


def seldom(job: Job) -> Job:
    return replace(job, every_s=EVERY_S)


def seldom_deliver_job(channel: Channel, notifier: Notifier, *, hands: int = 1) -> Job:
    return seldom(deliver_job(channel, notifier, hands=hands))


def seldom_worker_jobs(notifier: Notifier) -> tuple[Job, ...]:
    return tuple(map(seldom, worker_jobs(notifier)))


@asynccontextmanager
async def at_work(scene: Scene, clock_file: Path) -> AsyncIterator[None]:
    """Run all of a worker in this process, on the scene's clock."""
    clock = MovingClock(clock_file, NOW - datetime.now(UTC) + timedelta(minutes=1))
    process = ProcessSettings(_env_file=None, clock_file=clock.file)
    running = asyncio.create_task(worker.run(replace(scene.bot.settings, process=process)))
    try:
        await until_somebody_listens(scene.database)
        await asyncio.sleep(IDLE_S)
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        for signal in (SIGINT, SIGTERM):
            asyncio.get_running_loop().remove_signal_handler(signal)


async def test_a_worker_is_woken_for_messages(
    scene: Scene, anna: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "worker_jobs", seldom_worker_jobs)

    def are_there(count: int) -> bool:
        return sum(REMINDED in message.text for message in anna.chat.from_bot) == count

    async with at_work(scene, tmp_path / "clock"):
        for number in (1, 2):
            await write(scene, f"reminder {number}", MessageKind.REMINDER, Channel.MESSAGE)
            await soon(partial(are_there, number))


async def test_a_bot_is_woken_for_cards(
    scene: Scene, anna: Person, catalogues: Catalogues, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "deliver_job", seldom_deliver_job)
    (row,) = await scene.bookings()
    dispatcher, container = scene.bot._dispatcher, scene.bot.container

    def is_shown(words: str) -> bool:
        return words in anna.screen.text

    async with deliveries.refreshing_cards(dispatcher, container, catalogues):
        await until_somebody_listens(scene.database)
        await asyncio.sleep(IDLE_S)
        for number, (status, words) in enumerate(
            [
                (BookingStatus.CANCELLED, CANCELLED),
                (BookingStatus.CONFIRMED, BOOKED),
                (BookingStatus.CANCELLED, CANCELLED),
            ]
        ):
            await scene.database.change(tables.bookings, row.id, status=status)
            await write(scene, f"card {number}", MessageKind.CARD_REFRESH, Channel.CARD)
            await soon(partial(is_shown, words))
