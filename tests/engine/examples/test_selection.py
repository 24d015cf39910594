"""Which chains are found, and which of them come first."""

from datetime import date

from engine import ChainFinder
from tests.engine.examples.world import (
    Free,
    at,
    clocks,
    lines,
    master,
    request,
    service,
    told,
)


def test_every_start_comes_once_before_any_comes_twice_whatever_the_cap() -> None:
    free = master("1", "09:00-12:00") | master("2", "09:00-12:00")
    wanted = request(service("cut", 60, "1", "2"))
    for cap in range(1, 11):
        starts = [s.starts_at for s in ChainFinder(30).find(wanted, free, cap).solutions]
        assert len(starts) == cap
        assert len(set(starts)) == min(cap, 5)
        assert starts == sorted(starts)
    assert len(ChainFinder(30).find(wanted, free, 11).solutions) == 10


def test_the_earliest_start_is_found_though_its_master_is_named_last() -> None:
    free = master("1", "15:00-18:00") | master("2", "14:00-18:00") | master("3", "09:00-10:00")
    wanted = request(service("cut", 60, "1", "2", "3"))
    assert lines(ChainFinder().find(wanted, free, 1)) == ["cut 3 09:00-10:00"]


def test_default_cap_shows_every_start_of_a_day_of_three_services_and_five_masters() -> None:
    names = ["1", "2", "3", "4", "5"]
    free = {name: one for n in names for name, one in master(n, "09:00-18:00").items()}
    wanted = request(*(service(name, 30, *names) for name in ("a", "b", "c")))
    found = ChainFinder(15).find(wanted, free)
    assert found.get_unique_start_times() == clocks(ChainFinder(15).find_starts(wanted, free))
    assert len(found.get_unique_start_times()) == 31
    assert len(found.solutions) == 50


def test_the_chain_of_a_start_is_the_one_with_the_least_waiting() -> None:
    free = master("1", "09:00-10:00", "11:00-12:00") | master("2", "10:00-11:00")
    wanted = request(service("cut", 60, "1"), service("colour", 60, "1", "2"))
    best = ChainFinder().find(wanted, free).best
    assert best is not None
    assert told(best) == "cut 1 09:00-10:00, colour 2 10:00-11:00"


def test_of_equally_short_chains_the_one_with_fewer_changes_of_master_comes_first() -> None:
    free = master("1", "09:00-12:00") | master("2", "09:00-12:00")
    wanted = request(service("cut", 60, "2", "1"), service("colour", 60, "1", "2"))
    found = ChainFinder(60).find(wanted, free, 3, max_unique_starts=1)
    assert lines(found) == [
        "cut 2 09:00-10:00, colour 2 10:00-11:00",
        "cut 1 09:00-10:00, colour 1 10:00-11:00",
        "cut 2 09:00-10:00, colour 1 10:00-11:00",
    ]


def test_unique_starts_are_counted_by_the_start_of_the_visit() -> None:
    free = master("1", "09:00-12:00") | master("2", "09:00-12:00")
    wanted = request(service("cut", 60, "1", "2"), service("nails", 30, "1", "2"))
    found = ChainFinder(30).find(wanted, free, max_solutions=500, max_unique_starts=2)
    assert found.get_unique_start_times() == ["09:00", "09:30"]
    assert len(found.solutions) > 2


def test_next_service_starts_the_moment_that_it_can_even_off_the_grid() -> None:
    free = master("1", "09:00-10:35", work_start="09:00")
    wanted = request(service("cut", 50, "1"), service("wash", 45, "1"))
    assert lines(ChainFinder(30).find(wanted, free)) == ["cut 1 09:00-09:50, wash 1 09:50-10:35"]


def test_next_service_may_also_wait_for_the_grid() -> None:
    free = master("1", "09:00-11:00", work_start="09:00")
    wanted = request(service("cut", 50, "1"), service("wash", 20, "1"))
    found = ChainFinder(30).find(wanted, free, max_unique_starts=1)
    assert clocks([s.items[1].start_time for s in found.solutions]) == ["09:50", "10:00", "10:30"]


def test_without_work_start_one_grid_runs_from_the_first_window_through_the_day() -> None:
    free = master("1", "09:00-10:00", "10:50-12:00", "13:10-14:10")
    wanted = request(service("cut", 30, "1"))
    starts = clocks(ChainFinder(30).find_starts(wanted, free))
    assert starts == ["09:00", "09:30", "11:00", "11:30", "13:30"]


def test_the_grid_runs_both_ways_from_its_anchor() -> None:
    free = master("1", "08:00-10:00", work_start="09:15")
    wanted = request(service("cut", 30, "1"))
    assert clocks(ChainFinder(30).find_starts(wanted, free)) == ["08:15", "08:45", "09:15"]


def test_nothing_starts_before_min_start() -> None:
    free = master("1", "09:00-12:00")
    finder = ChainFinder(30, min_start=at("10:10"))
    assert clocks(finder.find_starts(request(service("cut", 60, "1")), free)) == ["10:30", "11:00"]


def test_nearest_day_is_found_without_asking_for_the_days_after_it() -> None:
    asked = []

    def availability(day: date) -> Free:
        asked.append(day.day)
        windows = {11: "09:00-09:30", 12: "17:00-17:45"}
        return {} if day.day == 10 else master("1", windows.get(day.day, "09:00-12:00"), day=day)

    wanted = request(service("cut", 60, "1"))
    found = ChainFinder().find_nearest(wanted, availability, date(2024, 5, 10), search_days=30)
    assert asked == [10, 11, 12, 13]
    assert [s.starts_at for s in found.solutions] == [at("09:00", date(2024, 5, 13))]


def test_nothing_in_the_days_that_are_searched_is_an_empty_result() -> None:
    found = ChainFinder().find_nearest(
        request(service("cut", 60, "1")), lambda _: {}, date(2024, 5, 10), search_days=3
    )
    assert not found.has_solutions
    assert found.mode == "single_day"


def test_open_days_count_the_starts_of_every_day_asked_for() -> None:
    days = [date(2024, 5, 9), date(2024, 5, 10), date(2024, 5, 11)]
    by_date = {
        days[0]: master("1", "09:00-12:00", day=days[0]),
        days[1]: {},
        days[2]: master("1", "09:00-10:00", day=days[2]),
    }
    finder = ChainFinder(30, min_start=at("10:10", days[0]))
    counts = finder.find_open_days(request(service("cut", 60, "1")), by_date)
    assert counts == {days[0]: 2, days[1]: 0, days[2]: 1}


def test_a_master_who_replaces_his_windows_is_looked_at_anew() -> None:
    free = master("1", "09:00-10:00")
    wanted = request(service("cut", 60, "1"))
    assert clocks(ChainFinder().find_starts(wanted, free)) == ["09:00"]
    changed = {"1": free["1"].model_copy(update={"free_windows": [(at("11:00"), at("12:00"))]})}
    assert clocks(ChainFinder().find_starts(wanted, changed)) == ["11:00"]


def test_a_master_may_need_time_of_his_own() -> None:
    free = master("quick", "09:00-10:00") | master("slow", "09:00-10:30")
    wanted = request(service("cut", 60, "slow", "quick", paces={"slow": 90, "quick": 45}, gap=10))
    assert lines(ChainFinder(15).find(wanted, free)) == [
        "cut quick 09:00-09:45",
    ]
    later = master("slow", "09:00-10:40")
    assert lines(ChainFinder(15).find(wanted, later)) == ["cut slow 09:00-10:30"]
