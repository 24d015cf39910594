from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from domain.shared.identity import Identity, Role, RoleMissingError
from domain.shared.ids import UserId
from domain.shared.time import DateRange, Interval, utc_day

MIDNIGHT = datetime(2030, 3, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


class TestInterval:
    @pytest.mark.parametrize(
        ("start_at", "end_at", "days"),
        [
            (MIDNIGHT, MIDNIGHT + HOUR, 1),
            (MIDNIGHT - HOUR, MIDNIGHT, 1),
            (MIDNIGHT - HOUR, MIDNIGHT + timedelta.resolution, 2),
            (MIDNIGHT, MIDNIGHT + 49 * HOUR, 3),
        ],
    )
    def test_it_touches_the_utc_days_of_its_moments(
        self, start_at: datetime, end_at: datetime, days: int
    ) -> None:
        touched = Interval(start_at, end_at).utc_days()

        assert len(touched) == days
        assert touched[0] == utc_day(start_at)

    def test_it_ends_after_it_starts(self) -> None:
        with pytest.raises(ValueError, match="ends after"):
            Interval(MIDNIGHT, MIDNIGHT)

    def test_it_needs_aware_moments(self) -> None:
        with pytest.raises(ValueError, match="aware"):
            Interval(MIDNIGHT.replace(tzinfo=None), MIDNIGHT)


def test_a_utc_day_is_that_of_the_moment_not_of_its_zone() -> None:
    evening = datetime(2030, 3, 4, 23, 30, tzinfo=timezone(timedelta(hours=-5)))

    assert utc_day(evening) == utc_day(MIDNIGHT) + 1


def test_a_date_range_has_both_its_ends() -> None:
    days = list(DateRange(date(2028, 2, 28), date(2028, 3, 1)))

    assert days == [date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)]


def test_who_lacks_a_role_cannot_act_in_it() -> None:
    admin = Identity(UserId(1), frozenset({Role.CLIENT, Role.ADMIN}))

    admin.ensure_role(Role.ADMIN)
    with pytest.raises(RoleMissingError) as caught:
        admin.ensure_role(Role.MASTER)
    assert caught.value.role is Role.MASTER
