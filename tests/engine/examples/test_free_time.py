"""Gaps, buffers, windows and lengths: what lies in free time and what does not."""

import pytest

from engine import (
    BookingChainSolution,
    BookingEngineRequest,
    BookingValidator,
    ChainFinder,
    EngineResult,
    MasterAvailability,
)
from tests.engine.examples.world import (
    Free,
    at,
    clocks,
    lines,
    master,
    request,
    service,
    told,
    window,
)


def is_valid(solution: BookingChainSolution, free: Free) -> bool:
    validator = BookingValidator()
    return validator.no_conflicts(solution.items) and all(
        validator.solution_fits_in_windows(item, free[item.resource_id].free_windows)
        for item in solution.items
    )


def all_valid(result: EngineResult, free: Free) -> bool:
    return all(is_valid(solution, free) for solution in result.solutions)


def test_a_gap_must_end_within_the_free_window() -> None:
    free = master("1", "09:00-10:10")
    assert clocks(ChainFinder(5).find_starts(request(service("cut", 60, "1", gap=10)), free)) == [
        "09:00"
    ]
    assert not ChainFinder(5).find_starts(request(service("cut", 60, "1", gap=15)), free)


def test_a_gap_in_a_parallel_group_must_end_within_the_free_window_too() -> None:
    free = master("1", "09:00-12:00") | master("2", "09:00-10:10", "11:00-12:00")
    wanted = request(service("cut", 60, "1", tag="a"), service("colour", 60, "2", gap=15, tag="a"))
    assert not ChainFinder(15).find(wanted, free).has_solutions
    wanted = request(service("cut", 60, "1", tag="a"), service("colour", 45, "2", gap=15, tag="a"))
    found = ChainFinder(15).find(wanted, free)
    assert clocks([s.starts_at for s in found.solutions]) == ["09:00", "11:00"]
    assert all_valid(found, free)


def test_the_gap_counts_between_services_of_different_masters() -> None:
    free = master("1", "09:00-12:00") | master("2", "09:00-12:00")
    wanted = request(service("peel", 30, "1", gap=20), service("massage", 30, "2"))
    assert lines(ChainFinder(60).find(wanted, free, 1)) == [
        "peel 1 09:00-09:30, massage 2 09:50-10:20"
    ]


def test_the_longest_gap_of_those_who_start_together_counts_before_the_next_service() -> None:
    free = master("1", "09:00-12:00") | master("2", "09:00-12:00") | master("3", "09:00-12:00")
    together = service("cut", 30, "1", tag="x", gap=20), service("nails", 30, "2", tag="x", gap=5)
    best = ChainFinder().find(request(*together, service("wash", 30, "3")), free, 1).best
    assert best is not None
    assert told(best).endswith("wash 3 09:50-10:20")


def test_services_of_one_master_are_apart_by_the_gap_and_need_no_buffer() -> None:
    free = master("1", "09:00-10:00", buffer=15)
    wanted = request(service("cut", 30, "1"), service("wash", 30, "1"))
    assert lines(ChainFinder().find(wanted, free)) == ["cut 1 09:00-09:30, wash 1 09:30-10:00"]


def test_windows_that_touch_or_overlap_are_one_and_duplicates_are_nothing_more() -> None:
    free = master("1", "09:00-09:40", "09:40-10:00", "09:50-10:30", "09:00-09:40")
    found = ChainFinder(30).find(request(service("cut", 60, "1", "1")), free)
    assert lines(found) == ["cut 1 09:00-10:00", "cut 1 09:30-10:30"]
    assert all_valid(found, free)


