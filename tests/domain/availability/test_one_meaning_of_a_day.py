"""List, month grid and check agree on every start, whatever the hours and the clocks do."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.availability.provider import Availability
from domain.availability.search import compact_chains, count_starts_by_day, starts_of_day
from domain.booking.choose_chain import choose_chain
from domain.booking.reach import days_around, out_of_reach_denial
from domain.catalog.model import Service, Skill
from domain.schedule.model import Absence, Hours, MasterSchedule
from domain.schedule.working_hours import shift_on
from domain.shared.ids import BookingId, UserId
from domain.shared.time import DateRange, Interval
from tests.domain.availability_scene import ANY_TIME, LEO, MIA, Scene, every_half_hour

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ANN, BOB = UserId(1), UserId(2)
AROUND_THE_CLOCK = Hours(time(0), time(0))
EVENING, MORNING = Hours(time(16), time(0)), Hours(time(0), time(8))


class OneService(Scene):
    """Mia does the first service, Leo the second."""

    def _skills(self, service: Service) -> tuple[Skill, ...]:
        able = MIA if service.id == 1 else LEO
        return tuple(s for s in Scene._skills(self, service) if s.master.id == able)


Shift = tuple[tuple[int, int], tuple[int, int]]
"""The first and last minute of work, and of the break in it."""

ZONES = {
    "Europe/Berlin": (date(2030, 3, 29), date(2030, 10, 25)),
    "America/Havana": (date(2030, 3, 8), date(2030, 11, 1)),  # clocks change at midnight
    "Africa/Cairo": (date(2030, 4, 24), date(2030, 10, 29)),
    "Australia/Lord_Howe": (date(2030, 4, 5), date(2030, 10, 4)),  # by half an hour
    "Asia/Kathmandu": (date(2030, 3, 29),),
}
HOURS = (
    AROUND_THE_CLOCK,
    EVENING,
    MORNING,
    None,
    Hours(time(22), time(6), time(2, 30), time(3, 30)),
    Hours(time(20), time(12)),
    Hours(time(4), time(12), time(8), time(8, 20)),
    Hours(time(9), time(17), time(12), time(13)),
    Hours(time(6), time(6), time(1, 30), time(2, 30)),
)


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """A master with any hours, days off, blocks, visits and holds, around a change of clocks."""
    name = draw(st.sampled_from(sorted(ZONES)))
    first = draw(st.sampled_from(ZONES[name]))
    policies = replace(
        ANY_TIME,
        max_advance_days=draw(st.integers(1, 4)),
        default_buffer_between_minutes=draw(st.sampled_from([0, 10])),
        min_advance_minutes=draw(st.sampled_from([0, 90])),
    )
    scene = Scene(timezone=name, country="ZZ", policies=policies)
    local_now = datetime.combine(first, time(draw(st.integers(0, 23)), 10), scene.zone)
    scene.now = local_now.astimezone(UTC)
    scene.hire(
        working_days={day: draw(st.sampled_from(HOURS)) for day in range(7)},
        timezone=draw(st.sampled_from([None, None, ZoneInfo("Asia/Tokyo")])),
    )
    scene.sell(draw(st.sampled_from([30, 60, 600])), gap=draw(st.sampled_from([0, 5])))
    if draw(st.integers(0, 2)) == 0:
        scene.hire(LEO, working_days={day: draw(st.sampled_from(HOURS)) for day in range(7)})
        scene.sell(draw(st.sampled_from([30, 120])))
    for number in range(draw(st.integers(0, 5))):
        start = scene.now + draw(st.integers(-600, 5 * 1440)) * MINUTE
        length = draw(st.sampled_from([30, 60, 400]))
        holder = draw(st.sampled_from([None, None, ANN, BOB]))
        expiry = None if holder is None else scene.now + 5 * MINUTE
        scene.take(start, length, booking_id=number + 1, hold_expires_at=expiry, held_by=holder)
    scene.absences = [Absence(MIA, day_off=first + DAY)] if draw(st.integers(0, 3)) == 0 else []
    if draw(st.booleans()):
        begin = scene.now + draw(st.integers(0, 3 * 1440)) * MINUTE
        scene.absences.append(Absence(MIA, block=Interval(begin, begin + 95 * MINUTE)))
    return scene


@settings(max_examples=60, deadline=None)
@given(scenes(), st.sampled_from([None, BookingId(1)]), st.sampled_from([None, ANN]))
def test_list_grid_and_check_agree(
    scene: Scene, moved: BookingId | None, reader: UserId | None
) -> None:
    asyncio.run(_compare(scene, moved, reader))


async def _compare(scene: Scene, moved: BookingId | None, reader: UserId | None) -> None:
    whole = await scene.availability(None, moved, reader)
    counts = count_starts_by_day(whole)
    listed: set[float] = set()
    for day in whole.horizon:
        of_day = await scene.availability(DateRange(day - DAY, day), moved, reader)
        starts = starts_of_day(of_day, day)
        assert _moments(starts) == _moments(starts_of_day(whole, day))
        assert _moments(starts) == _moments(
            [chain.starts_at for chain in compact_chains(of_day, day)]
        )
        assert counts[day] == len(starts)
        for start in starts:
            near = await scene.availability(days_around(scene.plan, start), moved, reader)
            assert choose_chain(near, start)
            assert out_of_reach_denial(near, start) is None
            assert near.day_of(start) in _days_of_shifts(whole, day) or len(scene.schedules) > 1
        is_listed_twice = bool(listed & set(_moments(starts)))
        assert not is_listed_twice or len(scene.schedules) > 1  # in the shifts of two masters
        listed |= set(_moments(starts))
    if len(scene.services) == 1:
        _check_against_minutes(scene, whole, listed, moved, reader)
    await _check_what_is_not_listed(scene, whole, listed, moved, reader)


def _moments(starts: list[datetime]) -> list[float]:
    return [start.timestamp() for start in starts]


def _days_of_shifts(whole: Availability, day: date) -> tuple[date, ...]:
    return (day - DAY, day) if day == whole.horizon.first else (day,)


def _check_against_minutes(
    scene: Scene,
    whole: Availability,
    listed: set[float],
    moved: BookingId | None,
    reader: UserId | None,
) -> None:
    """Count minutes: a start is on its shift's grid, and all its minutes are free."""
    (schedule,), zone = scene.schedules.values(), scene.zone
    shifts = _shifts_of(scene, schedule, whole.horizon)
    free = _worked(shifts) - _taken(scene, moved, reader)
    service = scene.services[0]
    minutes = service.duration_minutes + service.min_gap_after_minutes
    earliest = _minute(whole.earliest_start())
    expected = set()
    for index, (work, _) in enumerate(shifts):
        day = _local(work[0], zone).date()
        end = max(earlier[1] for earlier, _ in shifts[: index + 1])
        end = min([end, *(later[0] for later, _ in shifts[index + 1 : index + 2])])
        for start in range(work[0], end, scene.policies.step_minutes):
            is_listed = start >= earliest and day <= whole.horizon.last
            if is_listed and all(minute in free for minute in range(start, start + minutes)):
                expected.add(start)
    if whole.moved_from:
        expected.discard(_minute(whole.moved_from))
    first_of_clock: dict[tuple[date, datetime], int] = {}
    for start in sorted(expected):
        local = _local(start, zone)
        day = max(whole.day_of(local), whole.horizon.first)
        first_of_clock.setdefault((day, local.replace(tzinfo=None, fold=0)), start)
    assert {start * 60.0 for start in first_of_clock.values()} == listed


