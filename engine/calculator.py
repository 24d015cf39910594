"""Free windows and the starts in them, for callers that need no chains."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from engine.time.limits import MAX_DAYS, ensure_count
from engine.time.moments import (
    DAY_MINUTES,
    Interval,
    at_minute,
    at_minutes,
    ceil_minute,
    floor_minute,
    instant,
    joined,
    minutes_from,
    minutes_to,
    zone_of,
)
from engine.time.spans import Span, without


class SlotCalculator:
    """Plain arithmetic on windows, in real minutes.

    Starts round up to the minute and ends round down, so that a result is never wider than the
    time that was given. Results are in order. Each call sorts its input. Mixed naive and aware
    datetimes, and invalid counts, raise `ValueError`.
    """

    def __init__(self, step_minutes: int = 30) -> None:
        ensure_count("step_minutes", step_minutes)
        self.step_minutes = step_minutes

    def find_slots_in_window(
        self,
        window_start: datetime,
        window_end: datetime,
        duration_minutes: int,
        min_start: datetime | None = None,
        grid_anchor: datetime | None = None,
    ) -> list[datetime]:
        """Return the starts on the grid at which the duration fits into the window, in order.

        The grid extends in both directions from its anchor, by default the window's start.
        """
        ensure_count("duration_minutes", duration_minutes)
        anchor = window_start if grid_anchor is None else grid_anchor
        earliest = window_start if min_start is None else min_start
        zone = zone_of(window_start, window_end, anchor, earliest)
        first = max(ceil_minute(window_start), ceil_minute(earliest))
        first += (ceil_minute(anchor) - first) % self.step_minutes
        last = floor_minute(window_end) - duration_minutes
        if last - first > MAX_DAYS * DAY_MINUTES:
            raise ValueError(f"a window has {MAX_DAYS} days at most")
        starts = range(first, last + 1, self.step_minutes)
        return [at_minute(minute, zone) for minute in starts]

    def merge_free_windows(
        self,
        work_start: datetime,
        work_end: datetime,
        busy_intervals: Iterable[Interval],
        break_interval: Interval | None = None,
        buffer_minutes: int = 0,
        min_duration_minutes: int = 0,
        buffer_before_minutes: int = 0,
    ) -> list[Interval]:
        """Return the working day without busy intervals, their buffers and the break.

        `buffer_minutes` stays free after a busy interval. A search does not know about buffers:
        pass `buffer_before_minutes` too if no visit may end right before a busy interval.
        Windows shorter than the minimum are dropped; no window reaches beyond the working day.
        Results are in the zone of `work_start`.

        Raises:
            ValueError: Naive and aware datetimes are mixed, a busy interval ends before it starts,
                or a buffer is negative.
        """
        ensure_count("buffer_minutes", buffer_minutes, 0)
        ensure_count("buffer_before_minutes", buffer_before_minutes, 0)
        opening, closing = instant(work_start), instant(work_end)
        zero = opening
        if zero.second or zero.microsecond:
            zero = zero.replace(second=0, microsecond=0)
        try:
            taken = _taken(busy_intervals, zero, buffer_before_minutes, buffer_minutes)
            if break_interval is not None:
                taken += _taken([break_interval], zero)
            day = minutes_from(opening, zero), minutes_to(closing, zero)
        except TypeError:
            raise ValueError("naive and aware datetimes are mixed") from None
        free = [span for span in without(day, taken) if span[1] - span[0] >= min_duration_minutes]
        edges = at_minutes(zero, [edge for span in free for edge in span], work_start.tzinfo)
        return list(zip(edges[::2], edges[1::2], strict=True))

    def find_gaps(
        self, free_windows: Sequence[Interval], min_gap_minutes: int
    ) -> list[tuple[datetime, datetime, int]]:
        """Return gaps of at least `min_gap_minutes` with their length; windows may overlap."""
        if free_windows:
            zone_of(*(moment for window in free_windows for moment in window))
        whole = joined(free_windows)
        gaps = [(start, end, floor_minute(end) - ceil_minute(start)) for start, end in whole]
        return [gap for gap in gaps if gap[2] >= min_gap_minutes]

    def split_window_by_service(
        self,
        window_start: datetime,
        window_end: datetime,
        service_start: datetime,
        service_end: datetime,
    ) -> list[Interval]:
        """Return what remains of a window after a service: no window, one or two."""
        zone_of(window_start, window_end, service_start, service_end)
        if instant(service_end) < instant(service_start):
            raise ValueError(f"a service starts {service_start}, ends {service_end}")
        before = (window_start, min(service_start, window_end, key=instant))
        after = (max(service_end, window_start, key=instant), window_end)
        return [(start, end) for start, end in (before, after) if instant(start) < instant(end)]


def _taken(
    intervals: Iterable[Interval], zero: datetime, before: int = 0, after: int = 0
) -> list[Span]:
    """Return busy spans in real minutes since `zero`.

    This loop is most of the cost of a working day, so it inlines `minutes_to`.
    """
    spans = []
    for start, end in intervals:
        since, until = start - zero, zero - end
        first = since.days * DAY_MINUTES + since.seconds // 60
        last = -until.days * DAY_MINUTES - until.seconds // 60
        if last < first:
            raise ValueError(f"taken time starts {start}, ends {end}")
        spans.append((first - before, last + after))
    return spans
