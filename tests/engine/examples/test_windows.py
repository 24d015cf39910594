"""The calculator and the validator."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine import (
    BookingSolution,
    BookingValidator,
    ChainFinder,
    MasterAvailability,
    SingleServiceSolution,
    SlotCalculator,
)
from tests.engine.examples.world import at, clocks, request, service, window

BERLIN = ZoneInfo("Europe/Berlin")
NINE_TO_SIX = window("09:00-18:00")
HOUR = timedelta(hours=1)


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


def test_a_gap_goes_on_over_windows_that_touch_or_overlap_and_is_counted_once() -> None:
    windows = [window("10:00-11:00"), window("09:30-10:00"), window("10:30-11:15")]
    (gap,) = SlotCalculator().find_gaps(windows, 105)
    assert gap == (*window("09:30-11:15"), 105)
    with pytest.raises(ValueError, match="mixed"):
        SlotCalculator().find_gaps([*windows, window("09:00-10:00", zone=BERLIN)], 60)


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


def test_windows_with_buffers_on_both_sides_leave_no_start_next_to_a_visit() -> None:
    free = SlotCalculator().merge_free_windows(
        *window("09:00-13:00"), [window("10:00-11:00")], buffer_minutes=15, buffer_before_minutes=15
    )
    assert texts(free) == ["09:00-09:45", "11:15-13:00"]
    one = MasterAvailability(resource_id="1", free_windows=free, work_start=at("09:00"))
    starts = ChainFinder(15).find_starts(request(service("cut", 60, "1")), {"1": one})
    assert clocks(starts) == ["11:15", "11:30", "11:45", "12:00"]


def test_a_buffer_cannot_be_negative() -> None:
    with pytest.raises(ValueError, match="buffer_minutes"):
        SlotCalculator().merge_free_windows(*NINE_TO_SIX, [], buffer_minutes=-1)
    with pytest.raises(ValueError, match="buffer_before_minutes"):
        SlotCalculator().merge_free_windows(*NINE_TO_SIX, [], buffer_before_minutes=-1)


@pytest.mark.parametrize("minutes", [0, -60])
def test_a_slot_takes_time(minutes: int) -> None:
    with pytest.raises(ValueError, match="duration_minutes"):
        SlotCalculator().find_slots_in_window(*NINE_TO_SIX, minutes)


def test_an_endless_window_is_refused() -> None:
    with pytest.raises(ValueError, match="days"):
        SlotCalculator().find_slots_in_window(at("09:00"), at("09:00", date(2099, 1, 1)), 30)


def test_what_ends_before_it_starts_is_refused() -> None:
    calculator = SlotCalculator()
    with pytest.raises(ValueError, match="taken"):
        calculator.merge_free_windows(*NINE_TO_SIX, [(at("13:00"), at("12:00"))])
    with pytest.raises(ValueError, match="service"):
        calculator.split_window_by_service(*NINE_TO_SIX, at("13:00"), at("12:00"))


def test_the_validator_refuses_mixed_clocks() -> None:
    validator, cut = BookingValidator(), item("09:00-10:00")
    aware = window("09:00-10:00", zone=BERLIN)
    times = {"start_time": aware[0], "end_time": aware[1], "gap_end_time": aware[1]}
    other = cut.model_copy(update=times)
    with pytest.raises(ValueError, match="mixed"):
        validator.solution_fits_in_windows(cut, [aware])
    with pytest.raises(ValueError, match="mixed"):
        validator.is_slot_free(cut.start_time, cut.end_time, [aware])
    with pytest.raises(ValueError, match="mixed"):
        validator.no_conflicts([cut, other])


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 3, 31), ["00:00-01:30", "03:30-05:00"]),
        (date(2024, 10, 27), ["00:00-01:30", "02:30-05:00"]),
    ],
)
def test_free_windows_are_real_time_on_a_change_of_clocks(day: date, expected: list[str]) -> None:
    """One hour is taken from half past one on, told in the zone or in UTC."""
    start, end = window("00:00-05:00", day, BERLIN)
    busy = at("01:30", day, BERLIN).astimezone(UTC), at("01:30", day, BERLIN).astimezone(UTC) + HOUR
    free = SlotCalculator().merge_free_windows(start, end.astimezone(UTC), [busy])
    assert texts(free) == expected
    assert {moment.tzinfo for window in free for moment in window} == {BERLIN}
    minutes = sum((b.astimezone(UTC) - a.astimezone(UTC)) // timedelta(minutes=1) for a, b in free)
    assert minutes == (end.astimezone(UTC) - start.astimezone(UTC)) // timedelta(minutes=1) - 60
