"""Which starts are offered, and that exactly those can be booked."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.availability.search import starts_of_day
from domain.booking.choose_chain import choose_chain
from domain.schedule.model import Absence, Hours
from domain.shared.ids import BookingId
from domain.shared.lanes import Lane
from domain.shared.time import Interval
from tests.domain.availability_scene import ANY_TIME, LEO, MIA, Scene, every_half_hour

MONDAY = "2030-03-04"
ALL_DAY = every_half_hour("09:00", "16:00")


def one_master(**fields: Any) -> Scene:
    return Scene().hire(**fields).sell()


async def test_a_free_day_offers_its_whole_grid() -> None:
    assert await one_master().starts(MONDAY) == ALL_DAY


async def test_a_taken_hour_takes_every_start_that_would_run_into_it() -> None:
    scene = one_master()
    scene.take(scene.at("2030-03-04 12:00"))

    taken = {"11:30", "12:00", "12:30"}
    assert await scene.starts(MONDAY) == [start for start in ALL_DAY if start not in taken]


async def test_the_buffer_lies_before_and_after_what_is_taken() -> None:
    """A visit needs its own buffer after it as much as its predecessor's before it."""
    scene = one_master(buffer_between_minutes=30)
    scene.take(scene.at("2030-03-04 12:00"), minutes=60 + 30)

    taken = {"11:00", "11:30", "12:00", "12:30", "13:00"}
    assert await scene.starts(MONDAY) == [start for start in ALL_DAY if start not in taken]


async def test_the_locations_buffer_holds_where_a_master_has_none() -> None:
    scene = one_master()
    scene.policies = replace(ANY_TIME, default_buffer_between_minutes=30)
    (item,) = await scene.chain("2030-03-04 09:00") or ()
    assert item.blocked_until - item.end_at == timedelta(minutes=30)

    scene.hire(MIA, buffer_between_minutes=0)
    (item,) = await scene.chain("2030-03-04 09:00") or ()
    assert item.blocked_until == item.end_at


@pytest.mark.parametrize(("gap", "buffer", "blocked"), [(20, 10, 20), (10, 20, 20), (0, 0, 0)])
async def test_a_visit_blocks_the_larger_of_gap_and_buffer_after_its_end(
    gap: int, buffer: int, blocked: int
) -> None:
    scene = Scene().hire(buffer_between_minutes=buffer).sell(gap=gap)

    (item,) = await scene.chain("2030-03-04 09:00") or ()

    assert item.end_at - item.start_at == timedelta(hours=1)
    assert item.blocked_until - item.end_at == timedelta(minutes=blocked)


async def test_inside_one_visit_there_is_the_gap_alone() -> None:
    scene = Scene().hire(buffer_between_minutes=30).sell(gap=5).sell()

    first, second = await scene.chain("2030-03-04 09:00") or ()

    assert second.start_at - first.end_at == timedelta(minutes=5)
    assert first.blocked_until == second.start_at
    assert second.blocked_until - second.end_at == timedelta(minutes=30)


async def test_the_break_is_kept_free() -> None:
    hours = Hours(time(9), time(17), time(12), time(13))
    scene = one_master(default_hours=hours)

    taken = {"11:30", "12:00", "12:30"}
    assert await scene.starts(MONDAY) == [start for start in ALL_DAY if start not in taken]


async def test_a_day_off_and_a_block_take_time_away() -> None:
    scene = one_master().hire(LEO)
    scene.absences = [
        Absence(LEO, day_off=date(2030, 3, 4)),
        Absence(MIA, block=Interval(scene.at("2030-03-03 00:00"), scene.at("2030-03-04 15:00"))),
    ]

    assert await scene.starts(MONDAY) == ["15:00", "15:30", "16:00"]


async def test_nothing_is_offered_before_the_lead_time() -> None:
    scene = one_master()
    scene.now = scene.at("2030-03-04 10:10")
    scene.policies = replace(ANY_TIME, min_advance_minutes=120)
    assert (await scene.starts(MONDAY))[0] == "12:30"

    scene.hire(MIA, min_advance_minutes=0)
    assert (await scene.starts(MONDAY))[0] == "10:30"


