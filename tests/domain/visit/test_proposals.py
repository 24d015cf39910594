from datetime import UTC, datetime, timedelta

import pytest

from domain.visit.proposals import expires_at

NOW = datetime(2030, 3, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("old_hours", "new_hours", "waits_hours"),
    [
        (72, 96, 24),  # a day
        (72, 10, 9),  # an hour before the new time
        (10, 72, 9),  # an hour before the old one
        (1.5, 72, 0.5),
        (1.25, 72, 1.25),  # so near that the whole rest is left for an answer
    ],
)
def test_an_offer_stands_a_day_but_not_into_either_time(
    old_hours: float, new_hours: float, waits_hours: float
) -> None:
    old, new = (NOW + timedelta(hours=hours) for hours in (old_hours, new_hours))
    assert expires_at(NOW, old, new) == NOW + timedelta(hours=waits_hours)
