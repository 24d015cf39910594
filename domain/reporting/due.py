"""When a digest is due: pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.shared.ids import LocationId
from domain.shared.time import DAY, DateRange

WEEK_DAYS = 7

LATEST = timedelta(hours=6)
"""A digest that could not go out by then would be of no use: the next one comes anyway."""


class DigestKind(StrEnum):
    """Which time a digest looks back on."""

    DAY = "day"
    WEEK = "week"

    def days_before(self, today: date) -> DateRange:
        """Return the day, or the seven days, before today."""
        days = 1 if self is DigestKind.DAY else WEEK_DAYS
        return DateRange(today - days * DAY, today - DAY)


@dataclass(frozen=True, slots=True)
class DigestPlan:
    """When a location wants its digest: every day or, with a `weekday`, on that one.

    `told_on` is the local day of the last one.
    """

    location_id: LocationId
    timezone: ZoneInfo
    hour: int
    weekday: int | None
    told_on: date

    @property
    def kind(self) -> DigestKind:
        """What the location wants."""
        return DigestKind.DAY if self.weekday is None else DigestKind.WEEK


def due_day(plan: DigestPlan, now: datetime) -> date | None:
    """Return the local day whose digest is to be told now, `None` where there is none.

    There is one moment a day, whatever the clocks do: an hour that occurs twice counts the first
    time, one that does not exist as if the clocks had not been changed.
    """
    today = now.astimezone(plan.timezone).date()
    for day in (today, today - DAY):
        due_at = datetime.combine(day, time(plan.hour), plan.timezone).astimezone(UTC)
        if due_at <= now:
            is_wanted = plan.weekday in {None, day.weekday()}
            is_new = plan.told_on < day
            return day if is_wanted and is_new and now - due_at < LATEST else None
    return None
