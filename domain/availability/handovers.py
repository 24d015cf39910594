"""Visits of several services in which another master's shift takes over, past midnight."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from domain.availability.model import AvailabilityByDate, DayAvailability
from domain.shared.time import DAY, DateRange
from engine import MasterAvailability


def with_handovers(
    by_date: AvailabilityByDate,
    days: DateRange,
    last_days: Mapping[str, date],
    longest_visit: timedelta,
) -> AvailabilityByDate:
    """Return the days with the free time of the next day's shifts that their visits can reach.

    A visit starts in a shift of its day; its later services may be done in a shift that begins
    after it. `by_date` has one day more than `days`; `last_days` are those on which a visit may
    start with each resource.
    """
    found: AvailabilityByDate = {}
    for day in days:
        own = {name: one for name, one in by_date[day].items() if day <= last_days[name]}
        if own:
            last_start = max(_last_start(one) for one in own.values())
            until = last_start + longest_visit
            if until.date() > day:
                own.update(_handed_over(own, by_date[day + DAY], until))
        found[day] = own
    return found


def _last_start(one: MasterAvailability) -> datetime:
    return one.starts_before or one.free_windows[-1][1]


def _handed_over(
    own: DayAvailability, following: DayAvailability, until: datetime
) -> Iterator[tuple[str, MasterAvailability]]:
    """Yield the free time of resources whose next shift begins before `until`."""
    for name, later in following.items():
        begin = later.work_start or later.free_windows[0][0]
        mine = own.get(name)
        goes_on = mine is not None and mine.starts_before == begin
        if begin < until and not goes_on:
            windows = mine.free_windows if mine else []
            update = {
                "free_windows": [*windows, *later.free_windows],
                "work_start": mine.work_start if mine else begin,
                "starts_before": _last_start(mine) if mine else begin,
            }
            yield name, later.model_copy(update=update)
