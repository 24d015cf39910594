"""Checks of search results, for tests and for callers that verify before they write."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby, pairwise

from engine.model.base import BookingSolution
from engine.model.results import SingleServiceSolution
from engine.time.moments import Interval, instant, joined, zone_of


class BookingValidator:
    """Checks in real time; agrees with `ChainFinder` on every chain.

    Each call sorts its input. Mixed naive and aware datetimes raise `ValueError`.
    """

    def is_slot_free(
        self, slot_start: datetime, slot_end: datetime, busy_intervals: Iterable[Interval]
    ) -> bool:
        """Return whether a half-open slot overlaps none of the half-open intervals."""
        busy = list(busy_intervals)
        zone_of(slot_start, slot_end, *(moment for interval in busy for moment in interval))
        start, end = instant(slot_start), instant(slot_end)
        return not any(
            start < instant(busy_end) and instant(busy_start) < end for busy_start, busy_end in busy
        )

    def no_conflicts(self, solutions: Iterable[BookingSolution]) -> bool:
        """Return whether no resource is booked twice at the same time, including gaps."""
        every = list(solutions)
        if every:
            zone_of(*(one.start_time for one in every), *(_blocked_until(one) for one in every))
        by_resource = sorted(every, key=lambda one: (one.resource_id, instant(one.start_time)))
        for _, group in groupby(by_resource, key=lambda one: one.resource_id):
            own = list(group)
            for earlier, later in pairwise(own):
                if instant(later.start_time) < instant(_blocked_until(earlier)):
                    return False
        return True

    def solution_fits_in_windows(
        self, solution: BookingSolution, free_windows: Sequence[Interval]
    ) -> bool:
        """Return whether the solution and its gap lie in free time; touching windows are joined."""
        start, end = solution.start_time, _blocked_until(solution)
        zone_of(start, end, *(moment for window in free_windows for moment in window))
        return any(
            instant(free_from) <= instant(start) and instant(end) <= instant(free_to)
            for free_from, free_to in joined(free_windows)
        )


def _blocked_until(solution: BookingSolution) -> datetime:
    if isinstance(solution, SingleServiceSolution):
        return solution.gap_end_time
    return solution.end_time
