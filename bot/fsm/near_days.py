"""Days that somebody wants to look at, ahead or in the past."""

from datetime import date, timedelta

from bot.fsm.date_texts import read_days
from domain.shared.time import DateRange

HALF_A_YEAR = timedelta(days=183)


def read_near_days(text: str, today: date, language: str) -> DateRange | None:
    """Read a day or a range; without a year it is the one nearest to `today`, also in the past."""
    found = (read_days(text, day, language) for day in (today, today - HALF_A_YEAR))
    meant = [one.days for one in found if one is not None and not one.reason]
    return min(meant, key=lambda days: abs(days.first - today), default=None)
