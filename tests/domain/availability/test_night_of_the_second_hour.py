"""The autumn night in which an hour occurs twice: each time on the clock is listed once."""

from dataclasses import replace
from datetime import UTC, date, time, timedelta

import pytest

from domain.availability.search import compact_chains, starts_of_day
from domain.schedule.model import Hours
from domain.shared.time import DateRange
from tests.domain.availability_scene import ANY_TIME, Scene, every_half_hour

NIGHT = date(2030, 10, 27)


@pytest.fixture
def scene() -> Scene:
    scene = Scene(policies=replace(ANY_TIME, max_advance_days=366))
    return scene.hire(default_hours=Hours(time(0), time(7))).sell()


async def test_the_time_list_goes_on_to_the_end_of_the_shift(scene: Scene) -> None:
    availability = await scene.availability(DateRange(NIGHT - timedelta(days=1), NIGHT))

    chains = compact_chains(availability, NIGHT)

    listed = [chain.starts_at.strftime("%H:%M") for chain in chains]
    assert listed == every_half_hour("00:00", "06:00")


async def test_the_first_of_the_two_hours_is_the_one_that_is_listed(scene: Scene) -> None:
    chains = compact_chains(await scene.availability(), NIGHT)

    twice = [chain.starts_at for chain in chains if chain.starts_at.hour == 2]
    assert [start.utcoffset() for start in twice] == [timedelta(hours=2)] * 2


async def test_the_second_is_listed_where_the_first_is_taken(scene: Scene) -> None:
    scene.take(scene.at("2030-10-27 02:00").astimezone(UTC))

    chains = compact_chains(await scene.availability(), NIGHT)

    twice = [chain.starts_at for chain in chains if chain.starts_at.hour == 2]
    assert [start.utcoffset() for start in twice] == [timedelta(hours=1)] * 2


async def test_starts_and_their_chains_agree_about_that_night(scene: Scene) -> None:
    availability = await scene.availability()

    chains = compact_chains(availability, NIGHT)

    assert [chain.starts_at for chain in chains] == starts_of_day(availability, NIGHT)
