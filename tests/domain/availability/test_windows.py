"""Free windows against a count of minutes, and what is kept from one look to the next."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.availability.windows import LaneFacts, Window, free_days
from domain.schedule.model import Hours, MasterSchedule
from domain.schedule.working_hours import shift_on
from domain.shared.lanes import Lane
from domain.shared.time import DateRange, Interval
from tests.domain.availability_scene import LEO, MIA, NINE_TO_FIVE, Scene

MONDAY = date(2030, 3, 4)
NIGHT_OF_CHANGE = date(2030, 3, 30)  # at two in the morning of the 31st it is three
MINUTE = timedelta(minutes=1)

NIGHT = Hours(time(20), time(6), time(1), time(3, 30))
DAY_SHIFT = Hours(time(9), time(17), time(12), time(12, 45))

moments = st.integers(-600, 3 * 24 * 60).map(
    lambda minutes: datetime(2030, 3, 30, tzinfo=UTC) + minutes * MINUTE
)
stretches = st.tuples(moments, st.integers(1, 600)).map(
    lambda pair: (pair[0], pair[0] + pair[1] * MINUTE)
)


@given(
    taken=st.lists(stretches, max_size=12),
    blocks=st.lists(stretches, max_size=3),
    hours=st.sampled_from([NIGHT, DAY_SHIFT]),
    buffer=st.sampled_from([timedelta(), 10 * MINUTE]),
)
def test_a_minute_is_free_if_it_is_worked_and_nothing_takes_it(
    taken: list[Window], blocks: list[Window], hours: Hours, buffer: timedelta
) -> None:
    profile = Scene().profile
    schedule = MasterSchedule(MIA, default_hours=hours)
    days = DateRange(NIGHT_OF_CHANGE, NIGHT_OF_CHANGE + timedelta(days=1))
    facts = LaneFacts(
        lane=Lane(MIA, 0),
        days=days,
        taken=tuple(taken),
        buffer=buffer,
        profile=profile,
        schedule=schedule,
        blocks=tuple(Interval(*block) for block in blocks),
    )
    busy = minutes_of([*((start - buffer, end) for start, end in taken), *blocks])
    free = free_days(facts)
    for day in days:
        shift = shift_on(schedule, profile, day)
        assert shift is not None
        assert shift.pause is not None
        worked = minutes_of([(shift.work.start_at, shift.work.end_at)])
        paused = minutes_of([(shift.pause.start_at, shift.pause.end_at)])
        windows = free[day].free_windows if day in free else []
        assert minutes_of(windows) == worked - paused - busy


def minutes_of(stretches: Iterable[Window]) -> set[datetime]:
    """Return the minutes in any of the stretches, in UTC."""
    return {
        start.astimezone(UTC) + number * MINUTE
        for start, end in stretches
        for number in range((end.astimezone(UTC) - start.astimezone(UTC)) // MINUTE)
    }


async def test_one_visit_more_leaves_what_is_known_of_other_masters() -> None:
    scene = Scene().hire(MIA).hire(LEO).sell()
    before = (await scene.availability()).by_date[MONDAY]
    scene.take(scene.at("2030-03-04 10:00"), master_id=LEO)
    after = (await scene.availability()).by_date[MONDAY]
    assert after["1"] is before["1"]
    assert len(after["2"].free_windows) == len(before["2"].free_windows) + 1


async def test_other_hours_are_seen_at_once() -> None:
    scene = Scene().hire().sell()
    assert (await scene.starts("2030-03-04"))[0] == "09:00"
    scene.policies = replace(scene.policies, weekday_hours=replace(NINE_TO_FIVE, start=time(11)))
    assert (await scene.starts("2030-03-04"))[0] == "11:00"
