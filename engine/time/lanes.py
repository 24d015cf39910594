"""The free time of one resource on one day, as integers."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple, Self

from engine.time.bits import fitting, grid
from engine.time.limits import LAST_DAY
from engine.time.moments import (
    DAY_MINUTES,
    Interval,
    instant,
    joined,
    minutes_from,
    minutes_to,
)
from engine.time.shifts import shift_of
from engine.time.spans import Span, merged

_DAY = timedelta(days=1)


class DayClock(NamedTuple):
    """The origin for counting the real minutes of a day: its midnight."""

    day: date
    zero: datetime
    minutes: int
    """Length of the day; it differs when the clocks change."""


@lru_cache(maxsize=4096)
def day_clock(day: date, zone: tzinfo | None) -> DayClock:
    """Return the clock of a day in a zone.

    Subtraction within one zone uses wall clock time, which is fast, and correct unless the clocks
    change; in that case the clock counts from the same moment in UTC.

    Raises:
        ValueError: The day is too close to the end of the calendar.
    """
    if day > LAST_DAY:
        raise ValueError(f"{day} is later than {LAST_DAY}")
    zero = datetime.combine(day, time(), zone)
    end, later = zero + _DAY, zero + 2 * _DAY
    if not zero.utcoffset() == end.utcoffset() == later.utcoffset():
        zero = zero.astimezone(UTC)
    return DayClock(day, zero, minutes_to(end, zero))


FreeSpans = tuple[list[Span], int, int | None]
"""The free time in the shift of a day: ordered, disjoint spans; the anchor of the grid of starts;
and the minute at which the next shift begins, if free time continues into it."""


class Lane:
    """Free minutes and the anchor of the grid. Derived values are cached."""

    __slots__ = ("_known", "anchor", "free", "until")

    def __init__(self, free: int, anchor: int, until: int | None = None) -> None:
        self.free = free
        self.anchor = anchor
        self.until = until
        self._known: dict[tuple[int, int], int] = {}

    @classmethod
    def of(cls, free_spans: FreeSpans) -> Self:
        """Return the lane of free spans."""
        free = 0
        spans, anchor, until = free_spans
        for first, last in spans:
            free |= (1 << last) - (1 << first)
        return cls(free, anchor, until)

    def starts(self, minutes: int) -> int:
        """Return the moments followed by `minutes` free minutes."""
        known = self._known.get((minutes, 0))
        if known is None:
            known = self._known[minutes, 0] = fitting(self.free, minutes)
        return known

    def moments(self, minutes: int, step: int | None) -> int:
        """Return the starts, limited to the grid if `step` is given."""
        return self.starts(minutes) if step is None else self.on_grid(minutes, step)

    def on_grid(self, minutes: int, step: int) -> int:
        """Return the starts on the grid of `step` that lie in the shift itself."""
        known = self._known.get((minutes, step))
        if known is None:
            known = self.starts(minutes) & points(self.anchor, step, self.until, self.free)
            self._known[minutes, step] = known
        return known


def points(anchor: int, step: int, until: int | None, free: int) -> int:
    """Return the grid of a shift up to its last free minute."""
    days = free.bit_length() // DAY_MINUTES + 1
    found = grid(step, anchor % step, days * DAY_MINUTES)
    return found if until is None else found & (1 << until) - 1


def spans_of_day(
    windows: Sequence[Interval],
    work_start: datetime | None,
    by: DayClock,
    starts_before: datetime | None = None,
) -> FreeSpans:
    """Return the free spans of the shift that starts on a day.

    Starts round up to the minute and ends round down. With `starts_before`, all windows are of
    this shift, and free time from then on only continues it.

    Raises:
        TypeError: Naive and aware datetimes are mixed.
    """
    if not windows:
        return _NOTHING
    anchor = None if work_start is None else minutes_from(work_start, by.zero)
    spans = None if anchor is not None and anchor < 0 else _spans_within(windows, by)
    until = None
    if spans is None:
        own, is_endless = joined(windows), False
        if starts_before is None:
            own, is_endless = shift_of(by.day, windows, work_start)
        until = by.minutes if is_endless else None
        zero = instant(by.zero)
        spans = merged(
            (max(0, minutes_from(instant(start), zero)), minutes_to(instant(end), zero))
            for start, end in own
        )
    if starts_before is not None and spans:
        last_start = max(0, minutes_from(starts_before, by.zero))
        until = last_start if last_start < spans[-1][1] else None
    if anchor is None:
        anchor = spans[0][0] if spans else 0
    return spans, anchor, until


def _spans_within(windows: Sequence[Interval], by: DayClock) -> list[Span] | None:
    """Return the spans of windows that are ordered, disjoint and within the day, else None.

    This loop is the main cost of a search on new availability, so it inlines `minutes_to`.
    """
    zero, length = by.zero, by.minutes
    spans = []
    first, last = 0, -2
    for start, end in windows:
        until, since = zero - start, end - zero
        first = -(until.days * DAY_MINUTES + until.seconds // 60)
        if not last + 1 < first < length:
            return None
        last = since.days * DAY_MINUTES + since.seconds // 60
        if first < last:
            spans.append((first, last))
        else:
            last = first
    return None if last - first > DAY_MINUTES else spans


_NOTHING: FreeSpans = ([], 0, None)
