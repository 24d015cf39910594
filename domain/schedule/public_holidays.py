from datetime import date

from domain.catalog.model import Location
from engine import public_holidays


def is_public_holiday(location: Location, day: date) -> bool:
    """Return whether `day` is a public holiday at the location."""
    return day in public_holidays(location.country, location.subdivision, day.year)
