"""Checks of what was found, for tests and for those who want certainty before they write."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby, pairwise

from engine.base import BookingSolution
from engine.moments import Interval, ceil_minute, floor_minute, instant
from engine.results import SingleServiceSolution
from engine.spans import merged


class BookingValidator:
    """Answers yes or no; agrees with `ChainFinder` on every chain."""

    def is_slot_free(
        self, slot_start: datetime, slot_end: datetime, busy_intervals: Iterable[Interval]
    ) -> bool:
        """Whether a half-open slot meets none of the half-open intervals."""
        start, end = instant(slot_start), instant(slot_end)
        return not any(
            start < instant(busy_end) and instant(busy_start) < end
            for busy_start, busy_end in busy_intervals
        )

    def no_conflicts(self, solutions: Iterable[BookingSolution]) -> bool:
        """Whether no resource is taken twice at once, its gaps counted."""
        by_resource = sorted(solutions, key=lambda one: (one.resource_id, instant(one.start_time)))
        for _, group in groupby(by_resource, key=lambda one: one.resource_id):
            own = list(group)
            for earlier, later in pairwise(own):
                if instant(later.start_time) < instant(_blocked_until(earlier)):
                    return False
        return True

    def solution_fits_in_windows(
        self, solution: BookingSolution, free_windows: Sequence[Interval]
    ) -> bool:
        """Whether the solution and its gap lie in free time; touching windows count as one."""
        free = merged((ceil_minute(start), floor_minute(end)) for start, end in free_windows)
        start = floor_minute(solution.start_time)
        end = ceil_minute(_blocked_until(solution))
        return any(free_from <= start and end <= free_to for free_from, free_to in free)


def _blocked_until(solution: BookingSolution) -> datetime:
    if isinstance(solution, SingleServiceSolution):
        return solution.gap_end_time
    return solution.end_time