async def test_nothing_is_offered_beyond_the_horizon() -> None:
    scene = one_master().hire(LEO, max_advance_days=2)
    scene.policies = replace(ANY_TIME, max_advance_days=4)
    scene.now = scene.at("2030-03-04 08:00")

    days = sorted((await scene.availability()).by_date)
    assert (days[0], days[-1]) == (date(2030, 3, 3), date(2030, 3, 8))  # from last night on
    assert await scene.starts("2030-03-08") == ALL_DAY
    scene.schedules.pop(MIA)
    assert await scene.starts("2030-03-06") == ALL_DAY
    assert await scene.starts("2030-03-07") == []


async def test_a_hold_blocks_until_it_runs_out_whether_or_not_it_was_swept_up() -> None:
    scene = one_master()
    scene.take(scene.at("2030-03-04 09:00"), minutes=480, hold_expires_at=scene.now)
    assert await scene.starts(MONDAY) == ALL_DAY

    scene.now -= timedelta.resolution
    assert await scene.starts(MONDAY) == []


async def test_a_visit_that_is_moved_may_overlap_its_own_old_time() -> None:
    scene = one_master()
    scene.take(scene.at("2030-03-04 12:00"), booking_id=7)

    availability = await scene.availability(moved_booking_id=BookingId(7))

    starts = starts_of_day(availability, date(2030, 3, 4))
    but_its_own = [time for time in ALL_DAY if time != "12:00"]
    assert [start.strftime("%H:%M") for start in starts] == but_its_own


async def test_a_service_and_its_gap_end_within_the_working_day() -> None:
    scene = Scene().hire().sell(gap=15)
    assert (await scene.starts(MONDAY))[-1] == "15:30"


class TestLanes:
    async def test_a_time_is_offered_until_every_lane_is_taken(self) -> None:
        scene = one_master(max_clients_parallel=2)
        noon = scene.at("2030-03-04 12:00")

        scene.take(noon, lane=0)
        assert await scene.starts(MONDAY) == ALL_DAY
        (item,) = await scene.chain("2030-03-04 12:00") or ()
        assert (item.master_id, item.lane) == (MIA, 1)

        scene.take(noon, lane=1, booking_id=2)
        assert "12:00" not in await scene.starts(MONDAY)

    async def test_a_buffer_holds_in_its_own_lane_alone(self) -> None:
        scene = one_master(max_clients_parallel=2, buffer_between_minutes=30)
        scene.take(scene.at("2030-03-04 12:00"), minutes=90, lane=0)
        assert "13:00" in await scene.starts(MONDAY)

    def test_a_lane_is_read_back_from_the_engines_name(self) -> None:
        for lane in (Lane(MIA, 0), Lane(MIA, 1), Lane(LEO, 12)):
            assert Lane.of_resource(lane.resource_id) == lane


class TestNightShifts:
    NIGHT = Hours(time(22), time(4))

    async def test_a_night_belongs_to_the_day_on_which_it_begins(self) -> None:
        scene = one_master(default_hours=self.NIGHT)

        nights = every_half_hour("22:00", "23:30") + every_half_hour("00:00", "03:00")
        assert await scene.starts(MONDAY) == nights

    async def test_what_is_offered_after_midnight_can_be_booked(self) -> None:
        scene = one_master(default_hours=self.NIGHT)

        (item,) = await scene.chain("2030-03-05 02:00") or ()

        assert item.start_at == scene.at("2030-03-05 02:00")

    async def test_a_visit_over_midnight_takes_both_sides_of_it(self) -> None:
        scene = one_master(default_hours=self.NIGHT)
        scene.take(scene.at("2030-03-04 23:30"))

        starts = await scene.starts(MONDAY)
        assert not {"23:00", "23:30", "00:00"} & set(starts)
        assert {"22:30", "00:30"} <= set(starts)

    async def test_the_last_night_of_the_horizon_is_offered_whole(self) -> None:
        scene = one_master(default_hours=self.NIGHT)
        scene.policies = replace(ANY_TIME, max_advance_days=0)
        scene.now = scene.at("2030-03-04 08:00")

        assert (await scene.starts(MONDAY))[-1] == "03:00"
        assert await scene.chain("2030-03-05 03:00")


