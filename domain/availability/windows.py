"""Free windows of one lane, a pure function of its facts."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

from domain.schedule.model import LocationProfile, MasterSchedule
from domain.schedule.working_hours import Shift, shift_on
from domain.shared.lanes import Lane
from domain.shared.time import DAY, MINUTE, DateRange, Interval
from engine import MasterAvailability, SlotCalculator

Window = tuple[datetime, datetime]

CALCULATOR = SlotCalculator()
LANES_KEPT = 128


@dataclass(frozen=True, slots=True)
class LaneFacts:
    """All facts that decide the free time of a lane on `days`, except the present moment.

    `taken` is the time of visits, in whole minutes; the buffer before each visit is added here.
    """

    lane: Lane
    days: DateRange
    taken: tuple[Window, ...]
    buffer: timedelta
    profile: LocationProfile
    schedule: MasterSchedule
    days_off: frozenset[date] = frozenset()
    blocks: tuple[Interval, ...] = ()

    def __hash__(self) -> int:
        """Hash the fields that differ most; equality compares all fields."""
        return hash((self.lane, self.days, self.taken))

    @property
    def zone(self) -> ZoneInfo:
        """The location's zone, which all windows use."""
        return self.profile.location.timezone


@lru_cache(LANES_KEPT)
def free_days(facts: LaneFacts) -> Mapping[date, MasterAvailability]:
    """Return the free time of the days that have any.

    Cached, because a new visit changes the facts of one lane only: of twenty masters nineteen keep
    their month, with all engine results for it.
    """
    taken = sorted(_taken(facts))
    starts = [start for start, _ in taken]
    ends_so_far = list(accumulate((end for _, end in taken), max))
    found = {}
    for day in facts.days:
        shifts = list(_shifts_on(facts, day))
        windows = []
        for shift in shifts:
            first = bisect_right(ends_so_far, shift.work.start_at)
            last = bisect_left(starts, shift.work.end_at)
            windows += _free(shift, taken[first:last], facts.zone)
        if windows:
            found[day] = MasterAvailability(
                resource_id=facts.lane.resource_id,
                free_windows=windows,
                buffer_between_minutes=facts.buffer // MINUTE,
                work_start=shifts[0].work.start_at.astimezone(facts.zone),
            )
    return found


def _shifts_on(facts: LaneFacts, day: date) -> Iterator[Shift]:
    """Yield the shifts that begin on the location's `day`.

    In the calendar of a master in another zone it may be the day before or after.
    """
    has_own_zone = facts.schedule.timezone not in {None, facts.zone}
    for own_day in DateRange(day - DAY, day + DAY) if has_own_zone else (day,):
        shift = None
        if own_day not in facts.days_off:
            shift = shift_on(facts.schedule, facts.profile, own_day)
        if shift and shift.work.start_at.astimezone(facts.zone).date() == day:
            yield shift


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
