"""The free time of one resource on one day, as integers."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple, Self

from engine.bits import fitting, grid
from engine.moments import DAY_MINUTES, Interval, minutes_from, minutes_to
from engine.shifts import windows_of
from engine.spans import Span

_DAY = timedelta(days=1)


class Ruler(NamedTuple):
    """How to count the minutes of a day: real ones, from its midnight."""

    day: date
    zero: datetime
    minutes: int
    """Of the day: not the same on all days."""


@lru_cache(maxsize=4096)
def ruler(day: date, zone: tzinfo | None) -> Ruler:
    """The ruler of a day in a zone.

    Subtracting within one zone goes by the wall clock, which is quick, and right as long as the
    clocks are not changed; else the ruler counts from the same moment in UTC.
    """
    zero = datetime.combine(day, time(), zone)
    end, later = zero + _DAY, zero + 2 * _DAY
    if not zero.utcoffset() == end.utcoffset() == later.utcoffset():
        zero = zero.astimezone(UTC)
    return Ruler(day, zero, minutes_to(end, zero))


class Lane:
    """Free minutes, and the anchor of the grid. What is worked out of them is kept."""

    __slots__ = ("_known", "anchor", "free")

    def __init__(self, free: int, anchor: int) -> None:
        self.free = free
        self.anchor = anchor
        self._known: dict[tuple[int, int], int] = {}

    @classmethod
    def of(cls, spans: Sequence[Span], anchor: int) -> Self:
        """The lane of spans, which may touch and overlap."""
        free = 0
        for first, last in spans:
            free |= (1 << last) - (1 << first)
        return cls(free, anchor)

    def starts(self, minutes: int, step: int = 1) -> int:
        """The moments from which so many minutes are free, on the grid of a step."""
        known = self._known.get((minutes, step))
        if known is None:
            known = self._known[minutes, step] = self._starts(minutes, step)
        return known

    def _starts(self, minutes: int, step: int) -> int:
        if step == 1:
            return fitting(self.free, minutes)
        days = self.free.bit_length() // DAY_MINUTES + 1
        return self.starts(minutes) & grid(step, self.anchor % step, days * DAY_MINUTES)


def spans_of_day(
    windows: Sequence[Interval], work_start: datetime | None, by: Ruler
) -> tuple[list[Span], int]:
    """The free spans of the shift that starts on a day, and the anchor of its grid.

    Starts round up to the minute and ends round down. Spans may touch and overlap.

    Raises:
        TypeError: Naive and aware datetimes are mixed.
    """
    if not windows:
        return [], 0
    anchor = None if work_start is None else minutes_from(work_start, by.zero)
    spans = None if anchor is not None and anchor < 0 else _spans_within(windows, by)
    if spans is None:
        own = windows_of(by.day, windows, work_start)
        all_spans = [(minutes_from(start, by.zero), minutes_to(end, by.zero)) for start, end in own]
        spans = [(max(0, first), last) for first, last in all_spans if max(0, first) < last]
    return spans, min(spans, default=(0, 0))[0] if anchor is None else anchor


def _spans_within(windows: Sequence[Interval], by: Ruler) -> list[Span] | None:
    """The spans of windows that all just belong to the day, else None.

    The loop is the cost of a search on new availability, so `minutes_to` is written out in it.
    """
    zero, length = by.zero, by.minutes
    spans = []
    for start, end in windows:
        until, since = zero - start, end - zero
        first = -(until.days * DAY_MINUTES + until.seconds // 60)
        last = since.days * DAY_MINUTES + since.seconds // 60
        if not 0 <= first < length or last - first > DAY_MINUTES:
            return None
        if first < last:
            spans.append((first, last))
    return spans
