"""Free windows of one lane, worked out of facts alone: the same facts, the same windows."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from domain.availability.model import Lane
from domain.schedule.model import LocationProfile, MasterSchedule
from domain.schedule.working_hours import Shift, shift_on
from domain.shared.time import DAY, DateRange, Interval
from engine import MasterAvailability

Stretch = tuple[datetime, datetime]

MINUTE = timedelta(minutes=1)
LANES_KEPT = 128


@dataclass(frozen=True, slots=True)
class LaneFacts:
    """All that decides what is free in a lane on `days`, but for the present moment.

    `taken` is what visits take, in whole minutes; the buffer before each is added here.
    """

    lane: Lane
    days: DateRange
    taken: tuple[Stretch, ...]
    buffer: timedelta
    profile: LocationProfile
    schedule: MasterSchedule
    days_off: frozenset[date] = frozenset()
    blocks: tuple[Interval, ...] = ()

    def __hash__(self) -> int:
        """Tell apart by what differs most; equality looks at everything."""
        return hash((self.lane, self.days, self.taken))

    @property
    def zone(self) -> ZoneInfo:
        """The location's zone, in which windows are told."""
        return self.profile.location.timezone


@lru_cache(LANES_KEPT)
def free_days(facts: LaneFacts) -> Mapping[date, MasterAvailability]:
    """Return what is free on those days that have anything free.

    Kept, because one more visit changes the facts of its lane alone: of a month of twenty masters
    nineteen stay as they are, with all that the engine has worked out of them.
    """
    shifts = {day: list(_shifts_on(facts, day)) for day in facts.days}
    taken = _merged(_everything_taken(facts, shifts.values()))
    ends = [end for _, end in taken]
    found = {}
    for day, of_day in shifts.items():
        windows = [
            window
            for shift in of_day
            for window in _localized(_free(shift.work, taken, ends), shift.work, facts.zone)
        ]
        if windows:
            found[day] = MasterAvailability(
                resource_id=facts.lane.resource_id,
                free_windows=windows,
                buffer_between_minutes=facts.buffer // MINUTE,
                work_start=of_day[0].work.start_at.astimezone(facts.zone),
            )
    return found


def _shifts_on(facts: LaneFacts, day: date) -> Iterator[Shift]:
    """Yield the shifts that begin on the location's `day`.

    By the calendar of a master in another zone that may be the day before or after.
    """
    has_own_zone = facts.schedule.timezone not in {None, facts.zone}
    for own_day in DateRange(day - DAY, day + DAY) if has_own_zone else (day,):
        shift = None
        if own_day not in facts.days_off:
            shift = shift_on(facts.schedule, facts.profile, own_day)
        if shift and shift.work.start_at.astimezone(facts.zone).date() == day:
            yield shift


def _everything_taken(facts: LaneFacts, shifts: Iterable[Iterable[Shift]]) -> Iterator[Stretch]:
    """Yield visits with the buffer before them, blocks in whole minutes, and breaks."""
    for start, end in facts.taken:
        yield start - facts.buffer, end
    for block in facts.blocks:
        yield _minute_before(block.start_at), _minute_after(block.end_at)
    for of_day in shifts:
        for shift in of_day:
            if shift.pause:  # it takes time from its own shift alone
                start = max(shift.pause.start_at, shift.work.start_at)
                end = min(shift.pause.end_at, shift.work.end_at)
                if start < end:
                    yield start, end


def _minute_before(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _minute_after(moment: datetime) -> datetime:
    floor = _minute_before(moment)
    return floor if floor == moment else floor + MINUTE


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Put what touches or overlaps together; ordered."""
    merged: list[Stretch] = []
    last_end = None
    for start, end in sorted(stretches):
        if last_end is None or start > last_end:
            merged.append((start, end))
            last_end = end
        elif end > last_end:
            merged[-1] = merged[-1][0], end
            last_end = end
    return merged


def _free(work: Interval, taken: Sequence[Stretch], ends: Sequence[datetime]) -> Iterator[Stretch]:
    """Yield what ordered, separate stretches leave of the working time; `ends` are theirs."""
    free_from = work.start_at
    for start, end in islice(taken, bisect_right(ends, work.start_at), None):
        if start >= work.end_at:
            break
        if start > free_from:
            yield free_from, start
        free_from = end
    if free_from < work.end_at:
        yield free_from, work.end_at


def _localized(stretches: Iterable[Stretch], work: Interval, zone: ZoneInfo) -> Iterator[Stretch]:
    """Tell stretches of a shift in the zone: by the clock on the wall, where it is not changed."""
    start_at, local = work.start_at, work.start_at.astimezone(zone)
    if local.fold or local.utcoffset() != work.end_at.astimezone(zone).utcoffset():
        return ((start.astimezone(zone), end.astimezone(zone)) for start, end in stretches)
    return ((local + (start - start_at), local + (end - start_at)) for start, end in stretches)