class TestDaylightSaving:
    """Both changes, where clocks move by an hour and where by half of one."""

    ALL_NIGHT = Hours(time(0), time(6))

    def night(self, timezone: str, minutes: int = 60) -> Scene:
        scene = Scene(timezone=timezone, now=datetime(2030, 3, 1, tzinfo=UTC))
        scene.policies = replace(ANY_TIME, max_advance_days=366)
        scene.hire(default_hours=self.ALL_NIGHT, works_on_holidays=True)
        return scene.sell(minutes)

    @pytest.mark.parametrize(
        ("timezone", "day", "missing"),
        [
            ("Europe/Berlin", "2030-03-31", {"02:00", "02:30"}),
            ("America/New_York", "2030-03-10", {"02:00", "02:30"}),
            ("Australia/Lord_Howe", "2030-10-06", {"02:00"}),
            ("Asia/Kolkata", "2030-03-31", set()),
        ],
    )
    async def test_a_local_time_that_does_not_exist_is_never_offered(
        self, timezone: str, day: str, missing: set[str]
    ) -> None:
        starts = await self.night(timezone).starts(day)

        assert starts == [s for s in every_half_hour("00:00", "05:00") if s not in missing]

    @pytest.mark.parametrize(
        ("timezone", "day"),
        [
            ("Europe/Berlin", "2030-10-27"),
            ("America/New_York", "2030-11-03"),
            ("Australia/Lord_Howe", "2030-04-07"),
        ],
    )
    async def test_a_local_time_that_occurs_twice_is_offered_once(
        self, timezone: str, day: str
    ) -> None:
        starts = await self.night(timezone).starts(day)

        assert starts == every_half_hour("00:00", "05:00")

    @pytest.mark.parametrize(
        ("timezone", "day", "last"),
        [
            ("Europe/Berlin", "2030-03-31", "01:00"),
            ("Europe/Berlin", "2030-10-27", "02:30"),
            ("Australia/Lord_Howe", "2030-10-06", "01:30"),
        ],
    )
    async def test_a_visit_keeps_its_true_length_across_a_change(
        self, timezone: str, day: str, last: str
    ) -> None:
        scene = self.night(timezone, minutes=240)

        assert (await scene.starts(day))[-1] == last
        (item,) = await scene.chain(f"{day} {last}") or ()
        assert item.end_at - item.start_at == timedelta(hours=4)

    @pytest.mark.parametrize(
        ("day", "start"),
        [("2030-03-31", "00:30"), ("2030-10-27", "01:30"), ("2030-10-27", "00:00")],
    )
    async def test_gap_and_buffer_keep_their_true_length_too(self, day: str, start: str) -> None:
        scene = self.night("Europe/Berlin")
        scene.hire(default_hours=self.ALL_NIGHT, works_on_holidays=True, buffer_between_minutes=120)

        (item,) = await scene.chain(f"{day} {start}") or ()

        assert item.blocked_until.timestamp() - item.end_at.timestamp() == 2 * 3600


class TestOtherZones:
    async def test_a_master_of_another_zone_works_by_its_clock_and_is_shown_by_ours(self) -> None:
        scene = one_master(timezone=ZoneInfo("Europe/Lisbon"))
        assert await scene.starts(MONDAY) == every_half_hour("10:00", "17:00")

    async def test_a_masters_morning_may_be_the_evening_before_where_the_shop_is(self) -> None:
        scene = one_master(default_hours=Hours(time(6), time(10)), timezone=ZoneInfo("Asia/Tokyo"))

        evening = ["22:00", "22:30", "23:00", "23:30", "00:00", "00:30", "01:00"]
        assert await scene.starts(MONDAY) == evening
        assert await scene.chain("2030-03-04 22:30")
        assert await scene.chain("2030-03-05 00:00")


@pytest.mark.parametrize("timezone", ["Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
async def test_whatever_is_offered_can_be_booked(timezone: str) -> None:
    scene = Scene(timezone=timezone).hire(buffer_between_minutes=10, max_clients_parallel=2)
    scene.hire(LEO).sell(45, gap=15).sell(20)
    for hour, lane in ((9, 0), (11, 1), (12, 0), (15, 0)):
        scene.take(scene.at(f"2030-03-04 {hour:02}:10"), 50, lane=lane, booking_id=hour)
    availability = await scene.availability()

    for day in availability.by_date:
        for start in starts_of_day(availability, day):
            items = choose_chain(availability, start)
            assert items is not None
            assert items[0].start_at == start


async def test_seven_services_that_may_overlap_are_done_one_after_the_other() -> None:
    scene = Scene().hire()
    for _ in range(7):
        scene.sell(15, parallel_ok=True)
    assert await scene.starts(MONDAY)
