"""Arithmetic on real time, in whole minutes since 1970.

Python compares and subtracts two datetimes of one zone by wall clock, which is wrong by an hour
across a change to or from daylight saving. Everything that measures goes through here. A naive
datetime counts from a naive 1970, so that both kinds become plain integers.
"""

from datetime import UTC, datetime, timedelta, tzinfo

MINUTE = timedelta(minutes=1)
_AWARE_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAIVE_EPOCH = _AWARE_EPOCH.replace(tzinfo=None)

Interval = tuple[datetime, datetime]


def instant(moment: datetime) -> datetime:
    """The moment in a form that compares and subtracts in real time; a naive one is itself."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC)


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole real minutes from start to end."""
    return (instant(end) - instant(start)) // MINUTE


def floor_minute(moment: datetime) -> int:
    """The minute that the moment lies in."""
    return (moment - _epoch(moment.tzinfo)) // MINUTE


def ceil_minute(moment: datetime) -> int:
    """The first minute that begins at or after the moment."""
    return -((_epoch(moment.tzinfo) - moment) // MINUTE)


def at_minute(minute: int, zone: tzinfo | None) -> datetime:
    """The moment at which a minute begins, in a zone, with the right fold."""
    moment = _epoch(zone) + minute * MINUTE
    return moment if zone is None else moment.astimezone(zone)


def zone_of(*moments: datetime) -> tzinfo | None:
    """The zone of the first moment.

    Raises:
        ValueError: Some moments are naive and some aware.
    """
    if len({moment.tzinfo is None for moment in moments}) > 1:
        raise ValueError("naive and aware datetimes are mixed")
    return moments[0].tzinfo


def mixed_clocks(resource_id: str) -> ValueError:
    """What refuses a resource with naive and aware datetimes."""
    return ValueError(f"resource {resource_id}: naive and aware datetimes are mixed")


def _epoch(zone: tzinfo | None) -> datetime:
    return _NAIVE_EPOCH if zone is None else _AWARE_EPOCH
