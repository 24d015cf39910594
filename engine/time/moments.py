"""Arithmetic on real time, in whole minutes since 1970.

Python compares and subtracts two datetimes of one zone by wall clock, which is wrong by an hour
across a daylight saving change. All measuring uses this module. A naive datetime counts from a
naive 1970, so that both kinds become plain integers.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

MINUTE = timedelta(minutes=1)
DAY_MINUTES = 24 * 60
MINUTES = [minute * MINUTE for minute in range(2 * DAY_MINUTES)]
"""A lookup is faster than a multiplication."""

_AWARE_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAIVE_EPOCH = _AWARE_EPOCH.replace(tzinfo=None)

Interval = tuple[datetime, datetime]


def instant(moment: datetime) -> datetime:
    """Return the moment in UTC, to compare and subtract in real time; naive ones unchanged."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC)


def joined(windows: Iterable[Interval]) -> list[Interval]:
    """Return windows in order; windows that touch or overlap are joined."""
    whole: list[Interval] = []
    for start, end in sorted(windows, key=lambda window: instant(window[0])):
        if whole and instant(start) <= instant(whole[-1][1]):
            whole[-1] = whole[-1][0], max(whole[-1][1], end, key=instant)
        else:
            whole.append((start, end))
    return whole


def minutes_between(start: datetime, end: datetime) -> int:
    """Return whole real minutes from start to end."""
    return (instant(end) - instant(start)) // MINUTE


def minutes_to(moment: datetime, zero: datetime) -> int:
    """Return minutes from zero to a moment, rounded down; wall clock time within one zone."""
    since = moment - zero
    return since.days * DAY_MINUTES + since.seconds // 60


def minutes_from(moment: datetime, zero: datetime) -> int:
    """Return the same rounded up."""
    return -minutes_to(zero, moment)


def floor_minute(moment: datetime) -> int:
    """Return the minute that contains the moment."""
    return minutes_to(moment, _epoch(moment.tzinfo))


def ceil_minute(moment: datetime) -> int:
    """Return the first minute that begins at or after the moment."""
    return minutes_from(moment, _epoch(moment.tzinfo))


def at_minute(minute: int, zone: tzinfo | None) -> datetime:
    """Return the moment at which a minute begins, in a zone, with the right fold."""
    moment = _epoch(zone) + minute * MINUTE
    return moment if zone is None else moment.astimezone(zone)


def at_minutes(zero: datetime, minutes: Sequence[int], zone: tzinfo | None) -> list[datetime]:
    """Return the moments, in a zone, that lie these real minutes after zero (naive or UTC).

    Minutes must be in order. Within a day without a clock change, wall clock time is used because
    it is faster.
    """
    if zone is None or not minutes:
        return [zero + minute * MINUTE for minute in minutes]
    first, last = [(zero + minutes[at] * MINUTE).astimezone(zone) for at in (0, -1)]
    is_changed = first.fold or first.utcoffset() != last.utcoffset()
    if is_changed or minutes[-1] - minutes[0] > DAY_MINUTES:
        return [(zero + minute * MINUTE).astimezone(zone) for minute in minutes]
    return [first + MINUTES[minute - minutes[0]] for minute in minutes]


def zone_of(*moments: datetime) -> tzinfo | None:
    """Return the zone of the first moment.

    Raises:
        ValueError: Some moments are naive and some aware.
    """
    if len({moment.tzinfo is None for moment in moments}) > 1:
        raise ValueError("naive and aware datetimes are mixed")
    return moments[0].tzinfo


def mixed_clocks(resource_id: str) -> ValueError:
    """Return the error for a resource that mixes naive and aware datetimes."""
    return ValueError(f"resource {resource_id}: naive and aware datetimes are mixed")


def _epoch(zone: tzinfo | None) -> datetime:
    return _NAIVE_EPOCH if zone is None else _AWARE_EPOCH
