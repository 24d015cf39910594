from dataclasses import dataclass

from domain.outbox.ports import Outbox
from domain.outcomes.messages import outcome_questions
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.staff_ports import UnmarkedGateway

MAX_AT_ONCE = 50
"""Keeps a transaction short; the next run takes the rest."""


@dataclass(frozen=True, slots=True)
class AskOutcomes:
    """Ask in the evening about the day's visits without an outcome; nothing is decided here.

    This is a job, not a message planned in advance, so a visit may move any number of times.
    Any number of workers may run it.
    """

    uow: UnitOfWork
    unmarked: UnmarkedGateway
    outbox: Outbox
    clock: Clock

    async def execute(self) -> int:
        """Return the number of visits asked about, bounded; each time of a visit is asked once."""
        now = self.clock.now()
        async with self.uow:
            unasked = await self.unmarked.list_unasked(now, MAX_AT_ONCE)
            if unasked:
                await self.outbox.add(outcome_questions(unasked, now))
                await self.uow.commit()
        return len(unasked)
