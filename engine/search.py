"""One request on one board."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from heapq import merge

from engine.bits import each
from engine.board import Availability, Board, Visit
from engine.chains import Chain, Chains
from engine.days import DAY
from engine.plan import plans
from engine.reach import Reach
from engine.requests import BookingEngineRequest


class Search:
    """A request made ready to be asked on any day."""

    def __init__(
        self, request: BookingEngineRequest, step_minutes: int, min_start: datetime | None
    ) -> None:
        self.request = request
        self.step_minutes = step_minutes
        self.min_start = min_start
        self.plans = plans(request)
        self.offsets = sorted(set(request.day_offsets))
        self._lanes = {
            (step.day_offset, resource_id): None
            for plan in self.plans
            for step in plan.steps
            for role in step.roles
            for resource_id in role.resource_ids
        }

    def on(self, visits: Sequence[Visit]) -> "Answers":
        """The answers for these visits."""
        return Answers(self, Board(visits, self._lanes))

    def visit(self, day: date, availability_of: Callable[[date], Availability]) -> Visit:
        """A visit that starts on the day."""
        return Visit(day, {offset: availability_of(day + offset * DAY) for offset in self.offsets})


class Answers:
    """What a board has for a request: cheap to expensive, each worked out when it is asked for."""

    def __init__(self, search: Search, board: Board) -> None:
        self.board = board
        self._search = search
        self._reaches = [Reach(board, plan, search.step_minutes) for plan in search.plans]

    def counts(self) -> list[int]:
        """The number of starts in each segment."""
        return [moments.bit_count() for moments in self.board.axis.split(self._startable())]

    def starts(self) -> list[int]:
        """The starts of the only segment, the earliest first."""
        starts = each(self._startable())
        if self._search.request.max_chain_duration_minutes is None:
            return list(starts)
        return [s for s in starts if any(r.finish_from(s) >= self._limit(s) for r in self._reaches)]

    def chains(self, start: int) -> Iterator[Chain]:
        """The chains from a start of the only segment, the most compact first."""
        ranked = [iter(Chains(reach, start, self._limit(start))) for reach in self._reaches]
        if len(ranked) == 1:
            return (chain for _, chain in ranked[0])
        return (chain for _, chain in merge(*ranked, key=_minutes))

    def _startable(self) -> int:
        starts = 0
        for reach in self._reaches:
            starts |= reach.starts()
        if self._search.min_start is not None:
            starts &= self.board.not_before(self._search.min_start)
        return starts

    def _limit(self, start: int) -> int:
        """The moment by which a chain from this start must be over."""
        longest = self._search.request.max_chain_duration_minutes
        return 0 if longest is None else max(0, start - longest)


def _minutes(ranked: tuple[int, Chain]) -> int:
    return ranked[0]