def test_windows_may_come_in_any_order() -> None:
    free = master("1", "14:00-15:00", "09:00-10:00")
    starts = ChainFinder(30).find_starts(request(service("cut", 60, "1")), free)
    assert clocks(starts) == ["09:00", "14:00"]


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(request(service("long", 90, "1"), longest=60), id="one service"),
        pytest.param(
            request(service("a", 30, "1", tag="x"), service("b", 90, "2", tag="x"), longest=60),
            id="parallel",
        ),
        pytest.param(
            request(service("a", 60, "2"), service("b", 60, "1"), overlap=True, longest=60),
            id="placed earlier under overlap",
        ),
        pytest.param(
            request(service("a", 30, "1"), service("b", 31, "2"), longest=60), id="in a row"
        ),
        pytest.param(request(service("a", 61, "1", "2"), people=2, longest=60), id="two people"),
    ],
)
def test_no_chain_of_any_kind_takes_longer_than_it_may(wanted: BookingEngineRequest) -> None:
    free = master("1", "09:00-10:30") | master("2", "10:00-12:00")
    finder = ChainFinder(30)
    assert not finder.find(wanted, free).has_solutions
    assert not finder.find_starts(wanted, free)
    assert finder.find_open_days(wanted, {wanted.booking_date: free}) == {wanted.booking_date: 0}
    unbounded = wanted.model_copy(update={"max_chain_duration_minutes": 240})
    assert bool(finder.find_starts(unbounded, free)) == bool(finder.find(unbounded, free).solutions)


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(request(service("a", 30, "1"), service("b", 30, "1", "2")), id="in a row"),
        pytest.param(
            request(
                service("a", 30, "1"),
                service("b", 30, "1", "2", tag="x"),
                service("c", 30, "3", tag="x"),
            ),
            id="parallel",
        ),
        pytest.param(
            request(service("a", 30, "1"), service("b", 30, "1", "4"), overlap=True), id="overlap"
        ),
    ],
)
def test_of_one_start_only_the_chains_that_are_short_enough_are_offered(
    wanted: BookingEngineRequest,
) -> None:
    free = master("1", "09:00-10:00") | master("2", "09:30-11:00")
    free |= master("3", "09:00-11:00") | master("4", "10:00-11:00")
    longer = ChainFinder(15).find(wanted, free, max_unique_starts=1).solutions
    assert max(solution.span_minutes for solution in longer) > 60
    bounded = wanted.model_copy(update={"max_chain_duration_minutes": 60})
    shorter = ChainFinder(15).find(bounded, free, max_unique_starts=1).solutions
    assert shorter == [solution for solution in longer if solution.span_minutes <= 60] != []


def test_a_chain_of_just_the_longest_duration_is_offered() -> None:
    free = master("1", "09:00-10:00")
    assert ChainFinder().find(request(service("cut", 60, "1"), longest=60), free).has_solutions


def test_seconds_round_starts_up_and_ends_down() -> None:
    start, end = window("09:00-10:02")
    one = MasterAvailability(
        resource_id="1", free_windows=[(start.replace(second=1), end.replace(microsecond=9))]
    )
    found = ChainFinder(1).find(request(service("cut", 60, "1")), {"1": one})
    assert [s.starts_at for s in found.solutions] == [at("09:01"), at("09:02")]


def test_a_window_of_less_than_a_minute_is_no_free_time() -> None:
    start = at("09:00").replace(second=10)
    one = MasterAvailability(resource_id="1", free_windows=[(start, start.replace(second=50))])
    assert not ChainFinder(1).find_starts(request(service("cut", 1, "1")), {"1": one})


def test_masters_without_windows_or_availability_are_passed_over() -> None:
    free = master("1") | master("2", "09:00-10:00")
    wanted = request(service("cut", 60, "3", "1", "2"))
    assert lines(ChainFinder().find(wanted, free)) == ["cut 2 09:00-10:00"]


def test_a_cap_is_filled_as_long_as_there_are_chains() -> None:
    free = {name: one for n in "bcd" for name, one in master(n, "09:30-10:00").items()}
    wanted = request(service("cut", 30, *"abcd"))
    for cap in range(6):
        found = ChainFinder().find(wanted, free | master("a", "09:00-09:30"), cap)
        assert len(found.solutions) == min(cap, 4)


@pytest.mark.parametrize(("second", "microsecond"), [(59, 0), (0, 999_999), (59, 999_999)])
def test_whatever_begins_within_a_minute_ends_before_it(second: int, microsecond: int) -> None:
    end = at("10:01").replace(second=second, microsecond=microsecond)
    one = MasterAvailability(resource_id="1", free_windows=[(at("09:00"), end)])
    starts = ChainFinder(1).find_starts(request(service("cut", 60, "1")), {"1": one})
    assert clocks(starts) == ["09:00", "09:01"]


def test_seconds_of_a_least_start_and_of_an_anchor_round_up() -> None:
    wanted, free = request(service("cut", 60, "1")), master("1", "09:00-10:10")
    finder = ChainFinder(5, min_start=at("09:00").replace(second=1))
    assert clocks(finder.find_starts(wanted, free)) == ["09:05", "09:10"]
    anchored = {"1": free["1"].model_copy(update={"work_start": at("09:00").replace(second=1)})}
    assert clocks(ChainFinder(5).find_starts(wanted, anchored)) == ["09:01", "09:06"]


@pytest.mark.parametrize("step", [0, -1, 1.5, True, float("nan"), "30", None])
def test_a_step_is_a_whole_number_of_minutes(step: int) -> None:
    with pytest.raises(ValueError, match="step_minutes"):
        ChainFinder(step)


@pytest.mark.parametrize("cap", [-1, 1.5, "5", None])
def test_a_cap_is_a_whole_number(cap: int) -> None:
    wanted, free = request(service("cut", 60, "1")), master("1", "09:00-10:00")
    with pytest.raises(ValueError, match="max_solutions"):
        ChainFinder().find(wanted, free, max_solutions=cap)
