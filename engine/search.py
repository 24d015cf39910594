"""One request, asked of one day."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from heapq import merge
from itertools import islice

from engine.bits import each
from engine.board import Availability, Board
from engine.chains import InARow
from engine.overlaps import Overlaps
from engine.requests import BookingEngineRequest, BookingMode
from engine.roster import Roster
from engine.teams import Chain


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
        self.earliest = 0 if min_start is None else max(0, self.board.minute_from(min_start))
        self.rosters = [Roster(self.board, plan, step_minutes) for plan in request.plans]
        self.overlap = request.overlap_allowed and request.mode is not BookingMode.RESOURCE_LOCKED
        build = Overlaps if self.overlap else InARow
        self._kinds = [build(roster) for roster in self.rosters]
        self._must_check = self.overlap or self._longest is not None

    def count(self) -> int:
        """How many starts there are."""
        return len(self.starts()) if self._must_check else self._startable().bit_count()

    def starts(self, most: int | None = None) -> list[int]:
        """The starts in order, so many of them at most."""
        if not self._must_check:
            return each(self._startable(), most)
        starts = (start for start in each(self._startable()) if self._is_start(start))
        return list(islice(starts, most))

    def chains(self, start: int) -> Iterator[Chain]:
        """The chains from a start, the most compact first."""
        each_kind = [kind.chains(start, self._longest) for kind in self._kinds]
        return each_kind[0] if len(each_kind) == 1 else merge(*each_kind, key=_end)

    def _startable(self) -> int:
        starts = 0
        for kind in self._kinds:
            starts |= kind.starts()
        return starts >> self.earliest << self.earliest

    def _is_start(self, start: int) -> bool:
        return any(kind.is_start(start, self._longest) for kind in self._kinds)


def _end(chain: Chain) -> int:
    return max(start + post.duration for start, team in chain for post in team)
