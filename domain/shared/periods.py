"""Local days as moments, and the days around them."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.shared.time import DAY, MINUTE, DateRange, Interval

MINUTES_PER_HOUR = 60


def moments_of(days: DateRange, zone: ZoneInfo) -> Interval:
    """Return the time from the first midnight to the last; clock changes affect its length."""
    midnights = (datetime.combine(day, time(), zone) for day in (days.first, days.last + DAY))
    return Interval(*(midnight.astimezone(UTC) for midnight in midnights))


def period_before(days: DateRange) -> DateRange:
    """Return the same number of days, right before these."""
    return DateRange(days.first - _length(days), days.last - _length(days))


def period_after(days: DateRange) -> DateRange:
    """Return the same number of days, right after these."""
    return DateRange(days.first + _length(days), days.last + _length(days))


def minutes_by_hour(
    start_at: datetime, end_at: datetime, zone: ZoneInfo
) -> Iterator[tuple[int, int, int]]:
    """Yield weekday, hour and real minutes of each stretch between full local hours."""
    start_at, end_at = start_at.astimezone(UTC), end_at.astimezone(UTC)
    while start_at < end_at:
        local = start_at.astimezone(zone)
        until = min(end_at, start_at + (MINUTES_PER_HOUR - local.minute) * MINUTE)
        yield local.weekday(), local.hour, (until - start_at) // MINUTE
        start_at = until


def _length(days: DateRange) -> timedelta:
    return days.last - days.first + DAY
