"""Why a start is not offered."""

from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from engine import BookingEngineRequest, BookingMode, ChainFinder, Reason, ReasonCode
from tests.engine.examples.world import Free, at, master, request, service, window

CUT = request(service("cut", 60, "1", gap=10))


def codes(wanted: BookingEngineRequest, free: Free, clock: str) -> list[str]:
    return [reason.code.value for reason in ChainFinder(30).explain(wanted, free, at(clock))]


def test_nothing_is_said_of_a_start_that_is_offered() -> None:
    assert codes(CUT, master("1", "09:00-12:00"), "09:30") == []


@pytest.mark.parametrize(
    ("clock", "reason"),
    [
        ("08:30", "outside_hours"),
        ("09:15", "off_grid"),
        ("09:30", "gap"),
        ("10:00", "busy"),
        ("10:30", "busy"),
        ("15:00", "outside_hours"),
        ("24:30", "outside_hours"),
    ],
)
def test_what_stands_in_the_way_of_one_master(clock: str, reason: str) -> None:
    assert codes(CUT, master("1", "09:00-10:35", "13:00-15:00"), clock) == [reason]


def test_a_reason_names_service_and_master() -> None:
    reasons = ChainFinder().explain(
        CUT, master("1", "11:00-13:00", work_start="09:00"), at("09:00")
    )
    assert reasons == [Reason(ReasonCode.BUSY, "cut", "1")]


def test_a_break_is_told_from_a_visit_if_it_is_given() -> None:
    free = master("1", "09:00-12:00", "13:00-15:00")
    reasons = ChainFinder().explain(CUT, free, at("12:00"), breaks={"1": [window("12:00-13:00")]})
    assert [reason.code for reason in reasons] == [ReasonCode.BREAK]


def test_what_only_the_buffer_forbids_is_told() -> None:
    free = master("1", "09:00-10:00", "10:15-11:10", buffer=15)
    assert codes(request(service("cut", 60, "1")), free, "10:00") == ["buffer"]


def test_lead_time_is_told() -> None:
    finder = ChainFinder(30, min_start=at("10:00"))
    reasons = finder.explain(CUT, master("1", "09:00-12:00"), at("09:30"))
    assert reasons == [Reason(ReasonCode.LEAD_TIME)]


def test_who_is_free_but_lacks_the_skill_is_told() -> None:
    free = master("1", "11:00-13:00", work_start="09:00") | master("2", "09:00-13:00")
    reasons = ChainFinder().explain(CUT, free, at("09:00"))
    assert reasons == [Reason(ReasonCode.BUSY, "cut", "1"), Reason(ReasonCode.NO_SKILL, "cut", "2")]


def test_a_service_that_nobody_does_is_told() -> None:
    reasons = ChainFinder().explain(CUT, master("2", "11:00-13:00"), at("09:00"))
    assert Reason(ReasonCode.NO_SKILL, "cut") in reasons


def test_a_chain_that_is_too_long_is_told() -> None:
    chain = request(service("a", 60, "1"), service("b", 60, "1"), longest=90)
    assert codes(chain, master("1", "09:00-12:00"), "09:00") == ["chain_too_long"]


def test_the_service_that_stops_the_chain_is_told() -> None:
    chain = request(service("a", 60, "1"), service("b", 60, "2"))
    free = master("1", "09:00-12:00") | master("2", "08:00-09:30", "11:30-12:00")
    reasons = ChainFinder().explain(chain, free, at("09:00"))
    assert reasons == [
        Reason(ReasonCode.BUSY, "b", "2"),
        Reason(ReasonCode.NO_SKILL, "b", "1"),
    ]


def test_each_service_that_cannot_start_is_told_where_they_may_overlap() -> None:
    chain = request(service("a", 60, "1"), service("b", 60, "2"), overlap=True)
    free = master("1", "10:00-11:00") | master("2", "10:00-11:00")
    assert codes(chain, free, "09:00") == ["outside_hours", "outside_hours"]


def test_locked_without_a_common_master_is_a_lack_of_skill() -> None:
    chain = request(service("a", 60, "1"), service("b", 60, "2"), mode=BookingMode.RESOURCE_LOCKED)
    assert codes(chain, master("1", "09:00-12:00"), "09:00") == ["no_skill"]


def test_too_few_masters_for_a_group_are_busy() -> None:
    chain = request(service("a", 60, "1", "2"), people=2)
    assert codes(chain, master("1", "09:00-12:00"), "09:00") == ["outside_hours"]
    free = master("1", "09:00-12:00")
    alone = request(service("a", 60, "1"), people=2)
    assert codes(alone, free, "09:00") == ["busy"]


def test_a_moment_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="naive and aware"):
        ChainFinder().explain(CUT, master("1", "09:00-12:00"), at("09:00", zone=UTC))


def test_a_chain_without_a_longest_duration_is_not_too_long() -> None:
    wanted = request(service("x", 60, "1"), service("y", 60, "1"), overlap=True)
    assert codes(wanted, master("1", "09:00-10:00"), "09:00") == ["busy"]


def test_a_start_within_a_minute_is_off_the_grid() -> None:
    free = master("1", "09:00-12:00")
    start = at("09:00").replace(second=30)
    assert ChainFinder(1).explain(CUT, free, start) == [Reason(ReasonCode.OFF_GRID)]


def test_a_moment_before_the_day_of_a_later_service_is_outside_its_hours() -> None:
    wanted = request(
        service("x", 60, "1"), service("y", 60, "1"), mode=BookingMode.MULTI_DAY, days_gap=[0, 1]
    )
    free = master("1", "09:00-10:00", "34:00-35:00", work_start="09:00")
    assert ChainFinder(30).find_starts(wanted, free) == [at("09:00")]
    assert codes(wanted, free, "09:15") != []


@pytest.mark.parametrize("zone", [None, ZoneInfo("Europe/Berlin")])
def test_a_booked_end_of_the_day_is_told_from_the_evening_by_hours(zone: ZoneInfo | None) -> None:
    hours = {"1": window("09:00-18:00", zone=zone)}
    wanted, finder = request(service("cut", 60, "1")), ChainFinder(30)
    for free in (master("1", "09:00-17:00", zone=zone, work_start="09:00"), master("1"), {}):
        for clock, code in (("17:00", "busy"), ("17:30", "outside_hours")):
            reasons = finder.explain(wanted, free, at(clock, zone=zone), hours=hours)
            assert [reason.code.value for reason in reasons if reason.resource_id] == [code]
