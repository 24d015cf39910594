from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
EPOCH_DATE = date(1970, 1, 1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock(Protocol):
    """The only source of the current time."""

    def now(self) -> datetime:
        """Return the current time, aware, in UTC."""
        ...


def growing_pause(first: timedelta, attempts: int, longest: timedelta) -> timedelta:
    """Return the pause after `attempts` earlier attempts: it doubles each time, up to `longest`."""
    return min(first * (1 << min(attempts, 20)), longest)


@dataclass(frozen=True, slots=True)
class Interval:
    """A half-open stretch of time, `start_at` to before `end_at`, both aware."""

    start_at: datetime
    end_at: datetime

    def __post_init__(self) -> None:
        if self.start_at.tzinfo is None or self.end_at.tzinfo is None:
            raise ValueError("an interval needs aware datetimes")
        if self.start_at >= self.end_at:
            raise ValueError("an interval ends after it starts")

    def utc_days(self) -> range:
        """Return the UTC day numbers (days since 1970-01-01) that the interval touches."""
        return range(utc_day(self.start_at), utc_day(self.end_at - timedelta.resolution) + 1)


def utc_day(moment: datetime) -> int:
    """Return the number of the UTC day of `moment`, counted from 1970-01-01."""
    return (moment.astimezone(UTC).date() - EPOCH_DATE).days


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def __iter__(self) -> Iterator[date]:
        """Yield each day in order."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))
