"""Which hours a master works on a day, as moments in time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from domain.schedule.model import Hours, LocationProfile, MasterSchedule
from domain.schedule.public_holidays import is_public_holiday
from domain.shared.time import DAY, Interval

SATURDAY = 5
SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Shift:
    """The working time of one master on one local day."""

    work: Interval
    pause: Interval | None


def hours_of_weekday(
    schedule: MasterSchedule, profile: LocationProfile, weekday: int
) -> Hours | None:
    """Return the first that is set: own weekday, own default, the location's; else `None`."""
    if weekday in schedule.working_days:
        return schedule.working_days[weekday]
    if schedule.default_hours is not None:
        return schedule.default_hours
    if weekday == SUNDAY:
        return None
    policies = profile.policies
    return policies.saturday_hours if weekday == SATURDAY else policies.weekday_hours


def shift_on(schedule: MasterSchedule, profile: LocationProfile, day: date) -> Shift | None:
    """Return the master's shift on the local `day`, `None` if the master does not work.

    Local hours use the UTC offset of that day, so a shift over a daylight-saving change is an
    hour longer or shorter in real time.
    """
    hours = hours_of_weekday(schedule, profile, day.weekday())
    if hours is None:
        return None
    if not schedule.works_on_holidays and is_public_holiday(profile.location, day):
        return None
    zone = schedule.timezone or profile.location.timezone
    work = _between(day, hours.start, hours.end, zone)
    if work is None or hours.break_start is None or hours.break_end is None:
        return None if work is None else Shift(work, None)
    pause_day = day if hours.break_start >= hours.start else day + DAY
    return Shift(work, _between(pause_day, hours.break_start, hours.break_end, zone))


def _between(day: date, start: time, end: time, zone: ZoneInfo) -> Interval | None:
    """Combine hours with a day; `None` if a daylight-saving change skips all of them."""
    end_day = day if end > start else day + DAY
    start_at = datetime.combine(day, start, zone).astimezone(UTC)
    end_at = datetime.combine(end_day, end, zone).astimezone(UTC)
    return Interval(start_at, end_at) if start_at < end_at else None
