"""The calculator and the validator."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from engine import BookingSolution, BookingValidator, SingleServiceSolution, SlotCalculator
from tests.engine.examples.world import at, clocks, window

BERLIN = ZoneInfo("Europe/Berlin")
NINE_TO_SIX = window("09:00-18:00")


def texts(windows: Iterable[Sequence[datetime | int]]) -> list[str]:
    return [f"{start:%H:%M}-{end:%H:%M}" for start, end, *_ in windows]


def item(times: str, resource_id: str = "1", gap: str | None = None) -> SingleServiceSolution:
    start, end = window(times)
    return SingleServiceSolution(
        service_id="cut",
        resource_id=resource_id,
        start_time=start,
        end_time=end,
        gap_end_time=end if gap is None else at(gap),
    )


@pytest.mark.parametrize("step", [0, -5])
def test_a_step_must_be_positive(step: int) -> None:
    with pytest.raises(ValueError, match="step_minutes"):
        SlotCalculator(step)


def test_slots_lie_on_the_grid_of_the_window_or_of_an_anchor() -> None:
    calculator = SlotCalculator(30)
    plain = calculator.find_slots_in_window(*window("09:10-11:00"), 60)
    anchored = calculator.find_slots_in_window(*window("09:10-11:00"), 60, grid_anchor=at("12:00"))
    assert (clocks(plain), clocks(anchored)) == (["09:10", "09:40"], ["09:30", "10:00"])


def test_slots_respect_min_start_and_length() -> None:
    calculator = SlotCalculator(30)
    assert clocks(calculator.find_slots_in_window(*window("09:00-11:00"), 60, at("09:10"))) == [
        "09:30",
        "10:00",
    ]
    assert calculator.find_slots_in_window(*window("09:00-09:30"), 60) == []


def test_slots_count_real_minutes() -> None:
    night = window("01:00-04:00", date(2024, 3, 31), BERLIN)
    assert clocks(SlotCalculator(60).find_slots_in_window(*night, 60)) == ["01:00", "03:00"]


def test_free_windows_are_the_day_less_visits_break_and_buffer() -> None:
    free = SlotCalculator().merge_free_windows(
        *NINE_TO_SIX,
        [window("10:00-11:00"), window("10:30-11:30"), window("11:30-12:00")],
        break_interval=window("13:00-14:00"),
        buffer_minutes=10,
    )
    assert texts(free) == ["09:00-10:00", "12:10-13:00", "14:00-18:00"]


def test_what_lies_outside_the_working_day_does_not_lengthen_it() -> None:
    free = SlotCalculator().merge_free_windows(
        *NINE_TO_SIX,
        [window("07:00-09:30"), window("17:30-20:00"), window("21:00-22:00")],
        break_interval=window("19:00-20:00"),
        buffer_minutes=15,
    )
    assert texts(free) == ["09:45-17:30"]


def test_windows_shorter_than_the_minimum_are_dropped() -> None:
    free = SlotCalculator().merge_free_windows(
        *NINE_TO_SIX, [window("09:20-17:00")], min_duration_minutes=30
    )
    assert texts(free) == ["17:00-18:00"]


def test_seconds_never_widen_a_free_window() -> None:
    busy = (at("10:00").replace(second=30), at("11:00").replace(microsecond=1))
    assert texts(SlotCalculator().merge_free_windows(*NINE_TO_SIX, [busy])) == [
        "09:00-10:00",
        "11:01-18:00",
    ]


def test_gaps_are_the_windows_that_are_long_enough_in_order() -> None:
    windows = [window("14:00-16:00"), window("09:00-09:30"), window("10:00-11:00")]
    gaps = SlotCalculator().find_gaps(windows, 60)
    assert texts(gaps) == ["10:00-11:00", "14:00-16:00"]
    assert [minutes for *_, minutes in gaps] == [60, 120]


@pytest.mark.parametrize(
    ("taken", "left"),
    [
        ("10:00-11:00", ["09:00-10:00", "11:00-18:00"]),
        ("09:00-11:00", ["11:00-18:00"]),
        ("11:00-18:00", ["09:00-11:00"]),
        ("09:00-18:00", []),
        ("08:00-19:00", []),
        ("19:00-20:00", ["09:00-18:00"]),
    ],
)
def test_a_service_splits_a_window(taken: str, left: list[str]) -> None:
    assert texts(SlotCalculator().split_window_by_service(*NINE_TO_SIX, *window(taken))) == left


def test_intervals_are_half_open() -> None:
    busy = [window("10:00-11:00")]
    validator = BookingValidator()
    assert validator.is_slot_free(*window("09:00-10:00"), busy)
    assert validator.is_slot_free(*window("11:00-12:00"), busy)
    assert not validator.is_slot_free(*window("10:59-11:30"), busy)
    assert not validator.is_slot_free(*window("09:00-12:00"), busy)


def test_items_of_one_master_conflict_by_the_end_of_the_gap() -> None:
    validator = BookingValidator()
    assert validator.no_conflicts([item("10:00-11:00"), item("09:00-10:00")])
    assert not validator.no_conflicts([item("10:00-11:00"), item("09:00-10:00", gap="10:05")])
    assert validator.no_conflicts([item("09:00-10:00", gap="10:05"), item("10:00-11:00", "2")])
    plain = BookingSolution(resource_id="1", start_time=at("09:30"), end_time=at("10:30"))
    assert not validator.no_conflicts([plain, item("09:00-10:00")])


def test_a_solution_fits_with_its_gap_into_windows_that_touch() -> None:
    validator = BookingValidator()
    halves = [window("09:00-09:30"), window("09:30-10:00")]
    assert validator.solution_fits_in_windows(item("09:00-10:00"), halves)
    assert not validator.solution_fits_in_windows(item("09:00-10:00", gap="10:10"), halves)
    assert not validator.solution_fits_in_windows(item("08:59-09:30"), halves)
