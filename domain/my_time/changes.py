"""The changes that can be made to a master's working time, and their validation."""

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
    """New hours for a weekday (Monday is 0); without hours it is a day off every week.

    `is_usual` restores the usual hours, which apply to weekdays without their own.
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
    """A stretch of time that is blocked."""

    start_at: datetime
    end_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BlockLifted:
    """A blocked stretch of time that is released."""

    block_id: BlockId


TakesTime = WorkingDayChange | DaysOffChange | BlockChange
"""The changes that can collide with visits."""

TimeChange = TakesTime | DaysOffLifted | BlockLifted


def ensure_can_be_made(change: TimeChange, now: datetime, today: date) -> None:
    """Check that the change is valid at this moment; `today` is the master's local day.

    Raises:
        BreakOutsideError, TimeOverError, TimeTooFarError: it is not valid.
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
    """Return the minutes from one time of day to the next occurrence of the other."""
    minutes = (later.hour - first.hour) * 60 + later.minute - first.minute
    return minutes % MINUTES_PER_DAY
