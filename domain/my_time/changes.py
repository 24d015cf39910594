"""What can be changed about a master's working time: values that check themselves against now."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NewType

from domain.schedule.errors import BreakOutsideError, TimeOverError, TimeTooFarError
from domain.schedule.model import Hours

BlockId = NewType("BlockId", int)

LONGEST = timedelta(days=366)
FARTHEST = timedelta(days=2 * 366)
MAX_REASON_LENGTH = 200
MINUTES_PER_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class WorkingDayChange:
    """Other hours on a weekday, Monday being 0; without hours it is a day off every week.

    `is_usual` gives it back the hours that hold where a weekday has none of its own.
    """

    weekday: int
    hours: Hours | None = None
    is_usual: bool = False


@dataclass(frozen=True, slots=True)
class DaysOffChange:
    """Days off from `first` to `last`, both included, in the master's own calendar."""

    first: date
    last: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DaysOffLifted:
    """The master works on these days after all."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class BlockChange:
    """Any stretch of time that is taken away."""

    start_at: datetime
    end_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BlockLifted:
    """A stretch of time that was taken away is given back."""

    block_id: BlockId


TakesTime = WorkingDayChange | DaysOffChange | BlockChange
"""The changes that can collide with anything."""

TimeChange = TakesTime | DaysOffLifted | BlockLifted


def ensure_can_be_made(change: TimeChange, now: datetime, today: date) -> None:
    """Return if the change is relevant at this moment; `today` is the master's.

    Raises:
        BreakOutsideError, TimeOverError, TimeTooFarError: it does not.
    """
    match change:
        case WorkingDayChange(hours=Hours() as hours):
            _ensure_break_inside(hours)
        case DaysOffChange(first=first, last=last):
            if not today <= first <= last:
                raise TimeOverError
            if last - first >= LONGEST or last > today + FARTHEST:
                raise TimeTooFarError
        case BlockChange(start_at=start_at, end_at=end_at):
            if end_at <= max(now, start_at):
                raise TimeOverError
            if end_at - start_at > LONGEST or end_at > now + FARTHEST:
                raise TimeTooFarError
        case _:
            return


def _ensure_break_inside(hours: Hours) -> None:
    if hours.break_start is None or hours.break_end is None:
        return
    worked = _minutes_until(hours.start, hours.end) or MINUTES_PER_DAY
    first = _minutes_until(hours.start, hours.break_start)
    length = _minutes_until(hours.break_start, hours.break_end) or MINUTES_PER_DAY
    if first + length > worked or length == worked:
        raise BreakOutsideError


def _minutes_until(first: time, later: time) -> int:
    """Return the minutes from a time of day to the next moment that it is the other."""
    minutes = (later.hour - first.hour) * 60 + later.minute - first.minute
    return minutes % MINUTES_PER_DAY