def _worked(shifts: list[Shift]) -> set[int]:
    worked: set[int] = set()
    for work, pause in shifts:
        worked -= set(range(*work))
        worked |= set(range(*work)) - set(range(*pause))
    return worked


def _taken(scene: Scene, moved: BookingId | None, reader: UserId | None) -> set[int]:
    taken: set[int] = set()
    buffer = scene.policies.default_buffer_between_minutes
    for busy in scene.taken:
        if busy.booking_id != moved and (busy.held_by is None or busy.held_by != reader):
            taken |= set(range(_minute(busy.start_at) - buffer, _minute(busy.blocked_until)))
    for absence in scene.absences:
        if absence.block:
            taken |= set(range(_minute(absence.block.start_at), _minute(absence.block.end_at)))
    return taken


def _shifts_of(scene: Scene, schedule: MasterSchedule, horizon: DateRange) -> list[Shift]:
    """Return work and break of the shifts around the horizon, in minutes, in order."""
    off = {absence.day_off for absence in scene.absences}
    found = []
    for day in DateRange(horizon.first - 3 * DAY, horizon.last + 4 * DAY):
        shift = None if day in off else shift_on(schedule, scene.profile, day)
        if shift is not None:
            work = _minute(shift.work.start_at), _minute(shift.work.end_at)
            pause = shift.pause
            is_paused = (_minute(pause.start_at), _minute(pause.end_at)) if pause else (0, 0)
            found.append((work, is_paused))
    first = datetime.combine(horizon.first - DAY, time(), scene.zone)
    return [one for one in found if one[0][0] >= _minute(first)]


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // 60


