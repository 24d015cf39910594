"""Days as people write them."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import product

from domain.shared.time import DateRange

MONTH_FIRST = frozenset({"en"})
"""Languages that write `12/1` for the first of December."""

CENTURY = 2000
EARLIEST, LATEST = date(1990, 1, 1), date(2199, 12, 31)
YEAR_DAYS = 365

_DAY = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)"
    r"|(?P<dotted_day>\d\d?)\.(?P<dotted_month>\d\d?)\.?(?P<dotted_year>\d{4}|\d\d)?"
    r"|(?P<one>\d\d?)/(?P<other>\d\d?)(?:/(?P<slashed_year>\d{4}|\d\d))?",
    re.ASCII,
)
_BETWEEN = " \t\n-–—"


def read_days(text: str, today: date, language: str) -> DateRange | None:
    """Read `1.12.`, `1.12. - 15.12.2026`, `12/1 - 12/15`, `2026-12-01 2026-12-15`.

    Of the days that can be meant where a year is left out it takes those nearest to `today`.
    Nothing is read where a day does not exist or the last is before the first.
    """
    written = list(_DAY.finditer(text))
    if not written or len(written) > len(("first", "last")) or _DAY.sub("", text).strip(_BETWEEN):
        return None
    firsts, lasts = (list(_meant(written[end], today, language)) for end in (0, -1))
    meant = [DateRange(first, last) for first, last in product(firsts, lasts) if first <= last]
    return min(meant, key=lambda days: _farness(days, today), default=None)


def _farness(days: DateRange, today: date) -> tuple[int, int]:
    """Tell how unlikely it is that these are meant."""
    return (days.last - days.first).days // YEAR_DAYS, abs((days.first - today).days)


def _meant(written: re.Match[str], today: date, language: str) -> Iterator[date]:
    """Yield the day, or without a year that of this one and of those around."""
    year, month, day = _numbers(written, language)
    years = (today.year - 1, today.year, today.year + 1) if year is None else (_full(year),)
    for number in years:
        try:
            found = date(number, int(month), int(day))
        except ValueError:
            continue
        if EARLIEST <= found <= LATEST:
            yield found


def _full(year: str) -> int:
    return int(year) + (CENTURY if len(year) < len("2026") else 0)


def _numbers(written: re.Match[str], language: str) -> tuple[str | None, str, str]:
    """Return year, month and day as they are written."""
    if written["year"]:
        return written["year"], written["month"], written["day"]
    if written["dotted_day"]:
        return written["dotted_year"], written["dotted_month"], written["dotted_day"]
    month, day = written["one"], written["other"]
    if language not in MONTH_FIRST:
        month, day = day, month
    return written["slashed_year"], month, day
