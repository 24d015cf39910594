"""The filter of an admin's list of visits."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.shared.ids import LocationId, MasterId, ServiceId, UserId
from domain.shared.time import DAY, DateRange
from domain.visit.model import BookingStatus

DAYS_AHEAD = 30

STANDING = tuple(
    status
    for status in BookingStatus
    if status not in {BookingStatus.CANCELLED, BookingStatus.EXPIRED}
)
"""The states of visits that take place or took place."""


class NamedDays(StrEnum):
    """Named periods; their dates depend on the current day of a location."""

    COMING = "coming"
    TODAY = "today"
    TOMORROW = "tomorrow"
    THIS_WEEK = "week"
    NEXT_WEEK = "week1"
    NEXT_DAYS = "days30"
    PAST = "past"
    ALL = "all"


LATEST_FIRST = frozenset({NamedDays.PAST, NamedDays.ALL})


@dataclass(frozen=True, slots=True)
class BookingFilter:
    """The filter of a list; empty values do not filter, except `clients` if it is not `None`.

    With a master and a service, the master must perform that service in the visit.
    """

    days: NamedDays | DateRange = NamedDays.COMING
    statuses: tuple[BookingStatus, ...] = STANDING
    location_id: LocationId | None = None
    master_id: MasterId | None = None
    service_id: ServiceId | None = None
    clients: tuple[UserId, ...] | None = None

    @property
    def is_latest_first(self) -> bool:
        """Whether the list begins with the latest visit, as lists of the past do."""
        return self.days in LATEST_FIRST


@dataclass(frozen=True, slots=True)
class MomentRange:
    """Moments from `start_at` to before `end_at`; `None` means no limit on that side."""

    start_at: datetime | None
    end_at: datetime | None


def range_of(days: NamedDays | DateRange, now: datetime, zone: ZoneInfo) -> MomentRange:
    """Return the range of moments of local days."""
    first, last = _ends_of(days, now.astimezone(zone).date())
    return MomentRange(
        None if first is None else _midnight(first, zone),
        None if last is None else _midnight(last + DAY, zone),
    )


def _ends_of(days: NamedDays | DateRange, today: date) -> tuple[date | None, date | None]:
    if isinstance(days, DateRange):
        return days.first, days.last
    monday = today - timedelta(days=today.weekday())
    return {
        NamedDays.COMING: (today, None),
        NamedDays.TODAY: (today, today),
        NamedDays.TOMORROW: (today + DAY, today + DAY),
        NamedDays.THIS_WEEK: (monday, monday + 6 * DAY),
        NamedDays.NEXT_WEEK: (monday + 7 * DAY, monday + 13 * DAY),
        NamedDays.NEXT_DAYS: (today, today + (DAYS_AHEAD - 1) * DAY),
        NamedDays.PAST: (None, today - DAY),
        NamedDays.ALL: (None, None),
    }[days]


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
