"""When reminders are due: across both changes of the clocks, midnight and quiet hours."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalog.model import Label, Location
from domain.outbox.message import Audience
from domain.reminders.plan import (
    Remindable,
    Reminder,
    ReminderFacts,
    ahead_of_quiet,
    plan_reminders,
    quiet_hours_at,
    quiet_until,
    reminders_of,
)
from domain.schedule.model import LateReminder, LocationProfile, PolicySet
from domain.shared.ids import BookingId, LocationId, UserId
from domain.visit.model import BookingStatus

BERLIN = ZoneInfo("Europe/Berlin")
KOLKATA = ZoneInfo("Asia/Kolkata")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")  # its clocks change by half an hour
NEW_YORK = ZoneInfo("America/New_York")
ZONES = (BERLIN, KOLKATA, LORD_HOWE, NEW_YORK, ZoneInfo("Pacific/Chatham"), ZoneInfo("UTC"))

DAY, THREE_HOURS = 24 * 60, 3 * 60
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
AT_NIGHT: dict[str, Any] = {"quiet_from": time(22), "quiet_until": time(8)}


def local(text: str, zone: ZoneInfo = BERLIN, *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).astimezone(UTC)


def due(
    start_at: datetime,
    *leads: int,
    now: datetime = LONG_AGO,
    zone: ZoneInfo = BERLIN,
    **policies: Any,
) -> list[str]:
    """Return the local times at which reminders are sent."""
    rules = PolicySet(reminder_lead_minutes=leads, **policies)
    planned = plan_reminders(start_at, now, zone, rules)
    return [reminder.due_at.astimezone(zone).strftime("%m-%d %H:%M") for reminder in planned]


def test_reminders_go_out_at_the_lead_times_the_earliest_first() -> None:
    start = local("2030-03-06 10:00")
    assert due(start, DAY, THREE_HOURS) == ["03-05 10:00", "03-06 07:00"]
    assert due(start, THREE_HOURS, DAY) == ["03-05 10:00", "03-06 07:00"]


@pytest.mark.parametrize(
    ("zone", "change"),
    [
        (BERLIN, "2030-03-31"),
        (BERLIN, "2030-10-27"),
        (NEW_YORK, "2030-03-10"),
        (NEW_YORK, "2030-11-03"),
        (LORD_HOWE, "2030-04-07"),
        (LORD_HOWE, "2030-10-06"),
        (KOLKATA, "2030-03-31"),
    ],
)
def test_a_change_of_the_clocks_shifts_no_reminder(zone: ZoneInfo, change: str) -> None:
    day_before = (datetime.fromisoformat(change) - timedelta(days=1)).strftime("%m-%d")
    start = local(f"{change} 10:00", zone)
    assert due(start, DAY, THREE_HOURS, zone=zone) == [
        f"{day_before} 10:00",
        f"{change[5:]} 07:00",
    ]


def test_hours_of_lead_are_real_hours_through_the_night_of_a_change() -> None:
    for start in (local("2030-03-31 04:00"), local("2030-10-27 04:00")):
        (reminder,) = plan_reminders(
            start, LONG_AGO, BERLIN, PolicySet(reminder_lead_minutes=(THREE_HOURS,))
        )
        assert start - reminder.due_at == timedelta(hours=3)


def test_a_local_time_that_does_not_exist_becomes_the_one_after_it() -> None:
    assert due(local("2030-04-01 02:30"), DAY) == ["03-31 03:30"]


def test_of_a_local_time_that_comes_twice_the_first_is_taken() -> None:
    (reminder,) = plan_reminders(
        local("2030-10-28 02:30"), LONG_AGO, BERLIN, PolicySet(reminder_lead_minutes=(DAY,))
    )
    assert reminder.due_at == datetime(2030, 10, 27, 0, 30, tzinfo=UTC)


def test_leads_reach_over_midnight_and_over_the_end_of_a_year() -> None:
    assert due(local("2031-01-01 01:00"), DAY, THREE_HOURS) == ["12-31 01:00", "12-31 22:00"]
    assert due(local("2028-03-01 09:00"), DAY) == ["02-29 09:00"]


def test_a_reminder_in_quiet_hours_goes_out_before_them() -> None:
    start = local("2030-03-06 09:00")
    assert due(start, THREE_HOURS, **AT_NIGHT) == ["03-05 21:55"]
    assert due(local("2030-03-06 23:30"), DAY, **AT_NIGHT) == ["03-05 21:55"]


def test_quiet_hours_that_do_not_span_midnight() -> None:
    at_noon: dict[str, Any] = {"quiet_from": time(12), "quiet_until": time(14)}
    assert due(local("2030-03-06 13:00"), DAY, **at_noon) == ["03-05 11:55"]
    assert due(local("2030-03-06 14:00"), DAY, **at_noon) == ["03-05 14:00"]


def test_the_end_of_quiet_hours_is_not_quiet_and_their_beginning_is() -> None:
    assert due(local("2030-03-06 11:00"), THREE_HOURS, **AT_NIGHT) == ["03-06 08:00"]
    assert due(local("2030-03-06 22:00"), DAY, **AT_NIGHT) == ["03-05 21:55"]


def test_two_reminders_before_the_same_quiet_hours_become_one() -> None:
    start = local("2030-03-06 09:00")
    assert due(start, THREE_HOURS, 120, **AT_NIGHT) == ["03-05 21:55"]


def test_quiet_hours_of_no_length_silence_nothing() -> None:
    always: dict[str, Any] = {"quiet_from": time(8), "quiet_until": time(8)}
    assert due(local("2030-03-06 10:00"), DAY, **always) == ["03-05 10:00"]


def test_a_visit_booked_inside_a_lead_time_is_reminded_of_at_once_or_not_at_all() -> None:
    start, now = local("2030-03-06 10:00"), local("2030-03-05 18:00")
    assert due(start, DAY, THREE_HOURS, now=now) == ["03-05 18:00", "03-06 07:00"]
    skipping = due(start, DAY, THREE_HOURS, now=now, late_reminder=LateReminder.SKIP)
    assert skipping == ["03-06 07:00"]


def test_who_books_in_the_quiet_hours_before_a_lead_time_is_reminded_after_them() -> None:
    start, now = local("2030-03-06 10:00"), local("2030-03-05 23:00")
    rules: dict[str, Any] = {**AT_NIGHT, "late_reminder": LateReminder.SKIP}
    assert due(start, THREE_HOURS, now=now, **rules) == ["03-06 08:00"]


def test_inside_several_lead_times_one_reminder_is_sent_the_nearest() -> None:
    start, now = local("2030-03-06 10:00"), local("2030-03-06 08:00")
    rules = PolicySet(reminder_lead_minutes=(DAY, THREE_HOURS))
    assert plan_reminders(start, now, BERLIN, rules) == (Reminder(THREE_HOURS, now),)


def test_a_late_reminder_waits_for_the_end_of_quiet_hours() -> None:
    start, now = local("2030-03-06 10:00"), local("2030-03-05 23:00")
    assert due(start, DAY, now=now, **AT_NIGHT) == ["03-06 08:00"]
    assert due(local("2030-03-06 07:30"), DAY, now=now, **AT_NIGHT) == []


def test_without_lead_times_there_are_no_reminders() -> None:
    assert due(local("2030-03-06 10:00")) == []


def test_a_visit_that_has_begun_is_not_reminded_of() -> None:
    start = local("2030-03-06 10:00")
    assert due(start, DAY, THREE_HOURS, now=start) == []


SHORTEST_DAY = timedelta(hours=3)  # a change of the clocks takes one of them
midnight = datetime(2030, 1, 1)  # noqa: DTZ001 - for times of day

quiet_hours = st.builds(
    lambda begin, minutes: (begin, (datetime.combine(midnight, begin) + minutes).time()),
    st.times(),
    st.timedeltas(timedelta(minutes=1), timedelta(days=1) - SHORTEST_DAY),
)
starts = st.integers(0, 3 * 365 * DAY).map(
    lambda minutes: datetime(2029, 1, 2, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(
    start_at=starts,
    ahead=st.timedeltas(timedelta(minutes=-5), timedelta(days=40)),
    zone=st.sampled_from(ZONES),
    leads=st.lists(st.integers(1, 30 * DAY), max_size=5),
    late=st.sampled_from(LateReminder),
    quiet=st.none() | quiet_hours,
)
def test_reminders_are_never_quiet_late_past_or_two_at_a_time(
    start_at: datetime,
    ahead: timedelta,
    zone: ZoneInfo,
    leads: list[int],
    late: LateReminder,
    quiet: tuple[time, time] | None,
) -> None:
    now = start_at - ahead
    rules = PolicySet(
        reminder_lead_minutes=tuple(leads),
        late_reminder=late,
        quiet_from=quiet[0] if quiet else None,
        quiet_until=quiet[1] if quiet else None,
    )
    planned = plan_reminders(start_at, now, zone, rules)
    moments = [reminder.due_at for reminder in planned]
    assert moments == sorted(set(moments))
    for moment in moments:
        assert now <= moment < start_at
        assert quiet_hours_at(moment, zone, rules) is None


@given(moment=starts, zone=st.sampled_from(ZONES), quiet=quiet_hours)
def test_ahead_of_quiet_hours_is_never_later_and_never_in_them(
    moment: datetime, zone: ZoneInfo, quiet: tuple[time, time]
) -> None:
    rules = PolicySet(quiet_from=quiet[0], quiet_until=quiet[1])
    sooner = ahead_of_quiet(moment, zone, rules)
    assert sooner <= moment
    assert quiet_hours_at(sooner, zone, rules) is None


def remindable(status: BookingStatus = BookingStatus.CONFIRMED, **policies: Any) -> Remindable:
    location = Location(LocationId(3), Label(""), "", BERLIN, "EUR", "DE", None)
    profile = LocationProfile(location, PolicySet(reminder_lead_minutes=(DAY,), **policies))
    start_at = local("2030-03-06 10:00")
    return Remindable(BookingId(7), UserId(5), status, start_at, profile)


def test_a_reminder_is_known_by_booking_start_and_lead_and_goes_to_the_client() -> None:
    (message,) = reminders_of(remindable(), LONG_AGO)
    assert message.key == "reminder:7:2030-03-06T09:00:00+00:00:1440"
    assert (message.audience, message.recipient_id) == (Audience.CLIENT, 5)
    assert message.due_at == datetime(2030, 3, 5, 9, tzinfo=UTC)
    assert message.facts == ReminderFacts(datetime(2030, 3, 6, 9, tzinfo=UTC), DAY)


def test_a_reminder_that_comes_late_into_quiet_hours_waits_for_their_end() -> None:
    (message,) = reminders_of(remindable(**AT_NIGHT), LONG_AGO)
    for text, until in (
        ("2030-03-05 10:00", None),
        ("2030-03-05 22:00", "2030-03-06 08:00"),
        ("2030-03-06 07:59", "2030-03-06 08:00"),
        ("2030-03-06 08:00", None),
    ):
        assert quiet_until(message, local(text)) == (local(until) if until else None)
    (without,) = reminders_of(remindable(), LONG_AGO)
    assert quiet_until(without, local("2030-03-05 23:00")) is None


@pytest.mark.parametrize("status", sorted(set(BookingStatus) - {BookingStatus.CONFIRMED}))
def test_only_a_confirmed_visit_is_reminded_of(status: BookingStatus) -> None:
    assert reminders_of(remindable(status), LONG_AGO) == []
