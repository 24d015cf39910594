"""The month as a grid of days, for a page or a keyboard."""

from calendar import Calendar
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Literal, NotRequired, TypedDict

import holidays

MONDAY, SUNDAY = 0, 6

_MONTHS = {
    "de": (
        "Januar", "Februar", "März", "April", "Mai", "Juni",
        "Juli", "August", "September", "Oktober", "November", "Dezember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "ru": (
        "Январь", "Февраль", "Март", "Апрель", "Май", "Июнь",
        "Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь",
    ),
}  # fmt: skip

Status = Literal["empty", "available", "disabled", "holiday", "active"]


class MonthCell(TypedDict):
    """A cell of the grid; a blank cell before or after the month has only `num` and `status`."""

    num: str
    status: Status
    date: NotRequired[str]
    is_holiday: NotRequired[bool]
    weekday: NotRequired[int]


class CalendarEngine:
    """Months with weekends and public holidays, independent of free time."""

    @staticmethod
    def get_month_matrix(
        year: int,
        month: int,
        today: date,
        selected_date: date | None = None,
        holidays_subdiv: str | None = "ST",
        country: str = "DE",
        closed_weekdays: Collection[int] = (SUNDAY,),
        first_weekday: int = MONDAY,
    ) -> list[MonthCell]:
        """The cells of a month in whole weeks, which begin with `first_weekday` (Monday is 0).

        An unknown subdivision or country is ignored. If several statuses apply to a day, `active`
        comes first, then `disabled`, then `holiday`. Public holidays of a year are calculated
        once, in milliseconds; after that a month takes microseconds.

        Raises:
            ValueError: There is no such month.
        """
        public = public_holidays(country, holidays_subdiv, year)
        cells: list[MonthCell] = []
        for number in Calendar(first_weekday).itermonthdays(year, month):
            if number == 0:
                cells.append({"num": "", "status": "empty"})
                continue
            day = date(year, month, number)
            closed = day < today or day.weekday() in closed_weekdays
            status: Status = "disabled" if closed else "holiday" if day in public else "available"
            cells.append(
                {
                    "num": str(number),
                    "date": day.isoformat(),
                    "status": "active" if day == selected_date else status,
                    "is_holiday": day in public,
                    "weekday": day.weekday(),
                }
            )
        return cells

    @staticmethod
    def get_month_label(year: int, month: int, locale: str = "ru") -> str:
        """Return name and year, as in "Mai 2024"; English for an unknown language."""
        language = locale.replace("-", "_").partition("_")[0].lower()
        return f"{_MONTHS.get(language, _MONTHS['en'])[month - 1]} {year}"


@lru_cache(maxsize=64)
def public_holidays(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    """The public holidays of a year, by the codes of ISO 3166 (`holidays` package).

    An unknown subdivision is ignored; an unknown country has no holidays.
    """
    subdivisions = holidays.list_supported_countries().get(country)
    if subdivisions is None:
        return frozenset()
    within = subdivision if subdivision in subdivisions else None
    return frozenset(holidays.country_holidays(country, subdiv=within, years=year))
