"""A storm over workers, bots and servers, and the guests who are told in spite of it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select, update

from demo.simulator import Person
from demo.timeouts import scaled
from domain.shared.errors import RetryableError, StorageUnavailableError
from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from domain.visit.errors import SameTimeError, VisitNotActiveError
from infra.db.tables import outbox_messages, users
from tests.e2e.support.bot_and_worker_processes import ProcessGroup
from tests.e2e.support.restarting_postgres import RestartingPostgres
from tests.e2e.support.worker_processes import OF_REMINDERS, REMINDED, WorkerProcesses
from tests.support.breakable_connection import BreakableConnection
from tests.support.database import at
from tests.support.services import choice_of
from tests.support.waiting import TIMEOUT_S

SEED = 20301104
MASTERS, SLOTS = 4, 15
ACTING = 20
"""So many of the guests, those who are reminded last, move their visit or cancel it."""

WORKER_KILLS = 4
END_TIMEOUT_S = scaled(300)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""Nothing was due then: who acts before any reminder is due has not acted in time."""


@dataclass(slots=True)
class Guest:
    """A client with a visit and a reminder of it.

    Attributes:
        may_be_doubled: how many workers were killed that may have told them and not marked it.
    """

    person: Person
    identity: Identity
    visit: BookingId
    start_at: datetime
    due_at: datetime = LONG_AGO
    cancels: bool | None = None
    acted_in_time: bool = False
    may_be_doubled: int = 0

    @property
    def reminders(self) -> int:
        return sum(REMINDED in message.text for message in self.person.chat.from_bot)


@dataclass
class FaultStorm:
    """All that goes wrong, in the order of the dice."""

    workers: WorkerProcesses
    processes: ProcessGroup
    postgres: RestartingPostgres
    redis: BreakableConnection
    guests: Sequence[Guest]
    dice: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311 - no secret

    async def rage(self) -> None:
        acts = [*[self.kill_a_worker] * WORKER_KILLS, self.kill_a_bot, self.restart, self.cut]
        self.dice.shuffle(acts)
        for act in acts:
            await asyncio.sleep(self.dice.uniform(0.5, 2))
            await act()

    async def kill_a_worker(self) -> None:
        """Kill one that waits for answers, and note whom it may have told but not marked."""
        worker = self.dice.choice(self.processes.workers)
        self.workers.gate.answers.close()
        await asyncio.sleep(self.dice.uniform(0.3, 0.8))
        await worker.kill()
        await self._until_requests_have_arrived()
        unmarked = {row.booking_id for row in await self.workers.rows() if row.state == "waiting"}
        for guest in self.guests:
            guest.may_be_doubled += guest.visit in unmarked and guest.reminders > 0
        self.workers.gate.answers.open()
        await worker.start()

    async def _until_requests_have_arrived(self) -> None:
        """Return when Telegram stands still: without answers nobody sends anything more."""
        progress = self.workers.simulator.world.progress
        assert await progress.until(lambda: True, timeout_s=TIMEOUT_S)

    async def kill_a_bot(self) -> None:
        bot = self.dice.choice(self.processes.bots)
        await bot.kill()
        await bot.start()

    async def restart(self) -> None:
        await self.postgres.stop()
        await asyncio.sleep(1)
        await self.postgres.start()

    async def cut(self) -> None:
        await self.redis.cut()
        await asyncio.sleep(2)
        await self.redis.mend()

    async def change_minds(self) -> None:
        """Let guests move or cancel, one after another."""
        for number, guest in enumerate(self.guests[-ACTING:]):
            guest.cancels = number % 2 == 0
            await self.change_mind(guest)
            guest.acted_in_time = datetime.now(UTC) < guest.due_at
            await guest.person.start(wait=False)
            await asyncio.sleep(self.dice.uniform(0, 0.8))

    async def change_mind(self, guest: Guest) -> None:
        """Try until it is so, as people do."""
        while True:
            services = self.workers.database.services()
            try:
                if guest.cancels:
                    await services.cancel(guest.identity, guest.visit)
                else:
                    a_day_later = guest.start_at + timedelta(days=1)
                    await services.move(guest.identity, guest.visit, a_day_later)
            except (StorageUnavailableError, RetryableError):
                await asyncio.sleep(0.1)
            except (VisitNotActiveError, SameTimeError):
                return  # it was so already: only the word of it had been lost
            else:
                return


async def invite(workers: WorkerProcesses) -> list[Guest]:
    """Let people press START and book, while the processes start."""
    database = workers.database
    shop = await database.open_location()
    cut = await database.sell(shop, minutes=30)
    masters = [await database.hire(shop, cut, name=f"Master {n}") for n in range(MASTERS)]
    guests = []
    for number in range(MASTERS * SLOTS):
        person = workers.simulator.add_person(first_name=f"Client {number}")
        client = await database.meet()
        await database.change(users, client.user_id, telegram_id=person.id)
        await person.start(wait=False)
        start_at = at(9, day=2) + timedelta(minutes=30 * (number // MASTERS))
        choice = choice_of(cut, master_id=masters[number % MASTERS])
        visit = await database.services().book(client, shop, choice, start_at)
        guests.append(Guest(person, client, visit, start_at))
    never = update(outbox_messages).values(state="dropped")
    await database.execute(never)
    return guests


async def make_due(workers: WorkerProcesses, guests: Sequence[Guest], within_s: float) -> None:
    """Let the reminders of guests be due from now on, one after another, and nothing else."""
    messages, now = outbox_messages, workers.clock.now()
    for number, guest in enumerate(guests):
        guest.due_at = now + timedelta(seconds=within_s * number / len(guests))
        await workers.database.execute(
            update(messages)
            .where(OF_REMINDERS, messages.c.booking_id == guest.visit)
            .values(due_at=guest.due_at, attempt_at=guest.due_at, state="waiting", attempts=0)
        )


async def until_all_are_told(workers: WorkerProcesses) -> None:
    """Return when nothing waits; where all stands still, the leases of the dead end."""
    messages = outbox_messages
    query = select(messages).where(messages.c.state == "waiting").order_by(messages.c.id)

    async def waiting() -> list[Any]:
        rows = await workers.database.rows(query)
        return [(row.id, row.attempts) for row in rows if row.due_at <= workers.clock.now()]

    async with asyncio.timeout(END_TIMEOUT_S):
        while before := await waiting():
            await asyncio.sleep(3)
            if await waiting() == before:
                await workers.end_leases()
