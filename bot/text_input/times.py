"""Working hours and periods as people write them: `9-18, break 13-14`."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum

from bot.text_input.clock_times import MIDNIGHT, take_time
from bot.text_input.dates import FROM_DAY, take_day
from bot.text_input.scanner import NotUnderstood, Scanner, plain, read_reason
from bot.text_input.spans import TO, take_span
from domain.schedule.model import Hours
from domain.shared.time import DAY

_BETWEEN = re.compile(r"[\s,;+&/(]*(?:(?:and|und|и)\b\s?)?")
_BREAK = re.compile(
    r"(?:(?:with|mit|с)\s)?(?:an?\s|eine[rm]?\s)?"
    r"(?:lunch break|break|lunch|mittagspause|mittag|pause|перерывом|перерыв|обедом|обед)\b:?",
    re.IGNORECASE,
)
_END = re.compile(r"[\s.,;:)]*\Z")
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


def read_hours(text: str) -> Hours | DayWord | NotUnderstood | None:
    """Read the hours of a day, with a break or as two periods, or a word instead of them.

    Hours that end before they begin continue into the next day, except `9 to 5`. Nothing may
    follow them: words that are left are returned instead.
    """
    words = plain(text)
    if word := _WORDS.get(words.casefold().strip(_SIGNS)):
        return word
    scanner = Scanner(words)
    work = take_span(scanner)
    if work is None or (work[0] == work[1] != MIDNIGHT):
        return None
    scanner.take(_BETWEEN)
    before_break = scanner.rest
    is_break = scanner.take(_BREAK) is not None
    other = take_span(scanner, by_day_from=work[0] if work[0] < work[1] else MIDNIGHT)
    if is_break and other is None:
        return NotUnderstood(before_break)
    if scanner.take(_END) is None:
        return NotUnderstood(scanner.rest.strip(_SIGNS))
    return Hours(*work) if other is None else _with_break(work, other, is_break=is_break)


def read_block(text: str, now: datetime, locale: str) -> BlockText | NotUnderstood | None:
    """Read a period; `now` is aware, and defines both the zone and today.

    `24.12. 14:00-16:00`, `14-16` for today, `14-16 on Friday`, `24.12. 14:00 - 25.12. 10:00`;
    a reason may follow.
    """
    words = plain(text)  # 10.11-12.00 is a time if it is no valid day
    readings = (_read_from_day(words, now, locale), _read_from_time(words, now, locale))
    found = [reading for reading in readings if reading is not None]
    return next((one for one in found if isinstance(one, BlockText)), next(iter(found), None))


def _read_from_day(words: str, now: datetime, locale: str) -> BlockText | NotUnderstood | None:
    scanner = Scanner(words)
    scanner.take(FROM_DAY)
    day = take_day(scanner, now.date(), locale)
    period = day and _take_period(scanner, day, now, locale)
    return _with_reason(period, scanner) if period else None


def _read_from_time(words: str, now: datetime, locale: str) -> BlockText | NotUnderstood | None:
    """Read a period whose day, if it is not today, comes last."""
    scanner = Scanner(words)
    period = _take_period(scanner, now.date(), now, locale)
    if period is None:
        return None
    behind = Scanner(scanner.rest)
    behind.take(_BETWEEN)
    behind.take(FROM_DAY)
    if day := take_day(behind, now.date(), locale):
        period = _take_period(Scanner(words), day, now, locale)
        scanner.rest = behind.rest
    return _with_reason(period, scanner) if period else None


def _with_reason(period: tuple[datetime, datetime], scanner: Scanner) -> BlockText | NotUnderstood:
    reason = read_reason(scanner.rest)
    return reason if isinstance(reason, NotUnderstood) else BlockText(*period, reason)


def _take_period(
    scanner: Scanner, first: date, now: datetime, locale: str
) -> tuple[datetime, datetime] | None:
    scanner.take(_BETWEEN)
    ahead = Scanner(scanner.rest)
    span, last = take_span(ahead), first
    if span is None:  # the end may lie on a day of its own
        ahead = Scanner(scanner.rest)
        long = _take_long_period(ahead, first, now, locale)
        if long is None:
            return None
        span, last = long
    elif span[1] <= span[0]:
        last = first + DAY
    scanner.rest = ahead.rest
    start_at, end_at = (
        datetime.combine(day, at, now.tzinfo).astimezone(UTC)
        for day, at in zip((first, last), span, strict=True)
    )
    return (start_at, end_at) if start_at < end_at else None


def _take_long_period(
    scanner: Scanner, first: date, now: datetime, locale: str
) -> tuple[tuple[time, time], date] | None:
    """Read `14:00 - 25.12. 10:00`: the times, and the day of the end."""
    start = take_time(scanner)
    if start is None or scanner.take(TO) is None:
        return None
    last = take_day(scanner, now.date(), locale, not_before=first)
    scanner.take(_BETWEEN)
    end = take_time(scanner) if last else None
    if last is None or end is None:
        return None
    at = start.at(), end.at()
    return None if at[0] is None or at[1] is None else ((at[0], at[1]), last)


def _with_break(
    work: tuple[time, time], other: tuple[time, time], *, is_break: bool
) -> Hours | None:
    """Build the hours; a second period after the first makes a break between them."""
    if is_break or not work[0] < work[1] <= other[0]:
        return Hours(*work, *other)
    if work[1] == other[0]:
        return Hours(work[0], other[1])
    return Hours(work[0], other[1], work[1], other[0])
