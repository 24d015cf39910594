from dataclasses import replace
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from domain.schedule.model import Hours, MasterSchedule
from domain.schedule.working_hours import shift_on
from tests.domain.availability_scene import ANY_TIME, MIA, NINE_TO_FIVE, Scene

MONDAY, SATURDAY, SUNDAY = date(2030, 3, 4), date(2030, 3, 9), date(2030, 3, 10)
LATE = Hours(time(14), time(20))
EARLY = Hours(time(6), time(10))
SHORT = Hours(time(10), time(13))


def hours_on(day: date, scene: Scene, **fields: object) -> tuple[str, str] | None:
    """Return the local start and end of the shift."""
    schedule = MasterSchedule(MIA, **fields)  # type: ignore[arg-type]  # the fields of the tests
    shift = shift_on(schedule, scene.profile, day)
    if shift is None:
        return None
    start, end = (m.astimezone(scene.zone) for m in (shift.work.start_at, shift.work.end_at))
    return start.strftime("%H:%M"), end.strftime("%H:%M")


def test_the_masters_own_weekday_comes_first() -> None:
    fields = {"working_days": {0: LATE}, "default_hours": EARLY}
    assert hours_on(MONDAY, Scene(), **fields) == ("14:00", "20:00")


def test_then_come_the_masters_own_default_hours_for_every_weekday() -> None:
    fields = {"working_days": {1: LATE}, "default_hours": EARLY}
    for day in (MONDAY, SATURDAY, SUNDAY):
        assert hours_on(day, Scene(), **fields) == ("06:00", "10:00")


def test_then_the_locations_hours_for_weekdays_and_for_saturday() -> None:
    scene = Scene(policies=replace(ANY_TIME, saturday_hours=SHORT))
    assert hours_on(MONDAY, scene) == ("09:00", "17:00")
    assert hours_on(SATURDAY, scene) == ("10:00", "13:00")


def test_otherwise_it_is_closed() -> None:
    assert hours_on(SUNDAY, Scene()) is None
    assert hours_on(SATURDAY, Scene()) is None
    assert hours_on(MONDAY, Scene(policies=replace(ANY_TIME, weekday_hours=None))) is None


def test_a_weekday_on_which_a_master_never_works_beats_all_other_hours() -> None:
    fields = {"working_days": {0: None}, "default_hours": EARLY}
    assert hours_on(MONDAY, Scene(), **fields) is None


def test_a_shift_that_ends_before_it_starts_ends_on_the_next_day() -> None:
    shift = shift_on(
        MasterSchedule(MIA, default_hours=Hours(time(22), time(6))), Scene().profile, MONDAY
    )

    assert shift is not None
    assert (shift.work.end_at - shift.work.start_at).total_seconds() == 8 * 3600


def test_a_break_after_midnight_lies_in_the_night_shift() -> None:
    hours = Hours(time(22), time(6), time(2), time(3))
    shift = shift_on(MasterSchedule(MIA, default_hours=hours), Scene().profile, MONDAY)

    assert shift is not None
    assert shift.pause is not None
    assert (shift.pause.start_at - shift.work.start_at).total_seconds() == 4 * 3600


@pytest.mark.parametrize(
    ("country", "day", "is_open"),
    [
        ("DE", date(2030, 5, 1), False),  # Labour Day
        ("US", date(2030, 5, 1), True),
        ("US", date(2030, 7, 4), False),
        ("DE", date(2030, 7, 4), True),
    ],
)
def test_public_holidays_are_those_of_the_locations_country(
    country: str, day: date, *, is_open: bool
) -> None:
    assert (hours_on(day, Scene(country=country)) is not None) == is_open


def test_a_master_may_work_on_holidays() -> None:
    assert hours_on(date(2030, 5, 1), Scene(), works_on_holidays=True) == ("09:00", "17:00")


def test_a_masters_own_timezone_beats_the_locations() -> None:
    fields = {"default_hours": NINE_TO_FIVE, "timezone": ZoneInfo("Asia/Tokyo")}
    assert hours_on(MONDAY, Scene(), **fields) == ("01:00", "09:00")


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", date(2030, 3, 31), 7),
        ("Europe/Berlin", date(2030, 10, 27), 9),
        ("America/New_York", date(2030, 3, 10), 7),
        ("America/New_York", date(2030, 11, 3), 9),
        ("Australia/Lord_Howe", date(2030, 10, 6), 7.5),
        ("Australia/Lord_Howe", date(2030, 4, 7), 8.5),
        ("Asia/Kolkata", date(2030, 3, 31), 8),
    ],
)
def test_a_shift_over_a_daylight_saving_change_is_longer_or_shorter_in_real_time(
    zone: str, day: date, hours: float
) -> None:
    schedule = MasterSchedule(MIA, default_hours=Hours(time(0), time(8)), works_on_holidays=True)
    shift = shift_on(schedule, Scene(timezone=zone).profile, day)

    assert shift is not None
    assert (shift.work.end_at - shift.work.start_at).total_seconds() == hours * 3600


def test_hours_that_daylight_saving_swallows_whole_are_no_shift() -> None:
    hours = Hours(time(2, 30), time(3, 10))  # half past two is half past three that night
    schedule = MasterSchedule(MIA, default_hours=hours, works_on_holidays=True)
    assert shift_on(schedule, Scene().profile, date(2030, 3, 31)) is None


@pytest.mark.parametrize(
    ("pause", "expected"),
    [
        (("02:30", "03:30"), ("03:00", "03:30")),  # three o'clock follows two o'clock
        (("02:15", "03:45"), ("03:00", "03:45")),
        (("01:30", "03:30"), ("01:30", "03:30")),
        (("01:30", "02:30"), ("01:30", "03:30")),  # for as long as on other nights
        (("02:00", "03:00"), ("03:00", "04:00")),
        (("02:15", "02:45"), ("03:00", "03:30")),
    ],
)
def test_a_break_that_begins_in_the_hour_which_the_clocks_skip_is_after_it(
    pause: tuple[str, str], expected: tuple[str, str]
) -> None:
    scene = Scene()
    hours = Hours(time(22), time(6), *map(time.fromisoformat, pause))
    schedule = MasterSchedule(MIA, default_hours=hours, works_on_holidays=True)

    shift = shift_on(schedule, scene.profile, date(2030, 3, 30))

    assert shift is not None
    assert shift.pause is not None
    edges = (shift.pause.start_at, shift.pause.end_at)
    assert edges == tuple(scene.at(f"2030-03-31 {clock}") for clock in expected)


def test_a_skipped_half_hour_is_found_to_the_minute() -> None:
    scene = Scene(timezone="Australia/Lord_Howe")  # at two o'clock it is half past two
    hours = Hours(time(0), time(8), time(2, 10), time(3))
    schedule = MasterSchedule(MIA, default_hours=hours, works_on_holidays=True)

    shift = shift_on(schedule, scene.profile, date(2030, 10, 6))

    assert shift is not None
    assert shift.pause is not None
    assert shift.pause.start_at == scene.at("2030-10-06 02:30")
