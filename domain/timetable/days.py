"""Combines rotas, absences and visits into the days of a timetable."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.availability.windows import CALCULATOR, Window
from domain.my_time.own_time import Obstacle, OwnTime
from domain.my_time.ports import later
from domain.schedule.model import Absence
from domain.schedule.public_holidays import is_public_holiday
from domain.schedule.working_hours import hours_of_weekday
from domain.schedule.workplaces import Rota
from domain.shared.ids import BookingId, MasterId
from domain.shared.time import DateRange, Interval
from domain.timetable.model import TimetableDay, TimetableItem, TimetableVisit, WhyOff, WorkingTime

SHORTEST_GAP_MINUTES = 15
"""Shorter gaps are not shown as free."""


@dataclass(frozen=True, slots=True)
class TimetableFacts:
    """The data from which the days are built; items are sorted by start."""

    now: datetime
    rotas: Sequence[Rota]
    absences: Sequence[Absence]
    items: Sequence[TimetableItem]


def lay_out(facts: TimetableFacts, days: DateRange) -> tuple[TimetableDay, ...]:
    """Return the days, each with its hours and visits."""
    by_day: dict[date, list[TimetableVisit]] = defaultdict(list)
    for rota, visit in _visits(facts):
        by_day[rota.day_of(visit.start_at)].append(visit)
    return tuple(
        TimetableDay(
            day,
            tuple(_time_on(day, rota, facts) for rota in facts.rotas),
            tuple(by_day[day]),
        )
        for day in days
    )


def _visits(facts: TimetableFacts) -> Iterable[tuple[Rota, TimetableVisit]]:
    """Yield each visit with the rota of its first item."""
    rotas: Mapping[MasterId, Rota] = {rota.workplace.master_id: rota for rota in facts.rotas}
    by_booking: dict[BookingId, list[TimetableItem]] = defaultdict(list)
    for item in facts.items:
        by_booking[item.booking_id].append(item)
    for items in by_booking.values():
        rota = rotas[items[0].master_id]
        location = rota.workplace.profile.location
        is_missed = any(_is_missed(item, rotas[item.master_id], facts) for item in items)
        yield rota, TimetableVisit(location, rota.zone, tuple(items), is_missed)


def _is_missed(item: TimetableItem, rota: Rota, facts: TimetableFacts) -> bool:
    """Return whether the master is absent at the expected time of the item."""
    own = tuple(one for one in facts.absences if one.master_id == item.master_id)
    time = later(Interval(item.start_at, item.end_at), item.late_minutes)
    return bool(OwnTime(rota, own).obstacles_to(time) - {Obstacle.HOURS})


def _time_on(day: date, rota: Rota, facts: TimetableFacts) -> WorkingTime:
    place, zone = rota.workplace, rota.zone
    own = [absence for absence in facts.absences if absence.master_id == place.master_id]
    if any(absence.day_off == day for absence in own):
        return WorkingTime(place, zone, why_off=WhyOff.DAY_OFF)
    shift = rota.shift_on(day)
    if shift is None:
        return WorkingTime(place, zone, why_off=_why_off(day, rota))
    work, pause = shift.work, shift.pause
    blocks = tuple(one.block for one in own if one.block and _touches(one.block, work))
    away = tuple(_window(one) for one in (*blocks, *([pause] if pause else [])))
    stretches = _intervals(CALCULATOR.merge_free_windows(*_window(work), away))
    return WorkingTime(place, zone, work, pause, blocks, stretches, _free(work, away, rota, facts))


def _why_off(day: date, rota: Rota) -> WhyOff:
    """Return why there is no shift: a holiday, if the weekday has hours, or else closed."""
    profile = rota.workplace.profile
    if hours_of_weekday(rota.schedule, profile, day.weekday()) is None:
        return WhyOff.CLOSED
    return WhyOff.HOLIDAY if is_public_holiday(profile.location, day) else WhyOff.CLOSED


def _free(
    work: Interval, away: Sequence[Window], rota: Rota, facts: TimetableFacts
) -> tuple[Interval, ...]:
    """Return the coming time in which the master can serve one more client.

    Time is full if it is free in none of the master's lanes.
    """
    start_at, end_at = max(work.start_at, facts.now), work.end_at
    if start_at >= end_at:
        return ()
    taken: dict[int, list[Window]] = defaultdict(list)
    for item in facts.items:
        if item.master_id == rota.workplace.master_id:
            taken[item.lane].append((item.start_at, item.blocked_until))
    in_any = [
        window
        for lane in range(rota.schedule.max_clients_parallel)
        for window in CALCULATOR.merge_free_windows(start_at, end_at, (*taken[lane], *away))
    ]
    full = CALCULATOR.merge_free_windows(start_at, end_at, in_any)
    free = CALCULATOR.merge_free_windows(
        start_at, end_at, full, min_duration_minutes=SHORTEST_GAP_MINUTES
    )
    return _intervals(free)


def _touches(block: Interval, work: Interval) -> bool:
    return block.start_at < work.end_at and block.end_at > work.start_at


def _window(interval: Interval) -> Window:
    return interval.start_at, interval.end_at


def _intervals(windows: Iterable[Window]) -> tuple[Interval, ...]:
    return tuple(Interval(*window) for window in windows)
