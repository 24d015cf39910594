"""Days as people write them, in English, German or Russian: `24.12.-26.12.`, `Dec 24`, `morgen`."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel import Locale

from bot.text_input.scanner import NotUnderstood, Scanner, either_of, plain, read_reason
from bot.text_input.weekdays import take_weekday
from domain.clients.model import LANGUAGES
from domain.shared.time import DAY, DateRange

YEARS_AHEAD = 8
"""This range always contains a 29th of February."""

FIRST_YEAR, LAST_YEAR = 1990, 2199
"""Other years are rejected, so that later arithmetic stays within the calendar."""

DAYS_IN_WEEK = 7
THIS_CENTURY = 2000
SHORT_YEAR = 2

_DAYS_FROM_TODAY = {
    **dict.fromkeys(("day after tomorrow", "übermorgen", "послезавтра"), 2),
    **dict.fromkeys(("tomorrow", "morgen", "завтра"), 1),
    **dict.fromkeys(("today", "heute", "сегодня"), 0),
}

_TO = re.compile(r"(?:-|(?:to|till|until|through|bis(?: zum)?|по|до)\b)", re.IGNORECASE)
FROM_DAY = re.compile(r"(?:from|on|ab|vom|von|am|с|со|от|во?)\b", re.IGNORECASE)
_WORD = re.compile(rf"(?:{'|'.join(_DAYS_FROM_TODAY)})\b", re.IGNORECASE)
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})(?![0-9])")
_DOTTED = re.compile(
    r"(?P<day>[0-9]{1,2})\.\s?(?P<month>[0-9]{1,2})(?![0-9:])"
    r"(?:\.?\s?(?P<year>[0-9]{4})(?![0-9])|\.(?P<short>[0-9]{2})(?![0-9:.]))?\.?"
)
_SLASHED = re.compile(
    r"(?P<one>[0-9]{1,2})/(?P<two>[0-9]{1,2})(?:/(?P<year>[0-9]{4}|[0-9]{2}))?(?![0-9:/])"
)
_DAY_ALONE = re.compile(r"(?P<day>[0-9]{1,2})(?:\.(?![0-9])|(?:st|nd|rd|th)\b)?(?![0-9:/.])")
_COMMA = re.compile(r"[,.:]?")


@dataclass(frozen=True, slots=True)
class DaysText:
    """The days in a text, and the reason after them."""

    days: DateRange
    reason: str = ""


def read_days(text: str, today: date, locale: str) -> DaysText | NotUnderstood | None:
    """Read a day or a range, with an optional reason; without a year, the day is today or later.

    `locale`, such as `de` or `en_GB`, tells what `1/2` is.
    """
    scanner = Scanner(plain(text))
    scanner.take(FROM_DAY)
    days = _take_range(scanner, today, locale)
    if days is None:
        return None
    reason = read_reason(scanner.rest)
    return reason if isinstance(reason, NotUnderstood) else DaysText(days, reason)


def take_day(
    scanner: Scanner, today: date, locale: str, *, not_before: date | None = None
) -> date | None:
    """Read one day from the beginning of a text; without a year it is the next from `not_before`.

    `not_before` defaults to today.
    """
    not_before = not_before or today
    if found := scanner.take(_WORD):
        return today + _DAYS_FROM_TODAY[found[0].casefold()] * DAY
    weekday = take_weekday(scanner)
    if weekday is None:
        return _take_date(scanner, locale, not_before)
    ahead = Scanner(scanner.rest)
    ahead.take(_COMMA)
    if (day := _take_date(ahead, locale, not_before)) is None:
        return not_before + (weekday - not_before.weekday()) % DAYS_IN_WEEK * DAY
    scanner.rest = ahead.rest
    return day if day.weekday() == weekday else None


def _take_date(scanner: Scanner, locale: str, not_before: date) -> date | None:
    """Read a day by its number and month."""
    if found := scanner.take(_ISO):
        return _date(int(found["year"]), int(found["month"]), int(found["day"]))
    if found := scanner.take(_DOTTED):
        year = found["year"] or found["short"]
        return _resolved(int(found["day"]), int(found["month"]), year, not_before)
    if found := scanner.take(_SLASHED):
        one, two = int(found["one"]), int(found["two"])
        month, day = (one, two) if _is_month_first(locale) else (two, one)
        return _resolved(day, month, found["year"], not_before)
    for pattern in _named():
        if found := scanner.take(pattern):
            month = _months()[found["month"].casefold()]
            return _resolved(int(found["day"]), month, found["year"], not_before)
    return None


def _take_range(scanner: Scanner, today: date, locale: str) -> DateRange | None:
    short = _take_short_range(scanner, today, locale)
    if short is not None:
        return short
    first = take_day(scanner, today, locale)
    if first is None:
        return None
    behind = Scanner(scanner.rest)
    if behind.take(_TO) is None:
        return DateRange(first, first)
    last = take_day(behind, today, locale, not_before=first)
    if last is None and (found := behind.take(_DAY_ALONE)):
        last = _date(first.year, first.month, int(found["day"]))
        if last is None:
            return None
    if last is None:
        return DateRange(first, first)
    scanner.rest = behind.rest
    return DateRange(first, last) if first <= last else None


def _take_short_range(scanner: Scanner, today: date, locale: str) -> DateRange | None:
    """Read `24.-26.12.` and `24-26 December`: the month comes last."""
    ahead = Scanner(scanner.rest)
    found = ahead.take(_DAY_ALONE)
    if found is None or ahead.take(_TO) is None:
        return None
    last = take_day(ahead, today, locale)
    first = last and _date(last.year, last.month, int(found["day"]))
    if first is None or last is None or first > last:
        return None
    scanner.rest = ahead.rest
    return DateRange(first, last)


def _resolved(day: int, month: int, year: str | None, not_before: date) -> date | None:
    """Return the day in its year or, without a year, its next occurrence."""
    if year is not None:
        short = THIS_CENTURY if len(year) == SHORT_YEAR else 0
        return _date(short + int(year), month, day)
    years = range(not_before.year, not_before.year + YEARS_AHEAD + 1)
    found = (_date(one, month, day) for one in years)
    return next((one for one in found if one is not None and one >= not_before), None)


def _date(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(1)
def _months() -> dict[str, int]:
    """Return the numbers of the months by all their names."""
    return {
        name.rstrip(".").casefold(): number
        for language in LANGUAGES
        for names in Locale.parse(language).months.values()
        for width in ("wide", "abbreviated")
        for number, name in names[width].items()
    }


@lru_cache(1)
def _named() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a day with the name of its month, after or before it."""
    names = either_of((*_months(),))
    month = rf"(?P<month>{names})\b\.?"
    year = r"(?:,?\s?(?P<year>[0-9]{4})(?![0-9]))?"
    day = r"(?P<day>[0-9]{1,2})"
    behind = rf"{day}\.?(?:st|nd|rd|th)?\s?{month}{year}"
    before = rf"{month}\s?{day}(?:st|nd|rd|th)?(?![0-9:]){year}"
    return re.compile(behind, re.IGNORECASE), re.compile(before, re.IGNORECASE)


@lru_cache(1024)
def _is_month_first(locale: str) -> bool:
    """Return whether `12/24` is a day of December."""
    return str(Locale.parse(locale).date_formats["short"].pattern).startswith("M")
