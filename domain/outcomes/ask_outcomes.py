from domain.outbox.ports import Outbox
from domain.outcomes.messages import outcome_questions
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.staff_ports import UnmarkedGateway

MAX_AT_ONCE = 50
"""Keeps a transaction short; the rest has its turn next time."""


class AskOutcomes:
    """Ask of the day's visits that nobody has marked, in the evening; nothing is decided here.

    A job, not a message that is written in advance: so a visit may move as often as it likes.
    Any number of workers may do so.
    """

    def __init__(
        self, uow: UnitOfWork, unmarked: UnmarkedGateway, outbox: Outbox, clock: Clock
    ) -> None:
        self._uow = uow
        self._unmarked = unmarked
        self._outbox = outbox
        self._clock = clock

    async def execute(self) -> int:
        """Return of how many visits was asked, a bounded number; of each time of a visit once."""
        now = self._clock.now()
        async with self._uow:
            unasked = await self._unmarked.list_unasked(now, MAX_AT_ONCE)
            if unasked:
                await self._outbox.add(outcome_questions(unasked, now))
                await self._uow.commit()
        return len(unasked)
