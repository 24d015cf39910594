from datetime import date, timedelta

import pytest

from domain.availability.policies import (
    horizon_denial,
    lead_time_denial,
    maintenance_denial,
)
from domain.schedule.model import PolicySet
from domain.shared.identity import Identity
from domain.shared.ids import UserId
from domain.visit.policies import blocked_client_denial, late_cancel_denial, late_move_denial
from tests.support.database import NOW

RULES = PolicySet(cancel_lock_minutes=120, reschedule_lock_minutes=60)
MOMENT = timedelta.resolution


def test_a_start_needs_the_lead_time() -> None:
    assert lead_time_denial(NOW, NOW) is None
    denial = lead_time_denial(NOW - MOMENT, NOW)
    assert denial is not None
    assert denial.earliest_at == NOW


def test_a_start_lies_within_the_horizon() -> None:
    last = date(2030, 3, 4)
    assert horizon_denial(last, last) is None
    denial = horizon_denial(last + timedelta(days=1), last)
    assert denial is not None
    assert denial.last_day == last


def test_maintenance_refuses_new_bookings_with_the_locations_own_words() -> None:
    assert maintenance_denial(PolicySet()) is None
    denial = maintenance_denial(PolicySet(is_in_maintenance=True, maintenance_text="Painting"))
    assert denial is not None
    assert denial.text == "Painting"


def test_a_blocked_client_cannot_book() -> None:
    assert blocked_client_denial(Identity(UserId(1))) is None
    assert blocked_client_denial(Identity(UserId(1), is_blocked=True)) is not None


@pytest.mark.parametrize(
    ("minutes_before", "can_cancel", "can_move"),
    [(121, True, True), (120, False, True), (61, False, True), (60, False, False)],
)
def test_the_lock_windows_begin_to_the_minute(
    minutes_before: int, *, can_cancel: bool, can_move: bool
) -> None:
    starts_at = NOW + timedelta(minutes=minutes_before)

    assert (late_cancel_denial(starts_at, NOW, RULES) is None) == can_cancel
    assert (late_move_denial(starts_at, NOW, RULES) is None) == can_move
