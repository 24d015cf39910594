"""Free windows of one lane, a pure function of its facts."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import accumulate, groupby
from operator import attrgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from domain.schedule.model import LocationProfile, MasterSchedule
from domain.schedule.working_hours import Shift, shifts_on
from domain.shared.lanes import Lane
from domain.shared.time import DAY, MINUTE, DateRange, Interval
from engine import MasterAvailability, SlotCalculator

Window = tuple[datetime, datetime]

CALCULATOR = SlotCalculator()
LANES_KEPT = 128


@dataclass(frozen=True, slots=True)
class LaneFacts:
    """All facts that decide the free time of a lane on `days`, except the present moment.

    `taken` is the time of visits, in whole minutes; the buffer before each visit is added here. A
    visit may go on for `reach_days` in later shifts, if one begins when the other ends.
    """

    lane: Lane
    days: DateRange
    taken: tuple[Window, ...]
    buffer: timedelta
    profile: LocationProfile
    schedule: MasterSchedule
    days_off: frozenset[date] = frozenset()
    blocks: tuple[Interval, ...] = ()
    reach_days: int = 0

    def __hash__(self) -> int:
        """Hash the fields that differ most; equality compares all fields."""
        return hash((self.lane, self.days, self.taken))

    @property
    def zone(self) -> ZoneInfo:
        """The location's zone, which all windows use."""
        return self.profile.location.timezone


class FreeShift(NamedTuple):
    """A shift that begins on the location's `day`, and its free windows."""

    day: date
    work: Interval
    windows: list[Window]


@lru_cache(LANES_KEPT)
def free_days(facts: LaneFacts) -> Mapping[date, MasterAvailability]:
    """Return the free time of the days on which a visit can start.

    Shifts that touch are one stretch of time: a visit that starts in the first may end in the next.
    Where they overlap, a start is of the one that begins last.

    Cached, because a new visit changes the facts of one lane only: of twenty masters nineteen keep
    their month, with all engine results for it.
    """
    shifts = _apart(free_shifts(facts, days_after=facts.reach_days + 1))
    found = {}
    first = 0
    for day, group in groupby(shifts, key=attrgetter("day")):
        own = list(group)
        first += len(own)
        windows = [window for shift in own for window in shift.windows]
        if windows and day <= facts.days.last:
            end = own[-1].work.end_at
            windows += _following(end, shifts[first:], facts.reach_days)
            is_of_one_date = windows[-1][1].date() == day
            found[day] = MasterAvailability(
                resource_id=facts.lane.resource_id,
                free_windows=windows,
                buffer_between_minutes=facts.buffer // MINUTE,
                work_start=own[0].work.start_at.astimezone(facts.zone),
                starts_before=None if is_of_one_date else end.astimezone(facts.zone),
            )
    return found


def free_shifts(facts: LaneFacts, days_after: int = 0) -> list[FreeShift]:
    """Return the shifts that begin on the days, or on so many days after them, in order."""
    taken = sorted(_taken(facts))
    starts = [start for start, _ in taken]
    ends_so_far = list(accumulate((end for _, end in taken), max))
    found = []
    for day in DateRange(facts.days.first, facts.days.last + days_after * DAY):
        for shift in shifts_on(facts.schedule, facts.profile, day, facts.days_off):
            first = bisect_right(ends_so_far, shift.work.start_at)
            last = bisect_left(starts, shift.work.end_at)
            windows = _free(shift, taken[first:last], facts.zone)
            found.append(FreeShift(day, shift.work, windows))
    return found


def _apart(shifts: Iterable[FreeShift]) -> list[FreeShift]:
    """Return the shifts without overlaps: from the start of one on, all time is of that one."""
    apart: list[FreeShift] = []
    for day, work, windows in shifts:
        end_at, all_windows = work.end_at, windows
        if apart and apart[-1].work.end_at > work.start_at:
            earlier = apart.pop()
            apart.append(_part(earlier, Interval(earlier.work.start_at, work.start_at)))
            if earlier.work.end_at > end_at:
                rest = _part(earlier, Interval(end_at, earlier.work.end_at))
                end_at, all_windows = earlier.work.end_at, [*windows, *rest.windows]
        apart.append(FreeShift(day, Interval(work.start_at, end_at), all_windows))
    return apart


def _part(shift: FreeShift, work: Interval) -> FreeShift:
    """Return what a shift has in a part of its time."""
    windows = []
    for window_start, window_end in shift.windows:
        zone = window_start.tzinfo
        first = max(window_start, work.start_at.astimezone(zone), key=datetime.timestamp)
        last = min(window_end, work.end_at.astimezone(zone), key=datetime.timestamp)
        if first.timestamp() < last.timestamp():
            windows.append((first, last))
    return FreeShift(shift.day, work, windows)


def _following(end_at: datetime, later: Iterable[FreeShift], days: int) -> Iterator[Window]:
    """Yield the free windows of the shifts that go on where others end, for so many days."""
    last_at = end_at + days * DAY
    for shift in later:
        if shift.work.start_at != end_at or end_at >= last_at:
            return
        yield from shift.windows
        end_at = shift.work.end_at


def _taken(facts: LaneFacts) -> Iterator[Window]:
    """Yield visits with the buffer before them, and blocks."""
    for start, end in facts.taken:
        yield start - facts.buffer, end
    for block in facts.blocks:
        yield block.start_at, block.end_at


def _free(shift: Shift, taken: Iterable[Window], zone: ZoneInfo) -> list[Window]:
    """Return the free windows of a shift, in the zone."""
    work, pause = shift.work, shift.pause
    return CALCULATOR.merge_free_windows(
        work.start_at.astimezone(zone),
        work.end_at,
        taken,
        (pause.start_at, pause.end_at) if pause else None,
    )
