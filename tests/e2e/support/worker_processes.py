"""Workers as processes of their own, people who wait for a reminder each, and a clock."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from demo.moving_clock import MovingClock
from demo.simulator import Person, Simulator
from domain.notifications.deliver_messages import LEASE
from domain.outbox.message import MessageKind
from infra.db.tables import outbox_messages, users
from tests.e2e.support.telegram_gate import TelegramGate, gate_before
from tests.support.database import DatabaseFactory, at
from tests.support.processes import Program, running_program
from tests.support.services import choice_of
from tests.support.waiting import wait_for_value, wait_until

REMINDED = "Your visit is coming up"
STARTED = "worker_started"
WITH_LEAD = "%:180"
FIRST_HOUR = 9

OF_REMINDERS = outbox_messages.c.key.like(WITH_LEAD)


@dataclass
class WorkerProcesses:
    """Everything around the workers."""

    simulator: Simulator
    gate: TelegramGate
    database: DatabaseFactory
    clock: MovingClock
    environment: dict[str, str]
    log: Path
    people: Sequence[Person] = ()

    @asynccontextmanager
    async def worker(self) -> AsyncIterator[Program]:
        """Have a worker at work; it is killed in the end, if it is still there."""
        started = self._started() + 1
        output = {"out": self.log, "err": self.log}
        async with running_program("app.worker", environment=self.environment, **output) as worker:
            await wait_until(lambda: self._started() == started or not worker.is_running)
            assert worker.is_running, self.log.read_text()
            yield worker

    async def invite(self, count: int) -> None:
        """Let so many people book a visit each, whose reminder is due now; nothing else is."""
        shop = await self.database.open_location()
        cut = await self.database.sell(shop, minutes=30)
        await self.database.hire(shop, cut)
        people = []
        for number in range(count):
            person = self.simulator.add_person(first_name=f"Client {number}")
            client = await self.database.meet()
            await self.database.change(users, client.user_id, telegram_id=person.id)
            await person.start(wait=False)
            start_at = at(FIRST_HOUR, day=2) + timedelta(minutes=30 * number)
            await self.database.services().book(client, shop, choice_of(cut), start_at)
            people.append(person)
        self.people = people
        await self.remind()

    async def remind(self) -> None:
        """Let the reminders be due now, and nothing else."""
        messages, now = outbox_messages, datetime.now(UTC)
        never = update(messages).where(~OF_REMINDERS).values(state="dropped")
        await self.database.execute(never)
        await self.database.execute(
            update(messages)
            .where(OF_REMINDERS, messages.c.kind == MessageKind.REMINDER)
            .values(due_at=now, attempt_at=now, state="waiting", attempts=0)
        )

    async def end_leases(self) -> None:
        """Let so much time pass that what dead workers had is claimed anew."""
        await self.clock.move(LEASE + timedelta(seconds=1))

    def reminded(self) -> list[int]:
        """Return how often each person was reminded."""
        return [
            sum(REMINDED in message.text for message in person.chat.from_bot)
            for person in self.people
        ]

    async def rows(self) -> Sequence[Any]:
        """Return the rows of the reminders."""
        query = select(outbox_messages).where(OF_REMINDERS).order_by(outbox_messages.c.id)
        return await self.database.rows(query)

    async def until_sent(self) -> None:
        """Return when every reminder is marked."""
        await self.until_rows(lambda rows: {row.state for row in rows} == {"sent"})

    async def until_rows(self, condition: Callable[[Sequence[Any]], bool]) -> None:
        """Return when the rows of the reminders are so."""

        async def holds() -> bool:
            return condition(await self.rows())

        await wait_for_value(holds)

    def _started(self) -> int:
        return self.log.read_text().count(STARTED) if self.log.exists() else 0


@asynccontextmanager
async def assembled(
    database: DatabaseFactory, database_url: str, redis_url: str, folder: Path
) -> AsyncIterator[WorkerProcesses]:
    """Put everything together, before a simulator whose rules must be kept."""
    clock = MovingClock(folder / "clock", timedelta())
    async with Simulator(clock=clock.now) as simulator, gate_before(simulator.base_url) as gate:
        environment = {
            "BOT_TOKEN": simulator.token,
            "BOT_API_BASE": gate.url,
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "CLOCK_FILE": str(clock.file),
        }
        yield WorkerProcesses(simulator, gate, database, clock, environment, folder / "workers.log")
        assert simulator.violations == []
