"""Which hours a master works on a day, as moments in time."""

from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from domain.schedule.model import Hours, LocationProfile, MasterSchedule
from domain.schedule.public_holidays import is_public_holiday
from domain.shared.time import DAY, MINUTE, DateRange, Interval

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
    return Shift(work, _pause(pause_day, hours.break_start, hours.break_end, zone))


def shifts_on(
    schedule: MasterSchedule,
    profile: LocationProfile,
    day: date,
    days_off: Collection[date] = (),
) -> Iterator[Shift]:
    """Yield the master's shifts that begin on the location's `day`, but for days off.

    In the calendar of a master in another zone it may be the day before or after.
    """
    zone = profile.location.timezone
    has_own_zone = schedule.timezone not in {None, zone}
    for own_day in DateRange(day - DAY, day + DAY) if has_own_zone else (day,):
        shift = None if own_day in days_off else shift_on(schedule, profile, own_day)
        if shift and shift.work.start_at.astimezone(zone).date() == day:
            yield shift


def day_of(
    moment: datetime,
    schedule: MasterSchedule,
    profile: LocationProfile,
    days_off: Collection[date] = (),
) -> date:
    """Return the location's day of a moment; a night shift belongs to the day on which it begins.

    Where shifts overlap, the one that begins last counts.
    """
    today = moment.astimezone(profile.location.timezone).date()
    begun = [
        (shift.work, day)
        for day in (today - DAY, today)
        for shift in shifts_on(schedule, profile, day, days_off)
        if shift.work.start_at <= moment
    ]
    is_at_work = any(moment < work.end_at for work, _ in begun)
    return begun[-1][1] if is_at_work else today


def _between(day: date, start: time, end: time, zone: ZoneInfo) -> Interval | None:
    """Combine hours with a day; `None` if a daylight-saving change skips all of them."""
    end_day = day if end > start else day + DAY
    start_at = datetime.combine(day, start, zone).astimezone(UTC)
    end_at = datetime.combine(end_day, end, zone).astimezone(UTC)
    return Interval(start_at, end_at) if start_at < end_at else None


def _pause(day: date, start: time, end: time, zone: ZoneInfo) -> Interval | None:
    """Return a break; one that begins in an hour that the clocks skip begins after that hour.

    If the clocks skip all of it, it keeps its length.
    """
    local = datetime.combine(day, start, zone)
    if not _is_skipped(local):
        return _between(day, start, end, zone)
    start_at = _end_of_skipped(local)
    local_end = datetime.combine(day if end > start else day + DAY, end, zone)
    if local_end.replace(fold=1).astimezone(UTC) <= start_at:
        return Interval(start_at, start_at + (local_end - local))
    return Interval(start_at, local_end.astimezone(UTC))


def _is_skipped(local: datetime) -> bool:
    """Return whether a change of the clocks skips the local time."""
    before, after = local.utcoffset(), local.replace(fold=1).utcoffset()
    return before is not None and after is not None and before < after


def _end_of_skipped(local: datetime) -> datetime:
    """Return the moment at which the clocks skip the local time, in UTC, to the minute."""
    low, high = (local.replace(fold=fold).astimezone(UTC) for fold in (1, 0))
    before = local.utcoffset()

    def is_changed(minutes: int) -> bool:
        return (low + minutes * MINUTE).astimezone(local.tzinfo).utcoffset() != before

    return low + bisect_left(range((high - low) // MINUTE), True, key=is_changed) * MINUTE
