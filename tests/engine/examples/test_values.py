"""The values of the contract: fields, derived values, what they refuse, what they print."""

import copy
from datetime import date

import pytest
from pydantic import ValidationError

from engine import (
    AvailabilityProvider,
    BaseDTO,
    BookingEngineRequest,
    BookingMode,
    BookingRequest,
    BookingResult,
    BookingSolution,
    BusySlotsProvider,
    ChainFinder,
    EngineResult,
    ResourceAvailability,
    ScheduleProvider,
    WaitlistEntry,
)
from tests.engine.examples.world import DAY, at, master, request, service


def test_values_print_ids_and_times_only() -> None:
    wanted = request(service("5", 60, "1"), service("6", 30, "1", gap=15))
    found = ChainFinder().find(wanted, master("1", "10:00-12:00"), 1)
    assert repr(wanted) == str(wanted) == "<BookingEngineRequest date=2024-05-10 services=2>"
    assert repr(wanted.service_requests[0]) == "<ServiceRequest id=5 dur=60>"
    three = master("1", "09:00-10:00", "11:00-12:00", "13:00-14:00")["1"]
    assert repr(three) == "<MasterAvailability resource=1 windows=3>"
    assert repr(found) == "<EngineResult mode=single_day solutions_count=1>"
    item = "<SingleServiceSolution svc=5 res=1 start=10:00>"
    assert repr(found.solutions[0].items[0]) == item
    scored = found.solutions[0].model_copy(update={"score": 9.5})
    assert repr(scored).startswith(f"<BookingChainSolution score=9.50 items=[{item}, ")
    entry = WaitlistEntry.from_engine_result(found, DAY)
    assert repr(entry) == "<WaitlistEntry date=2024-05-10 time=10:00>"
    assert repr(BookingRequest(booking_date=DAY)) == "<BookingRequest date=2024-05-10>"
    assert (
        repr(ResourceAvailability(resource_id="1")) == "<ResourceAvailability resource=1 windows=0>"
    )
    plain = BookingSolution(resource_id="1", start_time=at("09:00"), end_time=at("10:00"))
    assert repr(plain) == "<BookingSolution res=1 start=09:00>"
    assert repr(BaseDTO()) == "<BaseDTO>"


def test_derived_values() -> None:
    wanted = request(service("a", 60, "1", gap=10), service("b", 30, "1", gap=5))
    assert wanted.service_requests[0].total_block_minutes == 70
    assert (wanted.total_duration_minutes, wanted.total_block_minutes) == (90, 105)
    solution = ChainFinder().find(wanted, master("1", "09:00-11:00"), 1).solutions[0]
    assert (solution.starts_at, solution.ends_at) == (at("09:00"), at("10:40"))
    assert solution.span_minutes == 100
    assert solution.items[1].gap_end_time == at("10:45")
    assert solution.to_display() == {
        "a": {"resource_id": "1", "start": "09:00", "end": "10:00"},
        "b": {"resource_id": "1", "start": "10:10", "end": "10:40"},
    }


def test_values_are_frozen_and_copied_with_changes() -> None:
    one = service("a", 60, "1")
    with pytest.raises(ValidationError):
        one.duration_minutes = 30  # type: ignore[misc]  # that it is refused is the point
    assert one.model_copy(update={"duration_minutes": 30}).total_block_minutes == 30


def test_a_copy_of_a_request_is_searched_by_its_own_services() -> None:
    free = master("1", "09:00-10:00")
    wanted = request(service("a", 90, "1"))
    assert not ChainFinder().find(wanted, free).has_solutions
    shorter = wanted.model_copy(update={"service_requests": [service("a", 60, "1")]})
    assert ChainFinder().find(shorter, free).has_solutions


def test_a_result_knows_its_best_and_its_best_scored() -> None:
    found = ChainFinder().find(request(service("a", 60, "1")), master("1", "09:00-11:00"))
    later = found.solutions[1].model_copy(update={"score": 3.0})
    found = found.model_copy(update={"solutions": [found.solutions[0], later]})
    assert found.best is found.solutions[0]
    assert found.best_scored is later
    empty = EngineResult(mode=BookingMode.MULTI_DAY)
    assert (empty.best, empty.best_scored, empty.has_solutions) == (None, None, False)
    assert empty.get_unique_start_times() == []
    with pytest.raises(NotImplementedError):
        _ = BookingResult().has_solutions


