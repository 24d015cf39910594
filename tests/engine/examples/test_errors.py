"""Errors carry facts and read well in a log."""

import pickle

import pytest

from engine import (
    BookingEngineError,
    ChainBuildError,
    InvalidBookingDateError,
    InvalidServiceDurationError,
    NoAvailabilityError,
    ResourceNotAvailableError,
    SlotAlreadyBookedError,
)
from tests.engine.examples.world import DAY

ERRORS = [
    (NoAvailabilityError(DAY, ["5", "6"]), {"booking_date": DAY, "service_ids": ["5", "6"]}),
    (InvalidServiceDurationError("5", 0), {"service_id": "5", "duration_minutes": 0}),
    (InvalidBookingDateError(DAY, "in the past"), {"booking_date": DAY, "reason": "in the past"}),
    (
        SlotAlreadyBookedError("3", "5", DAY, "14:00"),
        {"resource_id": "3", "service_id": "5", "booking_date": DAY, "slot_time": "14:00"},
    ),
    (ChainBuildError(2, "too long"), {"failed_at_index": 2, "reason": "too long"}),
    (ResourceNotAvailableError("3", DAY), {"resource_id": "3", "booking_date": DAY}),
]


@pytest.mark.parametrize(("error", "facts"), ERRORS)
def test_an_error_keeps_its_facts(error: BookingEngineError, facts: dict[str, object]) -> None:
    assert isinstance(error, BookingEngineError)
    assert {name: getattr(error, name) for name in facts} == facts


@pytest.mark.parametrize(("error", "facts"), ERRORS)
def test_a_date_reads_day_first(error: BookingEngineError, facts: dict[str, object]) -> None:
    assert ("10.05.2024" in str(error)) == ("booking_date" in facts)


@pytest.mark.parametrize("kind", [BookingEngineError, *(type(error) for error, _ in ERRORS)])
def test_an_error_has_a_default_text_that_can_be_replaced(kind: type[BookingEngineError]) -> None:
    assert str(kind()) == kind.default_message
    assert str(kind(message="otherwise")) == "otherwise"


def test_texts_hold_what_is_known() -> None:
    assert "14:00" in str(SlotAlreadyBookedError(slot_time="14:00"))
    assert "too long" in str(ChainBuildError(reason="too long"))
    assert "in the past" in str(InvalidBookingDateError(DAY, "in the past"))
    assert "service 5: 0 min" in str(InvalidServiceDurationError("5", 0))


@pytest.mark.parametrize(("error", "facts"), ERRORS)
def test_an_error_comes_through_a_pickle_as_it_was(
    error: BookingEngineError, facts: dict[str, object]
) -> None:
    copied = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (type(copied), str(copied), copied.message) == (type(error), str(error), str(error))
    assert {name: getattr(copied, name) for name in facts} == facts
