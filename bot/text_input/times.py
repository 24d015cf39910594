"""Working hours and periods as people write them: `9-18, break 13-14`."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum

from bot.text_input.dates import Scanner, plain, read_reason, take_day
from domain.schedule.model import Hours
from domain.shared.time import DAY

HOURS_PER_DAY = 24
HALF_DAY = 12
MINUTES_PER_HOUR = 60
MIDNIGHT = time()

_TIME = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:(?:[:.]|\s?h\s?)(?P<minute>[0-9]{2}))?(?![0-9])"
    r"(?:\s?(?:(?P<half>[ap])\.?m\b\.?|(?:uhr|h|ч|час|часа|часов)\b\.?))?(?![^\W\d_]|\.\s?[0-9])",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:from|between|von|ab|zwischen|с|со|от)\b", re.IGNORECASE)
_TO = re.compile(r"-|(?:to|till|until|and|bis|und|до|по|и)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;+&/(]*(?:(?:and|und|и)\b\s?)?")
_BREAK = re.compile(
    r"(?:(?:with|mit|с)\s)?(?:an?\s|eine[rm]?\s)?"
    r"(?:lunch break|break|lunch|mittagspause|mittag|pause|перерывом|перерыв|обедом|обед)\b:?",
    re.IGNORECASE,
)
_END = re.compile(r"[\s.,;)]*\Z")
_SIGNS = " .,;:!()"


class DayWord(StrEnum):
    """A word instead of hours."""

    CLOSED = "closed"
    USUAL = "usual"


_WORDS = {
    **dict.fromkeys(
        (
            *("closed", "off", "day off", "free", "geschlossen", "zu", "frei"),
            *("выходной", "закрыто", "не работаю"),
        ),
        DayWord.CLOSED,
    ),
    **dict.fromkeys(
        (
            *("usual", "as usual", "üblich", "wie üblich", "wie immer"),
            *("обычно", "как обычно", "как всегда"),
        ),
        DayWord.USUAL,
    ),
}


@dataclass(frozen=True, slots=True)
class BlockText:
    """The period in a text, aware in UTC, and the reason after it."""

    start_at: datetime
    end_at: datetime
    reason: str = ""


def read_hours(text: str) -> Hours | DayWord | None:
    """Read the hours of a day, with a break or as two periods, or a word instead of them.

    Hours that end before they begin continue into the next day, except `9 to 5`.
    """
    words = plain(text)
    if word := _WORDS.get(words.casefold().strip(_SIGNS)):
        return word
    scanner = Scanner(words)
    work = _take_span(scanner)
    if work is None or (work[0] == work[1] != MIDNIGHT):
        return None
    scanner.take(_BETWEEN)
    is_break = scanner.take(_BREAK) is not None
    other = _take_span(scanner, by_day_from=work[0] if work[0] < work[1] else MIDNIGHT)
    if scanner.take(_END) is None or (is_break and other is None):
        return None
    if other is None:
        return Hours(*work)
    return _with_break(work, other, is_break=is_break)


def read_block(text: str, now: datetime, language: str) -> BlockText | None:
    """Read a period; `now` is aware, and defines both the zone and today.

    `24.12. 14:00-16:00`, `14-16` for today, `24.12. 14:00 - 25.12. 10:00`; a reason may follow.
    """
    for with_day in (True, False):  # 10.11-12.00 is a time if it is no valid day
        scanner = Scanner(plain(text))
        first = take_day(scanner, now.date(), language) if with_day else now.date()
        found = first and _take_period(scanner, first, now, language)
        reason = read_reason(scanner.rest)
        if found and reason is not None:
            return BlockText(*found, reason)
    return None


def _take_period(
    scanner: Scanner, first: date, now: datetime, language: str
) -> tuple[datetime, datetime] | None:
    scanner.take(_BETWEEN)
    ahead = Scanner(scanner.rest)
    span = _take_span(ahead)
    last = first
    if span is None:  # the end may lie on a day of its own
        ahead = Scanner(scanner.rest)
        start = _take_time(ahead)
        is_long = start is not None and ahead.take(_TO) is not None
        far = take_day(ahead, now.date(), language, not_before=first) if is_long else None
        ahead.take(_BETWEEN)
        end = _take_time(ahead) if far else None
        if start is None or far is None or end is None:
            return None
        span, last = (start, end), far
    elif span[1] <= span[0]:
        last = first + DAY
    scanner.rest = ahead.rest
    start_at, end_at = (
        datetime.combine(day, at, now.tzinfo).astimezone(UTC)
        for day, at in zip((first, last), span, strict=True)
    )
    return (start_at, end_at) if start_at < end_at else None


def _take_span(scanner: Scanner, *, by_day_from: time = MIDNIGHT) -> tuple[time, time] | None:
    """Read a start and an end.

    If both hours are ambiguous, `9 to 5` ends in the afternoon, and a start before `by_day_from`
    moves to the afternoon.
    """
    ahead = Scanner(scanner.rest)
    ahead.take(_FROM)
    first = ahead.take(_TIME)
    if first is None or ahead.take(_TO) is None:
        return None
    last = ahead.take(_TIME)
    if last is None:
        return None
    start, end = _time_of(first, _half_of(first, last)), _time_of(last, last["half"])
    if start is None or end is None:
        return None
    scanner.rest = ahead.rest
    if _is_ambiguous(first) and _is_ambiguous(last):
        start = start if start >= by_day_from else _in_the_afternoon(start)
        end = end if end > start else _in_the_afternoon(end)
    return start, end


def _is_ambiguous(found: re.Match[str]) -> bool:
    """Return whether the hour can be in either half of the day."""
    hour = found["hour"]
    return not found["half"] and not hour.startswith("0") and int(hour) <= HALF_DAY


def _in_the_afternoon(at: time) -> time:
    return at.replace(hour=at.hour % HALF_DAY + HALF_DAY)


def _take_time(scanner: Scanner) -> time | None:
    found = scanner.take(_TIME)
    return None if found is None else _time_of(found, found["half"])


def _half_of(first: re.Match[str], last: re.Match[str]) -> str | None:
    """Return the half of the day of the first time: `1-5 pm` begins in the afternoon."""
    if first["half"] or not last["half"]:
        return first["half"]
    is_before = int(first["hour"]) % HALF_DAY < int(last["hour"]) % HALF_DAY
    return last["half"] if is_before and int(first["hour"]) <= HALF_DAY else None


def _time_of(found: re.Match[str], half: str | None) -> time | None:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if half:
        if not 1 <= hour <= HALF_DAY:
            return None
        hour = hour % HALF_DAY + (HALF_DAY if half in "pP" else 0)
    if (hour, minute) == (HOURS_PER_DAY, 0):
        return MIDNIGHT
    return time(hour, minute) if hour < HOURS_PER_DAY and minute < MINUTES_PER_HOUR else None


def _with_break(
    work: tuple[time, time], other: tuple[time, time], *, is_break: bool
) -> Hours | None:
    """Build the hours; a second period after the first makes a break between them."""
    if is_break or not work[0] < work[1] <= other[0]:
        return Hours(*work, *other)
    if work[1] == other[0]:
        return Hours(work[0], other[1])
    return Hours(work[0], other[1], work[1], other[0])
