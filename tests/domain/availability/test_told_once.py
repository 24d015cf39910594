"""What is told or counted, is told or counted once."""

from dataclasses import replace
from datetime import date, time

from domain.availability.search import (
    count_starts_by_day,
    nearest_starts,
    starts_of_day,
)
from domain.schedule.model import Hours
from tests.domain.availability_scene import ANY_TIME, Scene

NIGHT_OF_THE_SECOND_HOUR = date(2030, 10, 27)
NIGHT = Hours(time(20), time(4))


async def test_no_alternative_of_the_running_night_is_named_twice() -> None:
    scene = Scene().hire(default_hours=NIGHT).sell()
    scene.now = scene.at("2030-03-05 00:30")
    scene.take(scene.at("2030-03-05 02:00"))

    nearest = nearest_starts(await scene.availability(), scene.at("2030-03-05 02:00"), 5)

    told = [start.strftime("%a %H:%M") for start in nearest]
    assert told == ["Tue 00:30", "Tue 01:00", "Tue 03:00", "Tue 20:00", "Tue 20:30"]


async def test_an_alternative_that_occurs_twice_on_the_clock_is_named_once() -> None:
    scene = Scene(policies=replace(ANY_TIME, max_advance_days=366))
    scene.hire(default_hours=NIGHT, working_days={}).sell()

    nearest = nearest_starts(await scene.availability(), scene.at("2030-10-27 03:00"), 5)

    told = [start.strftime("%a %H:%M") for start in nearest]
    assert len(told) == len(set(told))


async def test_the_month_counts_a_time_that_occurs_twice_once() -> None:
    scene = Scene(policies=replace(ANY_TIME, max_advance_days=366))
    scene.hire(default_hours=Hours(time(0), time(7))).sell()
    availability = await scene.availability()

    starts = starts_of_day(availability, NIGHT_OF_THE_SECOND_HOUR)

    assert count_starts_by_day(availability)[NIGHT_OF_THE_SECOND_HOUR] == len(starts) == 13
