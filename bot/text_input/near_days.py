"""Days to look up, in the future or in the past."""

from datetime import date, timedelta

from bot.text_input.dates import DaysText, read_days
from domain.shared.time import DateRange

HALF_A_YEAR = timedelta(days=183)


def read_near_days(text: str, today: date, locale: str) -> DateRange | None:
    """Read a day or a range; without a year, the one nearest to `today`, also in the past."""
    found = (read_days(text, day, locale) for day in (today, today - HALF_A_YEAR))
    meant = [one.days for one in found if isinstance(one, DaysText) and not one.reason]
    days = min(meant, key=lambda days: abs(days.first - today), default=None)
    return None if days and _is_reversed(days, text, today, locale) else days


def _is_reversed(days: DateRange, text: str, today: date, locale: str) -> bool:
    """Return whether the end comes first (`Dec 15 - Dec 1`), unless the range is most of a year."""
    first, last = ((day.month, day.day) for day in (days.first, days.last))
    if last >= first or days.last - days.first < HALF_A_YEAR:
        return False
    in_a_year = read_days(text, today + 2 * HALF_A_YEAR, locale)
    return (
        not isinstance(in_a_year, DaysText) or in_a_year.days != days
    )  # else the years were written
