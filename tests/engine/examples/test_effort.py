"""What is asked of many services and masters is answered by thinking, not by trying.

Effort is counted in calls, which do not depend on the machine; whoever tries all combinations of
these worlds makes more than a million.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

import engine
from engine import BookingEngineRequest, ChainFinder
from tests.engine.examples.world import Free, at, master, request, service

ENGINE = str(Path(engine.__file__).parent)
NAMES = [str(number) for number in range(4)]


@contextmanager
def few_calls(most: int = 200_000) -> Iterator[None]:
    """Fail as soon as the engine makes more calls, however long all of them would take."""
    made = 0

    def count(frame: FrameType, _event: str, _arg: object) -> None:
        nonlocal made
        made += frame.f_code.co_filename.startswith(ENGINE)
        if made > most:
            sys.setprofile(None)
            pytest.fail(f"more than {most} calls")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)


def everybody(windows: str) -> Free:
    return {name: one for number in NAMES for name, one in master(number, windows).items()}


def in_pairs_of_shifts(hours: int) -> Free:
    """Two masters for each hour, others for the next: nobody can go on."""
    return {
        name: one
        for hour in range(hours)
        for own in (f"{hour} a", f"{hour} b")
        for name, one in master(own, f"{hour:02}:00-{hour + 1:02}:00").items()
    }


def test_an_impossible_chain_is_refused_without_trying() -> None:
    wanted = request(*(service(f"s{number}", 45, *NAMES) for number in range(14)))
    with few_calls(20_000):
        assert not ChainFinder(5).find(wanted, everybody("09:00-19:00")).has_solutions


def test_masters_of_different_pace_are_not_tried_one_by_one() -> None:
    paces = {name: 10 + 2 * at for at, name in enumerate(NAMES)}
    chain = [service(f"s{number}", 10, *NAMES, paces=paces) for number in range(30)]
    with few_calls():
        found = ChainFinder(15).find(request(*chain, longest=300), everybody("09:00-15:00"), 1)
    assert found.best is not None
    assert found.best.span_minutes == 300


@pytest.mark.parametrize("people_at_last", [1, 2])
def test_changes_of_master_that_cannot_be_avoided_are_not_tried_to_be(people_at_last: int) -> None:
    hours = 20
    free = in_pairs_of_shifts(hours + 1)
    chain = [service(f"s{hour}", 60, *free) for hour in range(hours)]
    chain += [
        service(f"last {number}", 60, *free, tag="last" if people_at_last > 1 else None)
        for number in range(people_at_last)
    ]
    with few_calls():
        found = ChainFinder(60).find(request(*chain), free, 1)
    assert found.best is not None
    assert found.best.starts_at == at("00:00")
    assert found.best.span_minutes == 60 * (hours + 1)


@pytest.mark.parametrize("cap", [1, 50])
def test_one_chain_of_many_pairs_is_found_without_trying_all_combinations(cap: int) -> None:
    wanted = request(*(service(f"s{number}", 10, *NAMES) for number in range(30)), people=2)
    with few_calls(1_000_000 if cap > 1 else 200_000):
        found = ChainFinder(30).find(wanted, everybody("09:00-19:00"), cap)
    assert len(found.solutions) == cap
    assert found.best is not None
    assert (len(found.best.items), found.best.span_minutes) == (60, 300)


def overlapping() -> BookingEngineRequest:
    services = [service(f"s{n}", 31 + 3 * n, *NAMES, gap=n) for n in range(6)]
    return request(*services, overlap=True, any_order=True, longest=66)


def test_work_that_cannot_be_shared_out_is_refused_without_trying() -> None:
    free = everybody("09:00-19:00")
    with few_calls():
        assert ChainFinder(1).find_starts(overlapping(), free) == []
    longer = overlapping().model_copy(update={"max_chain_duration_minutes": 72})
    assert at("09:00") in ChainFinder(60).find_starts(longer, free)
