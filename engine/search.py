"""One request, asked of one day."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from heapq import merge

from engine.bits import each
from engine.board import Availability, Board
from engine.chains import Chain, Chains
from engine.reach import Reach
from engine.requests import BookingEngineRequest
from engine.roster import Roster


class Search:
    """The answers to a request for one first day, the cheap before the expensive.

    `by_offset` is the availability of each day that the request needs, by the days after the first.
    """

    def __init__(
        self,
        request: BookingEngineRequest,
        first_day: date,
        by_offset: Mapping[int, Availability],
        step_minutes: int,
        min_start: datetime | None,
    ) -> None:
        self.board = Board(first_day, by_offset)
        self._longest = request.max_chain_duration_minutes
        self._earliest = 0 if min_start is None else max(0, self.board.minute_from(min_start))
        self._reaches = [
            Reach(plan, Roster(self.board, plan, step_minutes)) for plan in request.plans
        ]

    def count(self) -> int:
        """How many starts there are."""
        return self._startable().bit_count() if self._longest is None else len(self.starts())

    def starts(self, most: int | None = None) -> list[int]:
        """The starts in order, so many of them at most."""
        if self._longest is None:
            return each(self._startable(), most)
        starts = [s for s in each(self._startable()) if self._is_short_enough(s, self._longest)]
        return starts[:most]

    def chains(self, start: int) -> Iterator[Chain]:
        """The chains from a start, the most compact first."""
        each_plan = [iter(Chains(reach, start, self._longest)) for reach in self._reaches]
        return each_plan[0] if len(each_plan) == 1 else merge(*each_plan, key=_end)

    def _startable(self) -> int:
        starts = 0
        for reach in self._reaches:
            starts |= reach.starts()
        return starts >> self._earliest << self._earliest

    def _is_short_enough(self, start: int, longest: int) -> bool:
        ends = [reach.end_from(start) for reach in self._reaches]
        return any(start < end <= start + longest for end in ends)


def _end(chain: Chain) -> int:
    return max(start + post.duration for start, team in chain for post in team)
