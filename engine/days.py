"""The free minutes of one resource on one day."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from engine.availability import MasterAvailability
from engine.moments import MINUTE
from engine.shifts import windows_of
from engine.spans import Span

DAY = timedelta(days=1)


class Ruler(NamedTuple):
    """A day, and how to count its minutes: real ones, from a midnight at or before it."""

    day: date
    zero: datetime
    start: int
    end: int

    def minute_from(self, moment: datetime) -> int:
        """The first minute that begins at or after a moment."""
        return -((self.zero - moment) // MINUTE)

    def minute_to(self, moment: datetime) -> int:
        """The minute that a moment lies in."""
        return (moment - self.zero) // MINUTE


class FreeDay(NamedTuple):
    """Free spans, which may overlap, and the anchor of the grid of starts."""

    spans: list[Span]
    anchor: int


NO_TIME = FreeDay([], 0)


def ruler(first_day: date, offset: int, zone: tzinfo | None) -> Ruler:
    """A ruler that counts from the midnight of the first day and measures a day after it.

    Subtracting within one zone goes by the wall clock, which is twice as quick, and right as long
    as the clocks are not changed in between; else the ruler counts from the same moment in UTC.
    """
    zero = datetime.combine(first_day, time(), zone)
    start, end, after = (zero + days * DAY for days in (offset, offset + 1, offset + 2))
    if not zero.utcoffset() == start.utcoffset() == after.utcoffset():
        zero = zero.astimezone(UTC)
    return Ruler(start.date(), zero, (start - zero) // MINUTE, (end - zero) // MINUTE)


def free_day(one: MasterAvailability, by: Ruler) -> FreeDay:
    """What a resource has free in the shift that starts on the day.

    Raises:
        ValueError: Naive and aware datetimes are mixed.
    """
    try:
        return _free_day(one, by)
    except TypeError:
        text = f"resource {one.resource_id}: naive and aware datetimes are mixed"
        raise ValueError(text) from None


def _free_day(one: MasterAvailability, by: Ruler) -> FreeDay:
    zero = by.zero
    windows = one.free_windows
    spans = [(-((zero - start) // MINUTE), (end - zero) // MINUTE) for start, end in windows]
    if not spans:
        return NO_TIME
    anchor = min(spans)[0] if one.work_start is None else by.minute_from(one.work_start)
    if not by.start <= min(anchor, min(spans)[0]) <= max(spans)[0] < by.end:
        own = windows_of(one, by.day)
        spans = [(max(0, by.minute_from(start)), by.minute_to(end)) for start, end in own]
        if one.work_start is None:
            anchor = min(spans, default=(0, 0))[0]
    return FreeDay([span for span in spans if span[0] < span[1]], anchor)
