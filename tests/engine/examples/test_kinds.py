"""Groups, parallel services, one master for all, overlap, any order, several days."""

from datetime import date, timedelta

import pytest

from engine import BookingMode, ChainFinder
from tests.engine.examples.world import (
    DAY,
    at,
    clocks,
    lines,
    master,
    request,
    service,
)

LATER = DAY + timedelta(days=7)


def test_a_group_takes_as_many_different_masters_as_people() -> None:
    free = master("1", "09:00-10:00") | master("2", "09:00-11:00") | master("3", "10:00-11:00")
    found = ChainFinder(60).find(request(service("cut", 60, "1", "2", "3"), people=2), free)
    assert lines(found) == [
        "cut 1 09:00-10:00, cut 2 09:00-10:00",
        "cut 2 10:00-11:00, cut 3 10:00-11:00",
    ]


def test_a_group_does_each_service_together() -> None:
    free = master("1", "09:00-12:00") | master("2", "09:00-12:00") | master("3", "09:00-12:00")
    wanted = request(service("cut", 30, "1", "2", "3"), service("wash", 30, "2", "3"), people=2)
    best = ChainFinder(60).find(wanted, free).best
    assert best is not None
    assert clocks([item.start_time for item in best.items]) == ["09:00", "09:00", "09:30", "09:30"]


def test_a_group_larger_than_the_free_masters_is_refused() -> None:
    free = master("1", "09:00-12:00") | master("2", "09:00-12:00")
    assert not ChainFinder().find(request(service("cut", 60, "1", "2"), people=3), free).solutions


def test_a_group_made_by_repeating_a_request_has_no_mirror_images_and_shows_all_people() -> None:
    free = master("1", "09:00-10:00") | master("2", "09:00-10:00")
    twice = [service("cut", 60, "1", "2", tag="couple")] * 2
    found = ChainFinder().find(request(*twice), free)
    assert lines(found) == ["cut 1 09:00-10:00, cut 2 09:00-10:00"]
    shown = found.solutions[0].to_display()
    assert [part["resource_id"] for part in shown.values()] == ["1", "2"]


def test_services_of_a_parallel_group_start_together_on_different_masters() -> None:
    free = master("1", "09:00-12:00") | master("2", "10:30-12:00")
    wanted = request(service("cut", 60, "1", "2", tag="a"), service("nails", 30, "2", "1", tag="a"))
    found = ChainFinder(30).find(wanted, free)
    assert clocks([s.starts_at for s in found.solutions][:1]) == ["10:30"]
    for solution in found.solutions:
        assert len({item.start_time for item in solution.items}) == 1
        assert len({item.resource_id for item in solution.items}) == 2


def test_who_did_the_step_before_goes_on_after_those_who_start_together() -> None:
    free = {name: one for n in "abcd" for name, one in master(n, "09:00-10:00").items()}
    together = service("cut", 30, "a", tag="x"), service("nails", 30, "b", tag="x")
    alone = request(*together, service("wash", 30, "c", "a"))
    assert lines(ChainFinder().find(alone, free, 1)) == [
        "cut a 09:00-09:30, nails b 09:00-09:30, wash a 09:30-10:00"
    ]
    pair = request(service("cut", 30, "a", "b"), service("wash", 30, *"cdab"), people=2)
    assert lines(ChainFinder().find(pair, free, 1)) == [
        "cut a 09:00-09:30, cut b 09:00-09:30, wash a 09:30-10:00, wash b 09:30-10:00"
    ]


def test_who_is_free_for_two_services_is_not_counted_twice() -> None:
    free = master("1", "09:00-12:00")
    wanted = request(service("cut", 60, "1", tag="a"), service("nails", 30, "1", tag="a"))
    assert not ChainFinder().find_starts(wanted, free)


def test_one_and_the_same_master_does_the_whole_chain_when_locked() -> None:
    free = master("1", "09:00-10:00") | master("2", "11:00-13:00")
    chain = service("cut", 60, "1", "2"), service("wash", 60, "1", "2")
    found = ChainFinder(60).find(request(*chain, mode=BookingMode.RESOURCE_LOCKED), free)
    assert lines(found) == ["cut 2 11:00-12:00, wash 2 12:00-13:00"]


def test_locked_without_a_common_master_finds_nothing() -> None:
    free = master("1", "09:00-18:00") | master("2", "09:00-18:00")
    wanted = request(
        service("cut", 60, "1"), service("wash", 60, "2"), mode=BookingMode.RESOURCE_LOCKED
    )
    assert not ChainFinder().find(wanted, free).has_solutions


def test_locked_for_several_people_finds_nothing() -> None:
    free = master("1", "09:00-18:00") | master("2", "09:00-18:00")
    wanted = request(service("cut", 60, "1", "2"), mode=BookingMode.RESOURCE_LOCKED, people=2)
    assert not ChainFinder().find(wanted, free).has_solutions


def test_services_of_different_masters_may_overlap_if_allowed() -> None:
    free = master("1", "09:00-10:00") | master("2", "09:00-10:00")
    chain = service("cut", 60, "1"), service("nails", 60, "2")
    assert not ChainFinder().find(request(*chain), free).has_solutions
    assert lines(ChainFinder().find(request(*chain, overlap=True), free)) == [
        "cut 1 09:00-10:00, nails 2 09:00-10:00"
    ]


