"""The engine and the enumerating oracle agree, on every feature and on mixtures of them."""

from itertools import pairwise

from hypothesis import given

from engine import BookingMode, BookingValidator
from tests.engine.property.cases import CHANGES, EVENING, HALF_HOURS, Case, cases, thorough
from tests.engine.property.oracle import Chain, span_of, start_of

EVERYTHING = 1_000_000


def check(case: Case) -> None:
    expected = case.facts().all_chains(case.request)
    finder, availability = case.finder(), case.availability()
    result = finder.find(case.request, availability, EVERYTHING)
    found = [case.chain(solution) for solution in result.solutions]
    starts = sorted({start_of(chain) for chain in expected})

    assert len(found) == len(set(found))
    assert set(found) == expected
    assert [start_of(chain) for chain in found] == sorted(start_of(chain) for chain in found)
    assert finder.find_starts(case.request, availability) == [case.moment(s) for s in starts]
    check_selection(case, expected)
    check_validator(case)


def check_selection(case: Case, expected: set[Chain]) -> None:
    """For a cap of as many as there are starts: one chain of each, the most compact one."""
    starts = sorted({start_of(chain) for chain in expected})
    chosen = case.finder().find(case.request, case.availability(), max(1, len(starts)))
    chains = [case.chain(solution) for solution in chosen.solutions]
    assert [start_of(chain) for chain in chains] == starts
    for chain in chains:
        rivals = [other for other in expected if start_of(other) == start_of(chain)]
        assert rank(case, chain) == min(rank(case, rival) for rival in rivals)


def rank(case: Case, chain: Chain) -> tuple[int, int]:
    """Minutes, then changes of master, which count where each service is done by one alone."""
    request = case.request
    names = [item.resource_id for item in sorted(chain, key=lambda item: item.start)]
    locked = request.mode is BookingMode.RESOURCE_LOCKED
    in_a_row = locked or not request.overlap_allowed
    alone = request.group_size == 1 and not any(s.parallel_group for s in request.service_requests)
    return span_of(chain), sum(a != b for a, b in pairwise(names)) if in_a_row and alone else 0


def check_validator(case: Case) -> None:
    validator, availability = BookingValidator(), case.availability()
    for solution in case.finder().find(case.request, availability).solutions:
        assert validator.no_conflicts(solution.items)
        for item in solution.items:
            windows = availability[item.resource_id].free_windows
            assert validator.solution_fits_in_windows(item, windows)


@thorough
@given(cases(most_services=3))
def test_services_one_after_the_other(case: Case) -> None:
    check(case)


@thorough
@given(cases(modes=(BookingMode.RESOURCE_LOCKED,)))
def test_one_resource_for_all(case: Case) -> None:
    check(case)


@thorough
@given(cases(tags=(None, "a", "b"), twins=True))
def test_services_that_start_together(case: Case) -> None:
    check(case)


@thorough
@given(cases(group_sizes=(1, 2, 3), tags=(None, None, "a"), most_services=2))
def test_several_people(case: Case) -> None:
    check(case)


@thorough
@given(cases(any_order=True, twins=True, most_services=2))
def test_any_order(case: Case) -> None:
    check(case)


@thorough
@given(cases(any_order=True, tags=(None, "a"), group_sizes=(1, 1, 2), length=50))
def test_any_order_of_those_who_start_together(case: Case) -> None:
    check(case)


@thorough
@given(cases(modes=(BookingMode.MULTI_DAY,), tags=(None, None, "a"), length=45))
def test_several_days(case: Case) -> None:
    check(case)


@thorough
@given(cases(modes=(BookingMode.MULTI_DAY,), any_order=True, length=45))
def test_several_days_in_any_order(case: Case) -> None:
    check(case)


@thorough
@given(cases(overlap=True, length=50))
def test_overlap(case: Case) -> None:
    check(case)


@thorough
@given(cases(overlap=True, tags=(None, "a"), group_sizes=(1, 2), most_services=2, length=50))
def test_overlap_of_those_who_start_together(case: Case) -> None:
    check(case)


@thorough
@given(cases(overlap=True, any_order=True, twins=True, most_services=2, length=50))
def test_overlap_in_any_order(case: Case) -> None:
    check(case)


@thorough
@given(cases(overlap=True, modes=(BookingMode.MULTI_DAY,), any_order=True, length=40))
def test_overlap_on_several_days(case: Case) -> None:
    check(case)


@thorough
@given(cases(on=CHANGES, opening=90, tags=(None, None, "a")))
def test_the_days_on_which_the_clocks_are_changed(case: Case) -> None:
    check(case)


@thorough
@given(cases(on=HALF_HOURS, tags=(None, None, "a"), any_order=True, most_services=2))
def test_zones_that_are_half_an_hour_apart(case: Case) -> None:
    check(case)


@thorough
@given(cases(opening=EVENING, tags=(None, None, "a")))
def test_shifts_over_midnight(case: Case) -> None:
    check(case)
