"""Days that somebody wants to look at, ahead or in the past."""

from datetime import date, timedelta

from bot.fsm.date_texts import read_days
from domain.shared.time import DateRange

HALF_A_YEAR = timedelta(days=183)
EARLIEST, LATEST = date(1990, 1, 1), date(2199, 12, 31)


def read_near_days(text: str, today: date, language: str) -> DateRange | None:
    """Read a day or a range; without a year it is the one nearest to `today`, also in the past."""
    found = (read_days(text, day, language) for day in (today, today - HALF_A_YEAR))
    meant = [one.days for one in found if one is not None and not one.reason]
    days = min(meant, key=lambda days: abs(days.first - today), default=None)
    if days is None or days.first < EARLIEST or days.last > LATEST:
        return None
    return days
