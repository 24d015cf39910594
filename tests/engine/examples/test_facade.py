"""Plain data in, JSON out."""

import json
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from engine import find_nearest_slots, find_slots
from engine.facade import JsonDict

REQUEST = {
    "booking_date": "2024-05-10",
    "service_requests": [
        {"service_id": "cut", "duration_minutes": 60, "possible_resource_ids": ["1", "2"]}
    ],
}


def free(resource_id: str, *windows: str, day: str = "2024-05-10") -> dict[str, object]:
    pairs = [[f"{day}T{edge}:00" for edge in text.split("-")] for text in windows]
    return {"resource_id": resource_id, "free_windows": pairs}


def read(found: JsonDict | None) -> Any:
    return json.loads(json.dumps(found))


def starts(found: JsonDict) -> list[str]:
    return [chain["items"][0]["start_time"][11:16] for chain in read(found)["solutions"]]


def test_slots_are_json() -> None:
    found = find_slots(REQUEST, [free("1", "09:00-11:00")], step_minutes=60)
    assert read(found) == found
    assert found["mode"] == "single_day"
    assert starts(found) == ["09:00", "10:00"]


def test_a_split_shift_in_two_parts_keeps_both() -> None:
    parts = [free("1", "09:00-10:00"), free("1", "14:00-15:00")]
    assert starts(find_slots(REQUEST, parts)) == ["09:00", "14:00"]


def test_a_split_shift_has_the_grid_of_its_first_start() -> None:
    parts = [
        free("1", "13:50-15:00") | {"work_start": "2024-05-10T13:50:00"},
        free("1", "09:00-10:00") | {"work_start": "2024-05-10T09:00:00"},
    ]
    assert starts(find_slots(REQUEST, parts)) == ["09:00", "14:00"]


@pytest.mark.parametrize(
    "options", [{"preferred_resource_ids": ["2"]}, {"scoring_weights": {"load_balance_bonus": 9}}]
)
def test_weights_or_preferred_masters_put_the_best_first(options: dict[str, Any]) -> None:
    both = [free("1", "09:00-10:00"), free("2", "11:00-13:00")]
    found = read(find_slots(REQUEST, both, **options))
    assert found["solutions"][0]["items"][0]["resource_id"] == "2"
    assert found["solutions"][0]["score"] > 0


def test_bad_data_are_refused() -> None:
    with pytest.raises(ValidationError):
        find_slots({"booking_date": "2024-05-10", "service_requests": []}, [])


def test_nearest_slots_look_from_the_date_of_the_request_on() -> None:
    asked = []

    def availability(day: date) -> list[dict[str, object]]:
        asked.append(day)
        return [free("1", "09:00-10:00", day=day.isoformat())] if day.day == 12 else []

    found = read(find_nearest_slots(REQUEST, availability))
    assert found["solutions"][0]["items"][0]["start_time"] == "2024-05-12T09:00:00"
    assert [day.day for day in asked] == [10, 11, 12]
    later = date(2024, 5, 13)
    assert find_nearest_slots(REQUEST, availability, search_from=later, search_days=2) is None


def test_nearest_slots_take_a_date_as_text_and_days_without_anything() -> None:
    found = read(
        find_nearest_slots(
            REQUEST,
            lambda day: None if day.day == 11 else [free("1", "09:00-10:00", day=day.isoformat())],
            search_from="2024-05-11",
        )
    )
    assert found["solutions"][0]["items"][0]["start_time"] == "2024-05-12T09:00:00"


@pytest.mark.parametrize("weights", [{"luck": 7.0}, {"same_resource_bonus": float("nan")}])
def test_weights_that_are_none_are_refused(weights: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(weights))):
        find_slots(REQUEST, [], scoring_weights=weights)
