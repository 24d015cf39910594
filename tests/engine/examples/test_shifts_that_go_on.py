"""A shift with `starts_before`: a visit may end in the next one, but not start there."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from engine import ChainFinder, MasterAvailability, ReasonCode, SlotCalculator, find_slots
from tests.engine.examples.world import DAY, Free, at, clocks, lines, request, service, window

MIDNIGHT = at("24:00")


def evening(*windows: str, before: datetime = MIDNIGHT, work_start: str = "16:00") -> Free:
    one = MasterAvailability(
        resource_id="1",
        free_windows=[window(text) for text in windows],
        work_start=at(work_start),
        starts_before=before,
    )
    return {"1": one}


def starts(free: Free, minutes: int = 60, step: int = 30) -> list[str]:
    wanted = request(service("cut", minutes, "1"))
    found = ChainFinder(step).find_starts(wanted, free)
    assert ChainFinder(step).find_open_days(wanted, {DAY: free}) == {DAY: len(found)}
    return clocks(found)


@pytest.mark.parametrize("windows", [("22:00-24:00", "24:00-32:00"), ("22:00-32:00",)])
def test_the_last_visit_ends_in_the_next_shift(windows: tuple[str, ...]) -> None:
    assert starts(evening(*windows)) == ["22:00", "22:30", "23:00", "23:30"]


def test_without_a_next_shift_it_ends_in_its_own() -> None:
    assert starts(evening("22:00-24:00")) == ["22:00", "22:30", "23:00"]


def test_a_visit_may_last_through_the_next_shift() -> None:
    free = evening("22:00-24:00", "24:00-48:00", "48:00-72:00")
    assert starts(free, minutes=40 * 60) == ["22:00", "22:30", "23:00", "23:30"]


def test_a_later_service_may_start_in_the_next_shift_as_soon_as_it_can() -> None:
    wanted = request(service("cut", 60, "1"), service("wash", 60, "1"))
    found = ChainFinder(60).find(wanted, evening("23:00-24:00", "24:00-26:00"))
    assert lines(found) == ["cut 1 23:00-00:00, wash 1 00:00-01:00"]


def test_every_window_is_of_the_shift_however_late_it_is() -> None:
    free = evening("20:00-21:00", "31:00-33:00", before=at("33:00"))
    assert starts(free) == ["20:00", "07:00", "07:30", "08:00"]


def test_a_start_in_the_next_shift_is_outside_the_hours_of_this_one() -> None:
    (reason,) = ChainFinder(30).explain(
        request(service("cut", 60, "1")), evening("22:00-32:00"), at("25:00")
    )
    assert reason.code is ReasonCode.OUTSIDE_HOURS


def test_a_split_shift_of_plain_data_starts_until_the_later_end() -> None:
    items: list[dict[str, Any]] = [
        {
            "resource_id": "1",
            "free_windows": [("2024-05-10T09:00", "2024-05-10T10:00")],
            "starts_before": "2024-05-10T10:00",
        },
        {
            "resource_id": "1",
            "free_windows": [("2024-05-10T14:00", "2024-05-10T16:00")],
            "starts_before": "2024-05-10T15:00",
        },
    ]
    wanted = {
        "booking_date": DAY.isoformat(),
        "service_requests": [
            {"service_id": "cut", "duration_minutes": 60, "possible_resource_ids": ["1"]}
        ],
    }
    found: Any = find_slots(wanted, items, step_minutes=60)
    told = [solution["items"][0]["start_time"][11:16] for solution in found["solutions"]]
    assert told == ["09:00", "14:00"]


def test_days_of_one_stretch_share_no_start() -> None:
    days = [date(2024, 5, 10) + timedelta(days=number) for number in range(3)]
    cut = request(service("cut", 90, "1"))
    found: list[datetime] = []
    for day in days:
        one = MasterAvailability(
            resource_id="1",
            free_windows=SlotCalculator().merge_free_windows(
                at("00:00", day), at("48:00", day), [(at("23:00", days[0]), at("24:30", days[0]))]
            ),
            work_start=at("00:00", day),
            starts_before=at("24:00", day),
        )
        found += ChainFinder(30).find_starts(
            cut.model_copy(update={"booking_date": day}), {"1": one}
        )
    assert found == sorted(set(found))
    assert len(found) == 3 * 48 - 5  # those that would run into what is taken
