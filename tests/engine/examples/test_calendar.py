"""Months for a page."""

from datetime import date

import pytest

from engine import CalendarEngine
from engine.month import MonthCell

TODAY = date(2024, 5, 10)


def cell(cells: list[MonthCell], number: int) -> MonthCell:
    return next(one for one in cells if one["num"] == str(number))


def test_a_month_is_whole_weeks_from_monday_with_blanks_around() -> None:
    cells = CalendarEngine.get_month_matrix(2024, 5, TODAY)
    assert len(cells) == 35
    assert cells[:2] == [{"num": "", "status": "empty"}] * 2
    assert cells[2] == {
        "num": "1",
        "date": "2024-05-01",
        "status": "disabled",
        "is_holiday": True,
        "weekday": 2,
    }
    assert cells[-2:] == [{"num": "", "status": "empty"}] * 2


def test_past_days_and_sundays_are_disabled_holidays_are_named_the_chosen_day_is_active() -> None:
    cells = CalendarEngine.get_month_matrix(2024, 5, TODAY, selected_date=date(2024, 5, 14))
    statuses = [cell(cells, number)["status"] for number in (9, 10, 12, 14, 20)]
    assert statuses == ["disabled", "available", "disabled", "active", "holiday"]


def test_closed_weekdays_may_be_others() -> None:
    cells = CalendarEngine.get_month_matrix(2024, 5, TODAY, closed_weekdays=(0, 5))
    assert [cell(cells, n)["status"] for n in (11, 12, 13)] == ["disabled", "available", "disabled"]


def test_holidays_are_those_of_the_country_and_its_part() -> None:
    epiphany = date(2025, 1, 6)
    saxony = CalendarEngine.get_month_matrix(2025, 1, date(2025, 1, 1), holidays_subdiv="SN")
    anhalt = CalendarEngine.get_month_matrix(2025, 1, date(2025, 1, 1))
    austria = CalendarEngine.get_month_matrix(2025, 1, date(2025, 1, 1), country="AT")
    nowhere = CalendarEngine.get_month_matrix(2025, 1, date(2025, 1, 1), holidays_subdiv=None)
    found = [
        cell(cells, epiphany.day)["is_holiday"] for cells in (saxony, anhalt, austria, nowhere)
    ]
    assert found == [False, True, True, False]


def test_the_last_month_there_is_can_be_shown() -> None:
    cells = CalendarEngine.get_month_matrix(9999, 12, TODAY)
    assert cell(cells, 31)["status"] == "available"


@pytest.mark.parametrize(
    ("locale", "label"),
    [
        ("ru", "Май 2024"),
        ("de", "Mai 2024"),
        ("de_AT", "Mai 2024"),
        ("en-GB", "May 2024"),
        ("fr", "May 2024"),
    ],
)
def test_months_have_names_in_three_languages(locale: str, label: str) -> None:
    assert CalendarEngine.get_month_label(2024, 5, locale) == label


def test_russian_is_the_default() -> None:
    assert CalendarEngine.get_month_label(2024, 12) == "Декабрь 2024"
