from dataclasses import dataclass

from domain.outbox.ports import Outbox
from domain.outcomes.messages import outcome_questions
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.staff_ports import UnmarkedGateway

MAX_AT_ONCE = 50
"""Keeps a transaction short; the rest has its turn next time."""


@dataclass(frozen=True, slots=True)
class AskOutcomes:
    """Ask of the day's visits that nobody has marked, in the evening; nothing is decided here.

    A job, not a message that is written in advance: so a visit may move as often as it likes.
    Any number of workers may do so.
    """

    uow: UnitOfWork
    unmarked: UnmarkedGateway
    outbox: Outbox
    clock: Clock

    async def execute(self) -> int:
        """Return of how many visits was asked, a bounded number; of each time of a visit once."""
        now = self.clock.now()
        async with self.uow:
            unasked = await self.unmarked.list_unasked(now, MAX_AT_ONCE)
            if unasked:
                await self.outbox.add(outcome_questions(unasked, now))
                await self.uow.commit()
        return len(unasked)
