"""Which windows belong to a day.

A shift that runs past midnight belongs to the day on which it starts. It starts at `work_start`,
or else with the first window of its date, and it takes in what begins within twelve hours; without
a `work_start` to go by, only what begins before six in the morning.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from engine.availability import MasterAvailability
from engine.moments import Interval, instant

LONGEST_SHIFT = timedelta(hours=12)
END_OF_NIGHT = time(6)
_DAY = timedelta(days=1)


def windows_of(one: MasterAvailability, day: date) -> list[Interval]:
    """The windows of the shift that starts on the day."""
    return [window for owner, window in _with_days(one) if owner == day]


def _with_days(one: MasterAvailability) -> Iterator[tuple[date, Interval]]:
    shift_day, night_end = None, None
    anchor = one.work_start
    for window in _in_order(one):
        start = instant(window[0])
        if anchor and instant(anchor) <= start < instant(anchor) + LONGEST_SHIFT:
            yield anchor.date(), window
        elif shift_day and night_end and start < night_end:
            yield shift_day, window
        else:
            day = window[0].date()
            if day != shift_day:
                shift_day, night_end = day, _night_end(window[0])
            yield day, window


def _night_end(start: datetime) -> datetime:
    morning = datetime.combine(start.date() + _DAY, END_OF_NIGHT, start.tzinfo)
    return min(instant(start) + LONGEST_SHIFT, instant(morning))


def _in_order(one: MasterAvailability) -> list[Interval]:
    """Windows by start; one longer than a day is no shift and is cut at midnight."""
    windows: list[Interval] = []
    for start, end in one.free_windows:
        begin = start
        while instant(end) - instant(begin) > _DAY:
            midnight = datetime.combine(begin.date() + _DAY, time(), begin.tzinfo)
            windows.append((begin, midnight))
            begin = midnight
        windows.append((begin, end))
    return sorted(windows, key=lambda window: instant(window[0]))