def test_services_of_one_master_never_overlap_and_keep_their_order() -> None:
    free = master("1", "09:00-11:00")
    wanted = request(service("cut", 60, "1"), service("nails", 60, "1"), overlap=True)
    assert lines(ChainFinder(30).find(wanted, free)) == ["cut 1 09:00-10:00, nails 1 10:00-11:00"]


def test_a_service_placed_earlier_under_overlap_makes_the_start_of_the_visit() -> None:
    free = master("1", "10:00-11:00") | master("2", "09:00-10:00")
    wanted = request(service("cut", 60, "1"), service("nails", 60, "2"), overlap=True)
    found = ChainFinder().find(wanted, free)
    assert [s.starts_at for s in found.solutions] == [at("09:00")]
    assert ChainFinder().find_starts(wanted, free) == [at("09:00")]


def test_any_order_finds_the_order_that_fits() -> None:
    free = master("1", "10:00-11:00") | master("2", "09:00-10:00")
    chain = service("cut", 60, "1"), service("nails", 60, "2")
    assert not ChainFinder().find(request(*chain), free).has_solutions
    assert lines(ChainFinder().find(request(*chain, any_order=True), free)) == [
        "nails 2 09:00-10:00, cut 1 10:00-11:00"
    ]


def test_services_of_several_days_lie_on_their_days() -> None:
    windows = [(at("09:00", day), at("10:00", day)) for day in (DAY, date(2024, 5, 12), LATER)]
    free = master("1", "09:00-10:00")
    free = {"1": free["1"].model_copy(update={"free_windows": windows})}
    wanted = request(
        service("draw", 60, "1"),
        service("ink", 60, "1"),
        mode=BookingMode.MULTI_DAY,
        days_gap=[0, 7],
    )
    found = ChainFinder().find(wanted, free)
    assert [item.start_time for item in found.solutions[0].items] == [
        at("09:00"),
        at("09:00", LATER),
    ]


def test_a_visit_of_several_days_neither_starts_too_early_nor_takes_too_long() -> None:
    days = [DAY, DAY + timedelta(days=1)]
    one = master("1")["1"].model_copy(
        update={"free_windows": [(at("09:00", day), at("11:00", day)) for day in days]}
    )
    wanted = request(
        service("draw", 60, "1"),
        service("ink", 60, "1"),
        mode=BookingMode.MULTI_DAY,
        longest=24 * 60 + 30,
    )
    starts = ChainFinder(30, min_start=at("09:30")).find_starts(wanted, {"1": one})
    assert clocks(starts) == ["09:30", "10:00"]
    (chain,) = ChainFinder(60, min_start=at("10:00")).find(wanted, {"1": one}).solutions
    assert chain.span_minutes == 24 * 60


def test_without_a_list_the_services_are_on_consecutive_days() -> None:
    days = [DAY, DAY + timedelta(days=1)]
    by_date = {day: master("1", "09:00-10:00", day=day) for day in days}
    chain = service("draw", 60, "1"), service("ink", 60, "1")
    wanted = request(*chain, mode=BookingMode.MULTI_DAY)
    assert ChainFinder().find_open_days(wanted, by_date) == {days[0]: 1, days[1]: 0}
    nearest = ChainFinder().find_nearest(wanted, lambda day: by_date.get(day, {}), DAY)
    assert nearest.mode is BookingMode.MULTI_DAY
    assert [item.start_time.date() for item in nearest.solutions[0].items] == days


@pytest.mark.parametrize("days_gap", [[0], [7, 0], [-1, 0]])
def test_offsets_of_days_fit_the_services_and_never_decrease(days_gap: list[int]) -> None:
    with pytest.raises(ValueError, match="days_gap"):
        request(
            service("draw", 60, "1"),
            service("ink", 60, "1"),
            mode=BookingMode.MULTI_DAY,
            days_gap=days_gap,
        )


def test_a_parallel_group_over_several_days_finds_nothing() -> None:
    free = master("1", "09:00-10:00") | master("2", "09:00-10:00")
    chain = service("draw", 60, "1", tag="a"), service("ink", 60, "2", tag="a")
    assert not ChainFinder().find(request(*chain, mode=BookingMode.MULTI_DAY), free).has_solutions


def test_a_large_group_is_found_and_refused_at_once() -> None:
    names = [str(number) for number in range(30)]
    free = {name: one for n in names for name, one in master(n, "09:00-11:00").items()}
    chain = service("cut", 60, *names), service("wash", 60, *names[:14])
    assert len(ChainFinder(30).find(request(*chain, people=14), free).solutions) == 50
    assert not ChainFinder(30).find(request(*chain, people=15), free).solutions


def test_an_empty_tag_is_no_tag() -> None:
    services = [service(f"s{number}", 10, "1", tag="") for number in range(16)]
    best = ChainFinder().find(request(*services), master("1", "09:00-12:00"), 1).best
    assert best is not None
    assert best.span_minutes == 160
