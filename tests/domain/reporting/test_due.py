"""When a digest is due: once a local day, whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.reporting.due import DigestKind, DigestPlan, due_day
from domain.shared.ids import LocationId
from domain.shared.time import DateRange

MONDAY = date(2030, 3, 4)
LONG_AGO = date(2020, 1, 1)


def plan(
    hour: int = 9,
    weekday: int | None = 0,
    last_digest_on: date | None = LONG_AGO,
    zone: str = "Europe/Berlin",
    *,
    is_daily: bool = True,
) -> DigestPlan:
    return DigestPlan(LocationId(1), ZoneInfo(zone), hour, is_daily, weekday, last_digest_on)


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2030-03-04 08:59:59", None),
        ("2030-03-04 09:00", MONDAY),
        ("2030-03-04 14:59", MONDAY),
        ("2030-03-04 15:00", None),  # by then it is of no use
    ],
)
def test_a_digest_is_due_from_its_local_hour_on_for_some_hours(now: str, day: date | None) -> None:
    assert due_day(plan(), berlin(now)) == day


def test_a_late_digest_of_the_evening_still_comes_after_midnight() -> None:
    assert due_day(plan(hour=23), berlin("2030-03-05 00:30")) == MONDAY


def test_what_was_told_is_not_due_again() -> None:
    now = berlin("2030-03-04 09:05")
    assert due_day(plan(last_digest_on=MONDAY), now) is None
    assert due_day(plan(last_digest_on=MONDAY - timedelta(days=1)), now) == MONDAY


def test_a_weekly_digest_alone_is_due_on_its_weekday_alone() -> None:
    weekly = plan(weekday=1, is_daily=False)
    assert due_day(weekly, berlin("2030-03-04 09:00")) is None
    assert due_day(weekly, berlin("2030-03-05 09:00")) == date(2030, 3, 5)


@pytest.mark.parametrize(
    ("is_daily", "weekday", "kinds"),
    [
        (True, 0, (DigestKind.DAY, DigestKind.WEEK)),
        (True, 1, (DigestKind.DAY,)),
        (True, None, (DigestKind.DAY,)),
        (False, 0, (DigestKind.WEEK,)),
        (False, None, ()),
    ],
)
def test_a_weekly_digest_comes_besides_the_daily_one(
    is_daily: bool, weekday: int | None, kinds: tuple[DigestKind, ...]
) -> None:
    chosen = plan(weekday=weekday, is_daily=is_daily)
    assert chosen.kinds_on(MONDAY) == kinds
    assert due_day(chosen, berlin("2030-03-04 09:00")) == (MONDAY if kinds else None)


def test_a_new_location_has_no_digest_yet() -> None:
    assert due_day(plan(last_digest_on=None), berlin("2030-03-04 09:00")) is None


@pytest.mark.parametrize(
    ("zone", "hour", "first_day"),
    [
        ("Europe/Berlin", 2, date(2030, 3, 29)),  # does not exist on the 31st
        ("Europe/Berlin", 2, date(2030, 10, 25)),  # occurs twice on the 27th
        ("Australia/Lord_Howe", 1, date(2030, 4, 5)),  # half an hour of it does
        ("America/Santiago", 0, date(2030, 9, 6)),  # a day without its midnight
    ],
)
def test_asked_every_minute_across_a_change_of_clocks_each_day_is_told_once(
    zone: str, hour: int, first_day: date
) -> None:
    told: list[date] = []
    now = datetime(first_day.year, first_day.month, first_day.day, tzinfo=UTC)
    until = now + timedelta(days=5)
    while now < until:
        day = due_day(plan(hour, last_digest_on=told[-1] if told else LONG_AGO, zone=zone), now)
        if day is not None:
            told.append(day)
        now += timedelta(minutes=1)

    assert told == sorted(set(told))
    assert set(told) >= {first_day + timedelta(days=n) for n in range(1, 5)}


def test_a_digest_looks_back_on_the_day_or_the_seven_days_before() -> None:
    assert DigestKind.DAY.days_before(MONDAY) == DateRange(date(2030, 3, 3), date(2030, 3, 3))
    assert DigestKind.WEEK.days_before(MONDAY) == DateRange(date(2030, 2, 25), date(2030, 3, 3))
