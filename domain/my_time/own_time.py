"""When a master works, with all absences, and what prevents a visit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.my_time.changes import BlockChange, DaysOffChange, TimeChange, WorkingDayChange
from domain.schedule.model import Absence
from domain.schedule.working_hours import Shift
from domain.schedule.workplaces import Rota
from domain.shared.ids import MasterId
from domain.shared.periods import moments_of
from domain.shared.time import DAY, DateRange, Interval


class Obstacle(StrEnum):
    """Why a master is not available."""

    HOURS = "hours"  # outside working hours, or in the break
    DAY_OFF = "day_off"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class OwnTime:
    """The hours of a master, and the absences read with them."""

    rota: Rota
    absences: tuple[Absence, ...] = ()

    def obstacles_to(self, visit: Interval) -> frozenset[Obstacle]:
        """Return everything that prevents the master from doing the whole visit.

        A visit belongs to the day on which its shift begins.
        """
        return frozenset(self._obstacles(visit))

    def after(self, change: TimeChange) -> "OwnTime":
        """Return the time after the change; released time causes no collisions."""
        match change:
            case WorkingDayChange():
                return replace(self, rota=_with_hours(self.rota, change))
            case DaysOffChange(first=first, last=last):
                days = DateRange(first, last)
                return self._without(Absence(self._master_id, day_off=day) for day in days)
            case BlockChange(start_at=start_at, end_at=end_at):
                return self._without([Absence(self._master_id, block=Interval(start_at, end_at))])
            case _:
                return self

    @property
    def _master_id(self) -> MasterId:
        return self.rota.workplace.master_id

    def _without(self, absences: Iterable[Absence]) -> "OwnTime":
        return replace(self, absences=(*self.absences, *absences))

    def _obstacles(self, visit: Interval) -> Iterator[Obstacle]:
        day = self.rota.day_of(visit.start_at)
        shift = self.rota.shift_on(day)
        if shift is None or not _fits(visit, shift):
            yield Obstacle.HOURS
        if any(absence.day_off == day for absence in self.absences):
            yield Obstacle.DAY_OFF
        if any(absence.block and _overlap(absence.block, visit) for absence in self.absences):
            yield Obstacle.BLOCK


def stretches_of(change: TimeChange, rota: Rota, bookable: DateRange) -> tuple[Interval, ...]:
    """Return the time that a change can block, night shifts included.

    For a weekday these are all its bookable days.
    """
    match change:
        case DaysOffChange(first=first, last=last):
            return (_with_nights(DateRange(first, last), rota),)
        case BlockChange(start_at=start_at, end_at=end_at):
            return (Interval(start_at, end_at),)
        case WorkingDayChange(weekday=weekday):
            days = (day for day in bookable if day.weekday() == weekday)
            return tuple(_with_nights(DateRange(day, day), rota) for day in days)
        case _:
            return ()


def _with_nights(days: DateRange, rota: Rota) -> Interval:
    return moments_of(DateRange(days.first, days.last + DAY), rota.zone)


def _with_hours(rota: Rota, change: WorkingDayChange) -> Rota:
    days = dict(rota.schedule.working_days)
    if change.is_usual:
        days.pop(change.weekday, None)
    else:
        days[change.weekday] = change.hours
    return replace(rota, schedule=replace(rota.schedule, working_days=days))


def _fits(visit: Interval, shift: Shift) -> bool:
    work, pause = shift.work, shift.pause
    is_inside = work.start_at <= visit.start_at and visit.end_at <= work.end_at
    return is_inside and (pause is None or not _overlap(pause, visit))


def _overlap(one: Interval, other: Interval) -> bool:
    return one.start_at < other.end_at and other.start_at < one.end_at
