"""Many days at once: plain data, and no more of it than it takes."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

import pytest

from engine import ChainFinder, FreeTime
from tests.engine.examples.world import DAY, at, master, request, service, window

NEXT_DAY = DAY + timedelta(days=1)


def plain(*windows: str) -> FreeTime:
    return [window(text) for text in windows], at("09:00")


class Untouchable(Mapping[str, FreeTime]):
    """A day on which some resources must not be looked at."""

    def __init__(self, free: dict[str, FreeTime]) -> None:
        self._free = free

    def __getitem__(self, resource_id: str) -> FreeTime:
        assert resource_id != "never"
        return self._free[resource_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._free)

    def __len__(self) -> int:
        return len(self._free)


def test_plain_data_need_no_models() -> None:
    free = {"1": plain("09:00-10:00"), "2": plain("10:00-11:00", "11:00-12:00")}
    wanted = request(service("cut", 60, "1"), service("colour", 90, "2"))
    finder = ChainFinder(30)
    assert finder.find_starts(wanted, free) == [at("09:00")]
    assert finder.find_open_days(wanted, {DAY: free, NEXT_DAY: {}}) == {DAY: 1, NEXT_DAY: 0}


def test_a_resource_of_plain_data_that_mixes_clocks_is_named() -> None:
    start, end = window("09:00-10:00")
    free = {"anna": ([(start.astimezone(), end.astimezone())], start)}
    with pytest.raises(ValueError, match="anna"):
        ChainFinder().find_open_days(request(service("cut", 60, "anna")), {DAY: free})


def test_nobody_is_looked_at_who_is_not_needed_for_enough() -> None:
    free = Untouchable({"1": plain("09:00-12:00"), "never": plain()})
    wanted = request(service("cut", 60, "1", "never"))
    assert ChainFinder(30).find_open_days(wanted, {DAY: free}, enough=3) == {DAY: 3}


def test_a_visit_that_takes_too_long_is_not_counted() -> None:
    free = master("1", "09:00-11:00") | master("2", "10:00-10:30", "12:00-13:00")
    services = service("cut", 60, "1"), service("colour", 30, "2")
    days = {DAY: free}
    finder = ChainFinder(30)
    assert finder.find_open_days(request(*services), days) == {DAY: 3}
    assert finder.find_open_days(request(*services, longest=150), days) == {DAY: 2}
    assert finder.find_open_days(request(*services, longest=90), days) == {DAY: 1}
    assert finder.find_open_days(request(*services, longest=89), days) == {DAY: 0}


@pytest.mark.parametrize("enough", [0, -1])
def test_nothing_is_not_enough(enough: int) -> None:
    with pytest.raises(ValueError, match="enough"):
        ChainFinder().find_open_days(request(service("cut", 60, "1")), {}, enough)


def test_a_master_remembers_the_minutes_of_a_day() -> None:
    one = master("1", "09:00-12:00")["1"]
    lane = one.lane(DAY, None)
    assert one.lane(DAY, None) is lane
    assert one.lane(NEXT_DAY, None) is not lane
