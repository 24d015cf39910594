"""Which windows belong to a day.

A shift that runs past midnight belongs to the day on which it starts. It starts at `work_start`,
or else with the first window of its date, and it takes in what begins within twelve hours; without
a `work_start` to go by, only what begins before six in the morning. A window longer than a day is
no shift: each day has its own part of it.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from engine.moments import Interval, instant

LONGEST_SHIFT = timedelta(hours=12)
END_OF_NIGHT = time(6)
DAY = timedelta(days=1)


def windows_of(
    day: date, windows: Sequence[Interval], work_start: datetime | None
) -> list[Interval]:
    """The windows of the shift that starts on the day."""
    long = [window for window in windows if _is_long(window)]
    shifts = sorted((w for w in windows if not _is_long(w)), key=lambda w: instant(w[0]))
    own = [window for owner, window in _with_days(shifts, work_start) if owner == day]
    return own + [_part(window, day) for window in long]


def _with_days(
    windows: Sequence[Interval], work_start: datetime | None
) -> Iterator[tuple[date, Interval]]:
    shift_day, night_end = None, None
    for window in windows:
        start = instant(window[0])
        if work_start and instant(work_start) <= start < instant(work_start) + LONGEST_SHIFT:
            yield work_start.date(), window
        elif shift_day and night_end and start < night_end:
            yield shift_day, window
        else:
            day = window[0].date()
            if day != shift_day:
                shift_day, night_end = day, _night_end(window[0])
            yield day, window


def _night_end(start: datetime) -> datetime:
    morning = datetime.combine(start.date() + DAY, END_OF_NIGHT, start.tzinfo)
    return min(instant(start) + LONGEST_SHIFT, instant(morning))


def _is_long(window: Interval) -> bool:
    return instant(window[1]) - instant(window[0]) > DAY


def _part(window: Interval, day: date) -> Interval:
    """What a window has of a date; it may be empty or worse."""
    midnight = datetime.combine(day, time(), window[0].tzinfo)
    return max(window[0], midnight, key=instant), min(window[1], midnight + DAY, key=instant)
