"""Which chain is the best one."""

import pytest

from engine import (
    BookingChainSolution,
    BookingMode,
    BookingScorer,
    EngineResult,
    ScoringWeights,
    SingleServiceSolution,
)
from tests.engine.examples.world import DAY, at, master, window

NOTHING = {
    "preferred_resource_bonus": 0.0,
    "same_resource_bonus": 0.0,
    "min_idle_bonus_per_hour": 0.0,
}


def chain(*parts: str) -> BookingChainSolution:
    """`chain("anna 09:00-10:00", "boris 10:00-11:00")`."""
    items = []
    for number, part in enumerate(parts):
        resource_id, times = part.split()
        start, end = window(times)
        items.append(
            SingleServiceSolution(
                service_id=f"s{number}",
                resource_id=resource_id,
                start_time=start,
                end_time=end,
                gap_end_time=end,
            )
        )
    return BookingChainSolution(items=items)


def result(*chains: BookingChainSolution) -> EngineResult:
    return EngineResult(mode=BookingMode.SINGLE_DAY, solutions=list(chains))


def scores(found: EngineResult) -> list[float]:
    return [solution.score for solution in found.solutions]


def test_each_service_of_a_preferred_master_counts() -> None:
    scorer = BookingScorer(preferred_resource_ids=["anna"])
    found = scorer.score(result(chain("boris 09:00-10:00"), chain("anna 10:00-11:00")))
    assert scores(found) == [10.0, 0.0]
    assert found.best is found.best_scored
    assert found.solutions[0].items[0].resource_id == "anna"


def test_each_further_service_of_the_same_master_counts() -> None:
    weights = ScoringWeights(min_idle_bonus_per_hour=0.0)
    three = chain("a 09:00-10:00", "a 10:00-11:00", "a 11:00-12:00")
    two = chain("a 09:00-10:00", "b 10:00-11:00", "a 11:00-12:00")
    assert scores(BookingScorer(weights).score(result(two, three))) == [10.0, 5.0]


def test_a_chain_with_waiting_scores_lower_than_one_without() -> None:
    tight = chain("a 09:00-10:00", "b 10:00-11:00")
    loose = chain("a 09:00-10:00", "b 10:30-11:30")
    found = BookingScorer().score(result(loose, tight))
    assert scores(found) == [4.0, 3.0]


def test_of_parallel_services_the_shorter_visit_scores_higher() -> None:
    together = chain("a 09:00-10:00", "b 09:00-10:00")
    in_a_row = chain("a 09:00-10:00", "b 10:00-11:00")
    found = BookingScorer().score(result(in_a_row, together))
    assert found.solutions[0].span_minutes == 60
    assert scores(found) == [6.0, 4.0]


def test_nights_of_a_visit_of_several_days_are_no_waiting() -> None:
    first, second = chain("a 09:00-10:00").items[0], chain("a 33:00-34:00").items[0]
    several = BookingChainSolution(items=[first, second])
    found = EngineResult(mode=BookingMode.MULTI_DAY, solutions=[several])
    assert scores(BookingScorer().score(found)) == [9.0]


def test_a_late_start_costs_by_the_hour() -> None:
    weights = ScoringWeights(**NOTHING, early_slot_penalty_per_hour=2.0)
    found = BookingScorer(weights).score(result(chain("a 10:30-11:00"), chain("a 09:00-09:30")))
    assert scores(found) == [-18.0, -21.0]


def test_a_hole_too_small_to_sell_costs() -> None:
    weights = ScoringWeights(**NOTHING, fragmentation_penalty=3.0)
    free = master("a", "09:00-12:00")
    chains = [chain(f"a {times}") for times in ("09:00-10:00", "09:30-10:30", "11:00-12:00")]
    found = BookingScorer(weights).score(result(*chains), free)
    assert scores(found) == [0.0, 0.0, -3.0]
    assert found.solutions[-1].starts_at == at("09:30")


def test_the_hole_between_two_items_of_one_visit_counts_too() -> None:
    weights = ScoringWeights(**NOTHING, fragmentation_penalty=1.0)
    apart = chain("a 09:00-10:00", "a 10:30-11:30")
    assert scores(BookingScorer(weights).score(result(apart), master("a", "09:00-11:30"))) == [-1.0]


def test_a_hole_at_the_end_of_windows_that_touch_is_one() -> None:
    weights = ScoringWeights(**NOTHING, fragmentation_penalty=1.0)
    free = master("a", "09:00-09:20", "09:20-10:20")
    assert scores(BookingScorer(weights).score(result(chain("a 09:00-10:00")), free)) == [-1.0]


@pytest.mark.parametrize("booked", [{"a": 60, "b": 0}, None])
def test_the_master_with_the_least_booked_is_favoured(booked: dict[str, int] | None) -> None:
    weights = ScoringWeights(**NOTHING, load_balance_bonus=4.0)
    free = master("a", "09:00-12:00") | master("b", "09:00-13:00")
    chains = chain("a 09:00-10:00"), chain("b 09:00-10:00")
    found = BookingScorer(weights).score(result(*chains), free, booked)
    assert [solution.items[0].resource_id for solution in found.solutions] == ["b", "a"]
    assert scores(found) == [4.0, 0.0]


def test_ties_go_to_the_earlier_start_and_nothing_is_changed_in_place() -> None:
    late, early = chain("a 10:00-11:00"), chain("a 09:00-10:00")
    before = result(late, early)
    found = BookingScorer(preferred_resource_ids=["a"]).score(before)
    assert [solution.starts_at for solution in found.solutions] == [at("09:00"), at("10:00")]
    assert scores(before) == [0.0, 0.0]
    assert early.starts_at.date() == DAY


def test_an_empty_result_comes_back_as_it_is() -> None:
    empty = result()
    assert BookingScorer().score(empty) is empty


def test_who_is_not_named_among_the_booked_has_nothing_booked() -> None:
    weights = ScoringWeights(**NOTHING, load_balance_bonus=3.0)
    both = result(chain("a 09:00-10:00"), chain("b 09:00-10:00"))
    found = BookingScorer(weights).score(both, None, {"a": 20})
    assert [(s.items[0].resource_id, s.score) for s in found.solutions] == [("b", 3.0), ("a", 0.0)]
    assert scores(BookingScorer(weights).score(both, None, {})) == [3.0, 3.0]


@pytest.mark.parametrize("points", [float("nan"), float("inf"), "7"])
def test_a_weight_is_a_finite_number(points: float) -> None:
    with pytest.raises(ValueError, match="same_resource_bonus"):
        ScoringWeights(same_resource_bonus=points)
