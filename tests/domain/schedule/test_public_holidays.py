from datetime import date
from zoneinfo import ZoneInfo

import pytest

from domain.catalog.model import Label, Location
from domain.schedule.public_holidays import is_public_holiday
from domain.shared.ids import LocationId
from engine import CalendarEngine

LABOUR_DAY = date(2030, 5, 1)
WOMENS_DAY = date(2030, 3, 8)  # in Berlin and in Mecklenburg-Vorpommern alone


def place(country: str, subdivision: str | None) -> Location:
    zone = ZoneInfo("Europe/Berlin")
    return Location(LocationId(1), Label("Shop"), "", zone, "EUR", country, subdivision)


@pytest.mark.parametrize(
    ("country", "subdivision", "closed"),
    [
        ("DE", "BE", {LABOUR_DAY, WOMENS_DAY}),
        ("DE", "BY", {LABOUR_DAY}),
        ("DE", None, {LABOUR_DAY}),
        ("DE", "Atlantis", {LABOUR_DAY}),
        ("DE", "", {LABOUR_DAY}),
        ("ZZ", None, set()),
        ("ZZ", "BE", set()),
    ],
)
def test_holidays_are_those_of_the_country_and_of_a_subdivision_that_it_has(
    country: str, subdivision: str | None, closed: set[date]
) -> None:
    location = place(country, subdivision)
    assert {d for d in (LABOUR_DAY, WOMENS_DAY) if is_public_holiday(location, d)} == closed
    for day in (LABOUR_DAY, WOMENS_DAY):
        cells = CalendarEngine.get_month_matrix(
            day.year, day.month, day, holidays_subdiv=subdivision, country=country
        )
        marked = {cell["date"] for cell in cells if cell.get("is_holiday")}
        assert (day.isoformat() in marked) == (day in closed)
