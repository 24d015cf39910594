"""How near another time is to the time of a visit."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.shared.time import DAY, Interval
from domain.visit.model import Visit


def nearness(
    visit: Visit, offered: Sequence[Interval], start_at: datetime
) -> tuple[bool, int, timedelta]:
    """Return a sort key for starts, the nearest to the visit first.

    Times offered to other clients come last; then the key compares the day, then the time of day.
    """
    until = start_at + (visit.ends_at - visit.starts_at)
    is_offered = any(one.start_at < until and start_at < one.end_at for one in offered)
    zone = visit.location.timezone
    old, new = (
        moment.astimezone(zone).replace(tzinfo=None) for moment in (visit.starts_at, start_at)
    )
    days = (new.date() - old.date()).days
    return is_offered, abs(days), abs(new - old - days * DAY)