def test_waitlist_entry_counts_the_days_from_the_request_and_never_back() -> None:
    found = ChainFinder().find(request(service("a", 60, "1")), master("1", "09:00-11:00"))
    entry = WaitlistEntry.from_engine_result(found, date(2024, 5, 8))
    assert entry is not None
    assert (entry.available_date, entry.available_time) == (DAY, "09:00")
    assert (entry.days_from_request, entry.solution) == (2, found.best)
    late = WaitlistEntry.from_engine_result(found, date(2024, 6, 1))
    assert late is not None
    assert late.days_from_request == 0
    assert WaitlistEntry.from_engine_result(EngineResult(mode=BookingMode.SINGLE_DAY), DAY) is None


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("duration_minutes", {"duration_minutes": 0}),
        ("duration_minutes", {"duration_minutes": 10**9}),
        ("min_gap_after_minutes", {"min_gap_after_minutes": -1}),
        ("min_gap_after_minutes", {"min_gap_after_minutes": 10**9}),
        ("possible_resource_ids", {"possible_resource_ids": []}),
        ("possible_resource_ids", {"possible_resource_ids": ["1"] * 10**5}),
        ("duration_by_resource", {"duration_by_resource": {"1": 0}}),
    ],
)
def test_absurd_services_are_refused_by_field(field: str, change: dict[str, object]) -> None:
    data = service("a", 60, "1").model_dump() | change
    with pytest.raises(ValidationError, match=field):
        type(service("a", 60, "1")).model_validate(data)


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("service_requests", {"service_requests": []}),
        ("service_requests", {"service_requests": [service("a", 60, "1")] * 1000}),
        ("group_size", {"group_size": 0}),
        ("group_size", {"group_size": 10**6}),
        ("max_chain_duration_minutes", {"max_chain_duration_minutes": 0}),
        ("days_gap", {"mode": "multi_day", "days_gap": [10**7]}),
        (
            "service_order_free",
            {"service_requests": [service("a", 60, "1")] * 20, "service_order_free": True},
        ),
        (
            "overlap_allowed",
            {"service_requests": [service("a", 60, "1")] * 20, "overlap_allowed": True},
        ),
        ("overlap_allowed", {"group_size": 20, "overlap_allowed": True}),
        ("parallel_group", {"service_requests": [service("a", 60, "1", tag="x")] * 20}),
        (
            "group_size",
            {"service_requests": [service("a", 60, "1", tag="x")] * 8, "group_size": 40},
        ),
    ],
)
def test_absurd_requests_are_refused_by_field(field: str, change: dict[str, object]) -> None:
    data = request(service("a", 60, "1"), service("b", 60, "1")).model_dump() | change
    with pytest.raises(ValidationError, match=field):
        BookingEngineRequest.model_validate(data)


def test_absurd_search_is_refused() -> None:
    with pytest.raises(ValueError, match="search_days"):
        ChainFinder().find_nearest(
            request(service("a", 60, "1")), lambda _: {}, DAY, search_days=10**9
        )
    with pytest.raises(ValueError, match="step_minutes"):
        ChainFinder(0)


def test_a_window_that_ends_before_it_starts_is_refused_with_the_name_of_the_resource() -> None:
    with pytest.raises(ValidationError, match="anna"):
        master("anna", "10:00-09:00")
    with pytest.raises(ValidationError, match="anna"):
        master("anna", "10:00-10:00")


class Services:
    """Has what providers have, by name."""

    def get_working_hours(self) -> None: ...
    def get_break_interval(self) -> None: ...
    def get_busy_intervals(self) -> None: ...
    def build_resources_availability(self) -> None: ...
    def build_availability_batch(self) -> None: ...


@pytest.mark.parametrize("protocol", [ScheduleProvider, BusySlotsProvider, AvailabilityProvider])
def test_protocols_are_known_at_run_time(protocol: type) -> None:
    assert isinstance(Services(), protocol)
    assert not isinstance(object(), protocol)


def test_modes_are_strings() -> None:
    assert [str(mode) for mode in BookingMode] == ["single_day", "multi_day", "resource_locked"]


def test_what_was_worked_out_of_a_value_is_neither_shown_nor_stored_nor_copied() -> None:
    free, wanted = master("1", "09:00-12:00")["1"], request(service("a", 60, "1"))
    plain = free.model_dump_json(), wanted.model_dump_json(), dict(free)
    found = ChainFinder().find(wanted, {"1": free})
    assert (free.model_dump_json(), wanted.model_dump_json(), dict(free)) == plain
    assert free == master("1", "09:00-12:00")["1"]
    assert ChainFinder().find(copy.copy(wanted), {"1": copy.deepcopy(free)}) == found
