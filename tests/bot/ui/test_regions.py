"""Clock, order of dates and weeks by the region of the reader."""

from datetime import UTC, date, datetime

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from bot.text_input.dates import DaysText, read_days
from domain.clients.model import LANGUAGES
from tests.support.reading import localizer

MOMENT = datetime(2030, 3, 6, 14, 30, tzinfo=UTC)
MONDAY, SATURDAY, SUNDAY = 0, 5, 6


@pytest.mark.parametrize(
    ("language", "region", "time", "day", "first_weekday"),
    [
        ("en", None, "2:30\u202fPM", "Wed, Mar 6", MONDAY),
        ("en", "US", "2:30\u202fPM", "Wed, Mar 6", SUNDAY),
        ("en", "GB", "14:30", "Wed 6 Mar", MONDAY),
        ("en", "AU", "2:30\u202fpm", "Wed, 6 Mar", MONDAY),
        ("en", "IN", "2:30\u202fpm", "Wed, 6 Mar", SUNDAY),
        ("en", "DE", "14:30", "Wed, 6 Mar", MONDAY),
        ("en", "JP", "2:30\u202fpm", "Wed, 6 Mar", SUNDAY),  # not in CLDR: English of the world
        ("en", "EG", "2:30\u202fpm", "Wed, 6 Mar", SATURDAY),
        ("en", "ZZ", "2:30\u202fPM", "Wed, Mar 6", MONDAY),  # no region at all
        ("de", "AT", "14:30", "Mi., 6. März", MONDAY),
        ("de", "US", "14:30", "Mi., 6. März", SUNDAY),
        ("ru", "KZ", "14:30", "ср, 6 мар.", MONDAY),
    ],
)
def test_times_and_weeks_are_those_of_the_region(
    language: str, region: str | None, time: str, day: str, first_weekday: int
) -> None:
    reader = localizer(language, region=region)
    assert reader.time(MOMENT, UTC) == time
    assert reader.day(MOMENT.date()) == day
    assert reader.first_weekday == first_weekday


@pytest.mark.parametrize(
    ("region", "month"), [("US", 1), (None, 1), ("GB", 2), ("AU", 2), ("IN", 2)]
)
def test_slashes_are_read_in_the_order_of_the_region(region: str | None, month: int) -> None:
    found = read_days("1/2", date(2030, 1, 1), localizer("en", region=region).locale)
    assert isinstance(found, DaysText)
    assert found.days.first.month == month


@given(st.sampled_from(LANGUAGES), st.from_regex("[A-Z]{2}", fullmatch=True))
def test_every_pair_of_letters_has_a_clock_and_a_week(language: str, region: str) -> None:
    reader = localizer(language, region=region)
    assert Locale.parse(reader.locale).language == language
    assert reader.first_weekday in range(7)
    assert reader.time(MOMENT, UTC)
