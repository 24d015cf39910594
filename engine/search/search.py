"""Search one day for one request."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from heapq import merge
from itertools import islice

from engine.model.availability import Availability
from engine.model.requests import BookingEngineRequest, BookingMode
from engine.search.overlaps import Overlaps
from engine.search.roster import Roster
from engine.search.sequential import Sequential
from engine.search.teams import Chain
from engine.search.timeline import Timeline
from engine.time.bits import each


class Search:
    """The answers to a request for one first day; cheap checks run before expensive ones.

    `by_offset` is the availability of each day of the request, by days after the first day.
    """

    def __init__(
        self,
        request: BookingEngineRequest,
        first_day: date,
        by_offset: Mapping[int, Availability],
        step_minutes: int,
        min_start: datetime | None,
    ) -> None:
        self.timeline = Timeline(first_day, by_offset, request.resource_ids())
        self.longest = request.max_chain_duration_minutes
        self.earliest = self.timeline.earliest(min_start)
        self.rosters = [Roster(self.timeline, plan, step_minutes) for plan in request.plans]
        self.overlap = request.overlap_allowed and request.mode is not BookingMode.RESOURCE_LOCKED
        build = Overlaps if self.overlap else Sequential
        self._kinds = [build(roster) for roster in self.rosters]
        self._must_check = self.overlap or self.longest is not None

    def count(self, enough: int | None = None) -> int:
        """Return the number of starts, at most `enough`."""
        if self._must_check:
            return len(self.starts(enough))
        count = self._startable().bit_count()
        return count if enough is None else min(count, enough)

    def starts(self, most: int | None = None) -> list[int]:
        """Return the starts in order, at most `most`."""
        starts = each(self._startable())
        if self._must_check:
            starts = (start for start in starts if self._is_start(start))
        return list(islice(starts, most))

    def chains(self, start: int) -> Iterator[Chain]:
        """Yield the chains from a start, the most compact first."""
        each_kind = [kind.chains(start, self.longest) for kind in self._kinds]
        return each_kind[0] if len(each_kind) == 1 else merge(*each_kind, key=_end)

    def _startable(self) -> int:
        starts = 0
        for kind in self._kinds:
            starts |= kind.starts()
        return starts >> self.earliest << self.earliest

    def _is_start(self, start: int) -> bool:
        return any(kind.is_start(start, self.longest) for kind in self._kinds)


def _end(chain: Chain) -> int:
    return max(start + post.duration for start, team in chain for post in team)