def _local(minute: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(minute * 60, zone)


async def _check_what_is_not_listed(
    scene: Scene,
    whole: Availability,
    listed: set[float],
    moved: BookingId | None,
    reader: UserId | None,
) -> None:
    """Whatever is not listed cannot be booked, but for the second of two equal times."""
    begin = _minute(datetime.combine(whole.horizon.first, time(), scene.zone))
    clocks = {_local(int(moment) // 60, scene.zone).replace(tzinfo=None) for moment in listed}
    for minute in range(begin, begin + 4 * 1440, 150):
        start = _local(minute, scene.zone)
        if minute * 60.0 in listed or start.replace(tzinfo=None, fold=0) in clocks:
            continue
        if whole.moved_from and _minute(whole.moved_from) == minute:
            continue
        near = await scene.availability(days_around(scene.plan, start), moved, reader)
        assert choose_chain(near, start) is None


class TestShiftsThatTouch:
    async def test_around_the_clock_a_visit_may_span_midnight(self) -> None:
        scene = Scene(country="ZZ").hire(working_days=dict.fromkeys(range(7), AROUND_THE_CLOCK))
        scene.sell(60)

        assert await scene.starts("2030-03-06") == every_half_hour("00:00", "23:30")
        (item,) = await scene.chain("2030-03-06 23:30") or ()
        assert item.end_at == scene.at("2030-03-07 00:30")

    async def test_evening_and_morning_are_one_stretch_and_each_has_its_starts(self) -> None:
        closed: dict[int, Hours | None] = dict.fromkeys(range(7))
        scene = Scene(country="ZZ").hire(working_days={**closed, 0: EVENING, 1: MORNING})
        scene.sell(60)

        assert await scene.starts("2030-03-04") == every_half_hour("16:00", "23:30")
        assert await scene.starts("2030-03-05") == every_half_hour("00:00", "07:00")

    async def test_several_services_go_on_over_midnight(self) -> None:
        scene = Scene(country="ZZ").hire(working_days=dict.fromkeys(range(7), AROUND_THE_CLOCK))
        scene.sell(45).sell(600).sell(30)

        items = await scene.chain("2030-03-06 23:30") or ()

        assert [item.end_at for item in items][-1] == scene.at("2030-03-07 10:45")

    async def test_another_master_takes_over_at_midnight(self) -> None:
        """Mia cuts until midnight, Leo washes from then on; alone, neither could."""
        closed: dict[int, Hours | None] = dict.fromkeys(range(7))
        scene = OneService(country="ZZ")
        scene.hire(MIA, working_days={**closed, 0: EVENING})
        scene.hire(LEO, working_days={**closed, 1: MORNING}).sell(60).sell(30)

        starts = await scene.starts("2030-03-04")

        assert starts == ["22:00", "22:30", "23:00"]  # at most an hour of waiting
        for start in starts:
            first, second = await scene.chain(f"2030-03-04 {start}") or ()
            assert (first.master_id, second.master_id) == (MIA, LEO)
            assert second.start_at == scene.at("2030-03-05 00:00")
        assert await scene.starts("2030-03-05") == []

    async def test_on_the_last_day_another_master_takes_over_as_well(self) -> None:
        scene = OneService(country="ZZ", now=datetime(2030, 3, 4, 8, tzinfo=UTC))
        scene.policies = replace(ANY_TIME, max_advance_days=0)
        scene.hire(MIA, default_hours=EVENING).hire(LEO, default_hours=MORNING).sell(60).sell(30)

        assert (await scene.starts("2030-03-04"))[-1] == "23:00"
        assert await scene.chain("2030-03-04 23:00")
        assert await scene.chain("2030-03-05 00:00") is None

    async def test_a_visit_takes_time_of_both_shifts(self) -> None:
        scene = Scene(country="ZZ").hire(working_days=dict.fromkeys(range(7), AROUND_THE_CLOCK))
        scene.sell(60).take(scene.at("2030-03-06 23:30"))

        assert (await scene.starts("2030-03-06"))[-1] == "22:30"
        assert (await scene.starts("2030-03-07"))[0] == "00:30"

    async def test_the_late_morning_of_a_long_shift_is_of_its_evening(self) -> None:
        """What a visit cuts off after six in the morning is no other day's."""
        closed: dict[int, Hours | None] = dict.fromkeys(range(7))
        scene = Scene(country="ZZ").hire(working_days={**closed, 0: Hours(time(12), time(10))})
        scene.sell(60).take(scene.at("2030-03-05 06:30"), 30)

        assert (await scene.starts("2030-03-04"))[-1] == "09:00"
        assert "07:00" in await scene.starts("2030-03-04")
        assert await scene.chain("2030-03-05 09:00")


class TestTheLastNight:
    @pytest.mark.parametrize("hour", ["00:30", "03:00"])
    async def test_a_taken_time_of_it_is_taken_and_not_too_far(self, hour: str) -> None:
        scene = Scene(country="ZZ").hire(default_hours=Hours(time(22), time(4))).sell(60)
        scene.policies = replace(ANY_TIME, max_advance_days=0)
        scene.now = scene.at("2030-03-04 08:00")
        start = scene.at(f"2030-03-05 {hour}")
        scene.take(start)

        availability = await scene.availability(days_around(scene.plan, start))

        assert choose_chain(availability, start) is None
        assert out_of_reach_denial(availability, start) is None

    async def test_the_evening_after_it_is_too_far(self) -> None:
        scene = Scene(country="ZZ").hire(default_hours=Hours(time(22), time(4))).sell(60)
        scene.policies = replace(ANY_TIME, max_advance_days=0)
        scene.now = scene.at("2030-03-04 08:00")
        availability = await scene.availability()

        assert out_of_reach_denial(availability, scene.at("2030-03-05 22:00"))
        assert out_of_reach_denial(availability, scene.at("2030-03-05 04:30"))

    async def test_around_the_clock_the_last_day_ends_at_midnight(self) -> None:
        scene = Scene(country="ZZ").hire(working_days=dict.fromkeys(range(7), AROUND_THE_CLOCK))
        scene.sell(60).policies = replace(ANY_TIME, max_advance_days=0)
        scene.now = scene.at("2030-03-04 08:00")

        assert (await scene.starts("2030-03-04"))[-1] == "23:30"
        assert await scene.chain("2030-03-04 23:30")
        assert await scene.chain("2030-03-05 00:00") is None
        availability = await scene.availability()
        assert out_of_reach_denial(availability, scene.at("2030-03-05 00:00"))


async def test_the_grid_counts_the_night_before_a_change_of_clocks_as_listed() -> None:
    scene = Scene(country="ZZ").hire(default_hours=Hours(time(23), time(3)), working_days={})
    scene.sell(60).now = datetime(2030, 10, 24, 8, tzinfo=UTC)
    scene.hire(working_days=dict.fromkeys(range(7), Hours(time(23), time(3))))
    scene.take(scene.at("2030-10-26 23:00"), 150)

    availability = await scene.availability()

    listed = starts_of_day(availability, date(2030, 10, 26))
    assert count_starts_by_day(availability)[date(2030, 10, 26)] == len(listed) == 3
