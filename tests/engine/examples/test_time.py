"""Days, nights, zones, and the two days of the year on which the clocks are changed."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from engine import BookingMode, BookingValidator, ChainFinder, MasterAvailability
from tests.engine.examples.world import DAY, at, clocks, lines, master, request, service, window

BERLIN, KOLKATA = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kolkata")
SPRING, AUTUMN = date(2024, 3, 31), date(2024, 10, 27)
TOMORROW = DAY + timedelta(days=1)


def test_windows_of_other_dates_are_not_offered() -> None:
    one = MasterAvailability(
        resource_id="1",
        free_windows=[
            window("09:00-10:00", day) for day in (TOMORROW, DAY, DAY - timedelta(days=1))
        ],
    )
    found = ChainFinder(60).find(request(service("cut", 60, "1")), {"1": one})
    assert [s.starts_at for s in found.solutions] == [at("09:00")]


@pytest.mark.parametrize("work_start", ["12:00", "20:00"])
def test_a_night_shift_is_of_the_day_on_which_it_starts(work_start: str) -> None:
    free = master("1", "22:00-23:00", "24:30-26:00", work_start=work_start)
    wanted = request(service("cut", 30, "1"))
    tonight = ChainFinder(30).find(wanted, free)
    assert tonight.get_unique_start_times() == ["22:00", "22:30", "00:30", "01:00", "01:30"]
    tomorrow = wanted.model_copy(update={"booking_date": TOMORROW})
    assert not ChainFinder(30).find(tomorrow, free).has_solutions


def test_after_midnight_of_a_shift_without_free_time_before_is_of_the_evening_too() -> None:
    free = master("1", "25:00-26:00", work_start="22:00")
    assert ChainFinder(30).find_starts(request(service("cut", 60, "1")), free) == [at("25:00")]


@pytest.mark.parametrize(
    ("windows", "work_start"),
    [
        (["21:00-22:00", "34:00-35:00"], "21:00"),
        (["21:00-22:00", "29:00-30:00"], None),
        (["29:00-30:00"], None),
    ],
)
def test_tomorrows_early_window_is_not_tonights(windows: list[str], work_start: str | None) -> None:
    free = master("1", *windows, work_start=work_start) | master("2")
    wanted = request(service("cut", 60, "1"))
    of_days = [
        clocks(ChainFinder(30).find_starts(wanted.model_copy(update={"booking_date": day}), free))
        for day in (DAY, TOMORROW)
    ]
    hour = f"{int(windows[-1][:2]) - 24:02}:00"
    assert of_days == [["21:00"] if len(windows) == 2 else [], [hour]]


@pytest.mark.parametrize(("work_start", "last"), [("12:00", "05:00"), ("21:00", "08:00")])
def test_a_night_shift_ends_at_six_or_after_twelve_hours(work_start: str, last: str) -> None:
    free = master("1", *(f"{hour}:00-{hour}:59" for hour in range(24, 36)), work_start=work_start)
    starts = ChainFinder(1).find_starts(request(service("cut", 59, "1")), free)
    assert clocks(starts)[-1] == last


@pytest.mark.parametrize(
    "windows",
    [["22:00-46:00"], ["22:00-46:30"], ["00:00-24:00", "24:00-48:00"], ["00:00-480:00"]],
)
def test_a_service_over_midnight_is_done_in_time_that_goes_on(windows: list[str]) -> None:
    free = master("1", *windows)
    finder = ChainFinder(30)
    starts = finder.find_starts(request(service("cut", 60, "1")), free)
    assert at("23:30") in starts
    tomorrow = finder.find_starts(request(service("cut", 60, "1"), day=TOMORROW), free)
    assert not set(starts) & set(tomorrow)


def test_a_service_may_take_more_than_a_day() -> None:
    free = master("1", "00:00-480:00")
    found = ChainFinder(720).find(request(service("cut", 1441, "1")), free)
    assert found.get_unique_start_times() == ["00:00", "12:00"]
    assert found.best is not None
    assert found.best.span_minutes == 1441


def test_windows_that_touch_within_a_minute_are_one() -> None:
    middle = at("09:30") + timedelta(seconds=30)
    one = MasterAvailability(
        resource_id="1", free_windows=[(at("09:00"), middle), (middle, at("10:00"))]
    )
    wanted = request(service("cut", 60, "1"))
    best = ChainFinder().find(wanted, {"1": one}).best
    assert best is not None
    assert BookingValidator().solution_fits_in_windows(best.items[0], one.free_windows)
    plain = {"1": (one.free_windows, None)}
    assert ChainFinder().find_open_days(wanted, {DAY: plain}) == {DAY: 1}


def test_a_chain_runs_past_midnight() -> None:
    free = master("1", "23:00-25:00")
    wanted = request(service("cut", 60, "1"), service("wash", 60, "1"))
    assert lines(ChainFinder().find(wanted, free)) == ["cut 1 23:00-00:00, wash 1 00:00-01:00"]


def test_of_a_window_longer_than_a_day_each_day_has_its_part() -> None:
    start = at("20:00", DAY - timedelta(days=1))
    one = MasterAvailability(
        resource_id="1", free_windows=[(start, at("00:00", date(9999, 12, 31)))]
    )
    starts = ChainFinder(720).find_starts(request(service("cut", 60, "1")), {"1": one})
    assert starts == [at("00:00"), at("12:00")]


def test_equal_clock_times_of_two_days_are_two_starts() -> None:
    wanted = request(service("cut", 60, "1"))
    results = [
        ChainFinder().find(
            wanted.model_copy(update={"booking_date": day}), master("1", "09:00-10:00", day=day)
        )
        for day in (DAY, TOMORROW)
    ]
    both = results[0].model_copy(
        update={"solutions": results[1].solutions + results[0].solutions + results[0].solutions}
    )
    assert both.get_unique_start_times() == ["09:00", "09:00"]


def test_a_local_time_that_does_not_exist_is_not_offered() -> None:
    free = master("1", "01:00-05:00", day=SPRING, zone=BERLIN)
    starts = ChainFinder(30).find_starts(request(service("cut", 30, "1"), day=SPRING), free)
    assert clocks(starts) == ["01:00", "01:30", "03:00", "03:30", "04:00", "04:30"]


def test_a_service_does_not_fit_into_an_hour_that_is_skipped() -> None:
    free = master("1", "01:00-05:00", day=SPRING, zone=BERLIN)
    finder = ChainFinder(30)
    assert not finder.find(request(service("cut", 240, "1"), day=SPRING), free).has_solutions
    best = finder.find(request(service("cut", 180, "1"), day=SPRING), free).best
    assert best is not None
    assert (best.span_minutes, best.items[0].duration_minutes) == (180, 180)
    assert f"{best.ends_at:%H:%M}" == "05:00"


def test_a_window_within_the_hour_that_is_skipped_is_no_free_time() -> None:
    free = master("1", "02:00-03:00", day=SPRING, zone=BERLIN)
    assert not ChainFinder().find_starts(request(service("cut", 30, "1"), day=SPRING), free)


def test_the_hour_that_comes_twice_is_offered_twice() -> None:
    free = master("1", "01:30-04:00", day=AUTUMN, zone=BERLIN)
    wanted = request(service("cut", 30, "1"), day=AUTUMN)
    starts = ChainFinder(30).find_starts(wanted, free)
    assert clocks(starts) == ["01:30", "02:00", "02:30", "02:00", "02:30", "03:00", "03:30"]
    assert [start.fold for start in starts] == [0, 0, 0, 1, 1, 0, 0]
    assert {start.tzinfo for start in starts} == {BERLIN}
    instants = [start.astimezone(UTC) for start in starts]
    assert {b - a for a, b in pairwise(instants)} == {timedelta(minutes=30)}
    assert len(ChainFinder(30).find(wanted, free).get_unique_start_times()) == 7


def test_a_chain_over_the_hour_that_comes_twice_takes_its_real_minutes() -> None:
    free = master("1", "01:00-04:00", day=AUTUMN, zone=BERLIN)
    wanted = request(service("a", 120, "1"), service("b", 120, "1"), day=AUTUMN)
    best = ChainFinder().find(wanted, free).best
    assert best is not None
    assert [item.duration_minutes for item in best.items] == [120, 120]
    assert clocks([item.start_time for item in best.items]) == ["01:00", "02:00"]
    assert BookingValidator().no_conflicts(best.items)
    for item in best.items:
        assert BookingValidator().solution_fits_in_windows(item, free["1"].free_windows)


def test_many_days_keep_their_own_clock() -> None:
    days = [AUTUMN + timedelta(days=days) for days in (-1, 0, 1)]
    by_date = {day: master("1", "09:00-11:00", day=day, zone=BERLIN) for day in days}
    now = datetime(2024, 10, 27, 8, 30, tzinfo=UTC)
    finder = ChainFinder(30, min_start=now)
    counts = finder.find_open_days(request(service("cut", 60, "1")), by_date)
    assert list(counts.values()) == [0, 2, 3]


def test_days_after_a_change_of_clocks_are_right_for_a_request_of_several_days() -> None:
    first, second = SPRING - timedelta(days=1), SPRING + timedelta(days=6)
    by_date = {day: master("1", "09:00-10:00", day=day, zone=BERLIN) for day in (first, second)}
    wanted = request(
        service("draw", 60, "1"),
        service("ink", 60, "1"),
        day=first,
        mode=BookingMode.MULTI_DAY,
        days_gap=[0, 7],
    )
    found = ChainFinder().find_nearest(wanted, lambda day: by_date.get(day, {}), first)
    assert found.best is not None
    assert [item.start_time for item in found.best.items] == [
        at("09:00", first, BERLIN),
        at("09:00", second, BERLIN),
    ]


def test_naive_and_aware_windows_are_refused_with_the_name_of_the_master() -> None:
    free = master("1", "09:00-10:00") | master("anna", "09:00-10:00", zone=BERLIN)
    with pytest.raises(ValueError, match="anna"):
        ChainFinder().find(request(service("cut", 60, "1", "anna")), free)


def test_naive_and_aware_times_of_one_master_are_refused_with_the_name() -> None:
    naive, aware = window("09:00-10:00"), window("11:00-12:00", zone=BERLIN)
    one = MasterAvailability(resource_id="anna", free_windows=[naive, aware])
    with pytest.raises(ValueError, match="anna"):
        ChainFinder().find(request(service("cut", 60, "anna")), {"anna": one})
    with pytest.raises(ValueError, match="anna"):
        MasterAvailability(resource_id="anna", free_windows=[(naive[0], aware[1])])


@pytest.mark.parametrize("turned", [False, True])
def test_whoever_is_not_asked_for_decides_neither_about_clocks_nor_about_zones(
    turned: bool,
) -> None:
    for other in (BERLIN, KOLKATA):
        asked_for = master("1", "09:00-10:00", zone=None if other is BERLIN else BERLIN)
        free = asked_for | master("anna", "09:00-10:00", zone=other)
        if turned:
            free = dict(reversed(free.items()))
        wanted, expected = request(service("cut", 60, "1")), asked_for["1"].free_windows[0][0]
        finder = ChainFinder()
        (start,) = finder.find_starts(wanted, free)
        assert (start, start.tzinfo) == (expected, expected.tzinfo)
        assert finder.find_open_days(wanted, {DAY: free}) == {DAY: 1}


@pytest.mark.parametrize("names", [("1", "2"), ("2", "1")])
def test_of_several_zones_that_of_the_first_who_is_asked_for_counts(names: tuple[str, str]) -> None:
    here, there = master("1", "01:00-02:00", zone=BERLIN), master("2", "01:00-02:00", zone=KOLKATA)
    wanted = request(service("cut", 60, *names))
    zone = BERLIN if names[0] == "1" else KOLKATA
    for free in (here | there, there | here):
        starts = ChainFinder().find_starts(wanted, free)
        assert {start.tzinfo for start in starts} == {zone}
        assert at("01:00", zone=zone) in starts


def test_a_naive_min_start_for_aware_windows_is_refused() -> None:
    free = master("1", "09:00-10:00", zone=BERLIN)
    with pytest.raises(ValueError, match="naive and aware"):
        ChainFinder(min_start=at("09:00")).find_starts(request(service("cut", 60, "1")), free)


def test_a_day_without_any_window_is_no_mixture() -> None:
    closed = {"1": MasterAvailability(resource_id="1", work_start=at("09:00", zone=BERLIN))}
    finder = ChainFinder(min_start=at("08:00", zone=BERLIN))
    wanted = request(service("cut", 60, "1"))
    assert finder.find_open_days(wanted, {DAY: closed, TOMORROW: {}}) == {DAY: 0, TOMORROW: 0}
    assert not finder.find(wanted, closed).has_solutions


@pytest.mark.parametrize("day", [date.max, date.max - timedelta(days=1)])
def test_a_day_at_the_end_of_the_calendar_is_refused(day: date) -> None:
    finder, wanted = ChainFinder(), request(service("cut", 30, "1"), day=day)
    free = master("1", "09:00-10:00", day=day)
    with pytest.raises(ValueError, match=str(day)):
        finder.find(wanted, free)
    with pytest.raises(ValueError, match=str(day)):
        finder.find_open_days(wanted, {day: free})
    with pytest.raises(ValueError, match=str(day)):
        finder.find_nearest(wanted, lambda _: {}, day)


def test_half_an_hour_of_change_is_counted() -> None:
    lord_howe, day = ZoneInfo("Australia/Lord_Howe"), date(2024, 10, 6)
    free = master("1", "01:00-05:00", day=day, zone=lord_howe)
    finder = ChainFinder(30)
    assert not finder.find_starts(request(service("cut", 240, "1"), day=day), free)
    best = finder.find(request(service("cut", 210, "1"), day=day), free).best
    assert best is not None
    assert best.span_minutes == 210


def test_days_after_half_an_hour_of_change_are_right_for_a_request_of_several_days() -> None:
    lord_howe, day = ZoneInfo("Australia/Lord_Howe"), date(2024, 10, 6)
    wanted = request(
        service("cut", 60, "1"), service("wash", 60, "1"), day=day, mode=BookingMode.MULTI_DAY
    )
    one = MasterAvailability(
        resource_id="1",
        free_windows=[
            window("09:00-10:00", on, lord_howe) for on in (day, day + timedelta(days=1))
        ],
    )
    best = ChainFinder().find(wanted, {"1": one}).best
    assert best is not None
    assert clocks([item.start_time for item in best.items]) == ["09:00", "09:00"]
