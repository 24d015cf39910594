from datetime import date

import pytest

from bot.text_input.near_days import read_near_days
from domain.shared.time import DateRange

TODAY = date(2026, 11, 20)


def days(first: tuple[int, int, int], last: tuple[int, int, int] | None = None) -> DateRange:
    return DateRange(date(*first), date(*(last or first)))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1.12.", days((2026, 12, 1))),
        (" 1.12 ", days((2026, 12, 1))),
        ("01.12.2025", days((2025, 12, 1))),
        ("1.12.25", days((2025, 12, 1))),
        ("1.11.", days((2026, 11, 1))),
        ("5.1.", days((2027, 1, 5))),
        ("29.2.2028", days((2028, 2, 29))),
        ("1.12.-15.12.", days((2026, 12, 1), (2026, 12, 15))),
        ("1.12.2027 – 15.12.2027", days((2027, 12, 1), (2027, 12, 15))),
        ("20.12.-5.1.", days((2026, 12, 20), (2027, 1, 5))),
        ("1.1.2020-31.12.2026", days((2020, 1, 1), (2026, 12, 31))),
        ("15.12.2026-1.12.2027", days((2026, 12, 15), (2027, 12, 1))),
        ("1.1.-31.12.", days((2027, 1, 1), (2027, 12, 31))),
        ("2026-12-01", days((2026, 12, 1))),
        ("2026-12-01 - 15.12.", days((2026, 12, 1), (2026, 12, 15))),
        ("tomorrow", days((2026, 11, 21))),
        ("heute", days((2026, 11, 20))),
    ],
)
@pytest.mark.parametrize("language", ["en", "de"])
def test_days_are_read_as_people_write_them(text: str, meant: DateRange, language: str) -> None:
    assert read_near_days(text, TODAY, language) == meant


def test_slashes_mean_what_they_mean_in_the_language() -> None:
    assert read_near_days("12/1 - 12/15/2026", TODAY, "en") == days((2026, 12, 1), (2026, 12, 15))
    assert read_near_days("1/12-15/12/26", TODAY, "de") == days((2026, 12, 1), (2026, 12, 15))


@pytest.mark.parametrize(
    "text",
    [
        *("", "-", "soon", "1", "1.", "32.1.", "30.2.", "0.0.", "1.13."),
        *("2.12.2026-1.12.2026", "1.12.-2.12.-3.12.", "1.12. at 9", "0000-01-01"),
        *("15.12.-1.12.", "Dec 15 - Dec 1"),
        *("1.1.1800", "31.12.9999", "²²·12"),
    ],
)
def test_what_is_no_day_is_not_read(text: str) -> None:
    assert read_near_days(text, TODAY, "de") is None
