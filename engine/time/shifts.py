"""Assign windows to days.

A window belongs to the date on which it starts, and stays whole if it runs past midnight. If
`work_start` is given, windows after midnight belong to the evening before when they start within
twelve hours of `work_start`, or before six in the morning. A window longer than a day is not a
shift: each day gets the part of it that starts on that day.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from engine.time.moments import Interval, instant, joined

LONGEST_SHIFT = timedelta(hours=12)
END_OF_NIGHT = time(6)
DAY = timedelta(days=1)
LONGEST_PART = timedelta(days=31)
"""The longest part used of a window without an end."""


class Shift(NamedTuple):
    """The disjoint windows of a shift: normal ones first, then parts of long ones."""

    windows: list[Interval]
    is_endless: bool
    """Whether a window continues into the next day's shift; starts there belong to that day."""


def shift_of(day: date, windows: Sequence[Interval], work_start: datetime | None) -> Shift:
    """Return the windows of the shift that starts on the day."""
    whole = joined(windows)
    parts = [_part(window, day) for window in whole if _is_long(window)]
    parts = [part for part in parts if instant(part[0]) < instant(part[1])]
    own = [w for w in whole if not _is_long(w) and _day_of(w, work_start) == day]
    return Shift(own + parts, bool(parts))


def _day_of(window: Interval, work_start: datetime | None) -> date:
    start = window[0]
    if work_start is not None and instant(work_start) <= instant(start):
        morning = datetime.combine(work_start.date() + DAY, END_OF_NIGHT, work_start.tzinfo)
        night_end = max(instant(work_start) + LONGEST_SHIFT, instant(morning))
        if instant(start) < night_end:
            return work_start.date()
    return start.date()


def _is_long(window: Interval) -> bool:
    return instant(window[1]) - instant(window[0]) > DAY


def _part(window: Interval, day: date) -> Interval:
    """Return the part of a window from a date on; the end may be before the start."""
    midnight = datetime.combine(day, time(), window[0].tzinfo)
    start, end = max(window[0], midnight, key=instant), window[1]
    if instant(start) >= instant(midnight + DAY):
        return start, start
    return start, min(end, midnight + LONGEST_PART, key=instant)
