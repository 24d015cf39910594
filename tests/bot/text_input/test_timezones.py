"""Timezones as people ask for them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text_input.timezones import NO_ZONES, find_zones
from bot.ui.formats import city_of

WINTER, SUMMER = datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Kathmandu", "Asia/Kathmandu"),
        ("katmandu", "Asia/Kathmandu"),  # the older name
        ("Nepal", "Asia/Kathmandu"),
        ("Катманду", "Asia/Kathmandu"),
        ("Непал", "Asia/Kathmandu"),
        ("UTC+5:45", "Asia/Kathmandu"),
        ("+05:45", "Asia/Kathmandu"),
        ("+545", "Asia/Kathmandu"),
        ("New York", "America/New_York"),
        ("new york", "America/New_York"),
        ("New_York", "America/New_York"),
        ("Нью-Йорк", "America/New_York"),
        ("America/New_York", "America/New_York"),
        ("US/Eastern", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("sao paulo", "America/Sao_Paulo"),
        ("Kiew", "Europe/Kyiv"),
        ("Киев", "Europe/Kyiv"),
        ("Calcutta", "Asia/Kolkata"),
        ("Österreich", "Europe/Vienna"),
        ("osterreich", "Europe/Vienna"),
        ("Tehran", "Asia/Tehran"),
        ("GMT-3:30", "America/St_Johns"),
        ("UTC\u22123:30", "America/St_Johns"),
        ("UTC", "Etc/UTC"),
        ("Berlin", "Europe/Berlin"),
    ],
)
def test_a_zone_is_found_as_people_ask_for_it(text: str, zone: str) -> None:
    assert find_zones(text, WINTER)[0] == zone


def test_a_country_and_an_offset_list_all_their_zones() -> None:
    assert {"America/New_York", "America/Anchorage", "Pacific/Honolulu"} <= {
        *find_zones("usa", WINTER)
    }
    assert {"Europe/Moscow", "Asia/Riyadh"} <= {*find_zones("UTC+3", WINTER)}
    assert find_zones("UTC+3", WINTER)[0] != "Etc/GMT-3"  # cities come first
    assert find_zones("МСК+4", WINTER) == find_zones("UTC+7", WINTER)


def test_well_known_cities_come_first_among_equals() -> None:
    assert find_zones("usa", WINTER, well_known={"America/New_York"})[0] == "America/New_York"
    assert find_zones("UTC-5", WINTER, well_known={"America/New_York"})[0] == "America/New_York"
    assert find_zones("UTC", WINTER, well_known={"Europe/London"})[:2] == (
        "Etc/UTC",
        "Europe/London",
    )


def test_an_offset_means_that_of_the_moment() -> None:
    assert "Europe/Berlin" in find_zones("UTC+1", WINTER)
    assert "Europe/Berlin" not in find_zones("UTC+1", SUMMER)
    assert "Europe/Berlin" in find_zones("UTC+2", SUMMER)


@pytest.mark.parametrize("text", ["", " ", "-", "🙂", "Atlantis", "UTC+25", "a" * 5000, "+99:99"])
def test_what_is_no_zone_finds_none(text: str) -> None:
    assert find_zones(text, WINTER) == ()


def test_every_zone_of_tzdata_is_found_by_its_name_and_has_the_same_clock() -> None:
    for name in available_timezones() - NO_ZONES:
        found = find_zones(name, WINTER)
        clocks = {_clock(zone) for zone in found}
        assert _clock(name) in clocks, name


def test_no_city_in_the_world_is_without_its_clock() -> None:
    names = (
        name for name in available_timezones() if name.startswith(("America", "Asia", "Pacific"))
    )
    for name in names:
        city = city_of(ZoneInfo(name), "en")
        assert _clock(name) in {_clock(zone) for zone in find_zones(city, WINTER)}, name


@given(st.text(max_size=40))
def test_whatever_is_typed_finds_zones_that_exist(text: str) -> None:
    assert {*find_zones(text, WINTER)} <= available_timezones()


def _clock(name: str) -> tuple[timedelta | None, ...]:
    zone = ZoneInfo(name)
    return tuple(moment.astimezone(zone).utcoffset() for moment in (WINTER, SUMMER))
