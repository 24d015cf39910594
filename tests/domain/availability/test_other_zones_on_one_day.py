"""A day off by the calendar of a master in another zone takes the shop's day before it away."""

from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.availability.search import chains_at, compact_chains, count_starts_by_day, starts_of_day
from domain.booking.choose_chain import choose_chain
from domain.booking.reach import days_around
from domain.schedule.model import Absence, Hours
from domain.shared.time import DateRange
from tests.domain.availability_scene import ANY_TIME, MIA, Scene

MONDAY, TUESDAY = date(2030, 3, 4), date(2030, 3, 5)
DAY = timedelta(days=1)


@pytest.fixture
def scene() -> Scene:
    """Six in the morning of Tuesday in Tokyo is ten in the evening of Monday in Berlin."""
    morning = Hours(time(6), time(10))
    scene = Scene().hire(default_hours=morning, timezone=ZoneInfo("Asia/Tokyo")).sell(30)
    scene.absences = [Absence(MIA, day_off=TUESDAY)]
    return scene


async def test_the_whole_horizon_does_not_offer_it(scene: Scene) -> None:
    availability = await scene.availability()

    assert starts_of_day(availability, MONDAY) == []
    assert count_starts_by_day(availability)[MONDAY] == 0
    assert len(starts_of_day(availability, TUESDAY)) == 8


async def test_the_last_day_of_the_horizon_does_not_offer_it(scene: Scene) -> None:
    """Tuesday in Tokyo lies beyond a horizon that ends on Monday in Berlin."""
    scene.now = scene.at("2030-03-04 12:00")
    scene.policies = replace(ANY_TIME, max_advance_days=0)

    assert starts_of_day(await scene.availability(), MONDAY) == []


async def test_the_list_of_the_one_day_does_not_offer_it(scene: Scene) -> None:
    availability = await scene.availability(DateRange(MONDAY - DAY, MONDAY))

    assert compact_chains(availability, MONDAY) == []


async def test_the_write_path_does_not_find_it(scene: Scene) -> None:
    start = scene.at("2030-03-04 22:00")
    availability = await scene.availability(days_around(scene.plan, start))

    assert chains_at(availability, start, lambda master_id: (master_id,)) == []
    assert choose_chain(availability, start) is None


async def test_without_the_day_off_all_of_them_have_it(scene: Scene) -> None:
    scene.absences = []
    start = scene.at("2030-03-04 22:00")

    for days in (None, DateRange(MONDAY - DAY, MONDAY), days_around(scene.plan, start)):
        availability = await scene.availability(days)
        assert starts_of_day(availability, MONDAY)[0] == start
        assert choose_chain(availability, start)
