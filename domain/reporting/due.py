"""When a digest is due; pure functions."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.shared.ids import LocationId
from domain.shared.time import DAY, DateRange

WEEK_DAYS = 7

LATEST = timedelta(hours=6)
"""A digest that is later than this is skipped: the next one follows anyway."""


class DigestKind(StrEnum):
    """The period that a digest covers."""

    DAY = "day"
    WEEK = "week"

    def days_before(self, today: date) -> DateRange:
        """Return the day, or the seven days, before today."""
        days = 1 if self is DigestKind.DAY else WEEK_DAYS
        return DateRange(today - days * DAY, today - DAY)


@dataclass(frozen=True, slots=True)
class DigestPlan:
    """When a location wants its digests: every day, once a week on a `weekday`, or both.

    `told_on` is the local day of the last digests, `None` for a new location.
    """

    location_id: LocationId
    timezone: ZoneInfo
    hour: int
    is_daily: bool
    weekday: int | None
    last_digest_on: date | None

    def today(self, now: datetime) -> date:
        """Return the local day."""
        return now.astimezone(self.timezone).date()

    def kinds_on(self, day: date) -> tuple[DigestKind, ...]:
        """Return the digests that the location wants on a day."""
        is_wanted = {
            DigestKind.DAY: self.is_daily,
            DigestKind.WEEK: self.weekday == day.weekday(),
        }
        return tuple(kind for kind in DigestKind if is_wanted[kind])


def due_day(plan: DigestPlan, now: datetime) -> date | None:
    """Return the local day whose digests are due now, `None` if there is none.

    There is one moment a day, also across a clock change: an hour that occurs twice counts the
    first time, and one that does not exist counts as if the clocks had not changed.
    """
    today = plan.today(now)
    for day in (today, today - DAY):
        due_at = datetime.combine(day, time(plan.hour), plan.timezone).astimezone(UTC)
        if due_at <= now:
            is_new = plan.last_digest_on is not None and plan.last_digest_on < day
            return day if is_new and plan.kinds_on(day) and now - due_at < LATEST else None
    return None
