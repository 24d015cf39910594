from datetime import date
from functools import lru_cache

import holidays

from domain.catalog.model import Location


@lru_cache(maxsize=64)
def _holidays_of(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year))


def is_public_holiday(location: Location, day: date) -> bool:
    """Tell whether `day` is a public holiday where the location stands (`holidays` package)."""
    return day in _holidays_of(location.country, location.subdivision, day.year)
