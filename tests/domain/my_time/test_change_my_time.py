"""A change of a master's time: made as a whole, with whoever has to move noted, or not at all."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from redis.asyncio import Redis

from domain.my_time.change_my_time import ChangeMyTime, ChangeMyTimeRequest
from domain.my_time.changes import (
    BlockChange,
    BlockLifted,
    DaysOffChange,
    DaysOffLifted,
    WorkingDayChange,
)
from domain.my_time.ports import Displacement, DisplacementGateway
from domain.schedule.errors import CollisionsChangedError
from domain.schedule.model import Hours
from domain.shared.identity import Role
from domain.shared.ids import BookingId, MasterId
from domain.shared.time import DateRange
from domain.visit.errors import SlotTakenError
from domain.visit.ports import BookingGateway
from infra.cache.busy_store import RedisBusyStore
from infra.cache.guarded_redis import GuardedRedis
from infra.db import tables
from infra.db.gateways.my_time.displacements import SqlaDisplacementGateway
from infra.db.gateways.visit.bookings import SqlaBookingGateway
from tests.support.database import NOW, DatabaseFactory, at
from tests.support.my_time_fixture import MyTimeFixture, open_my_time_fixture
from tests.support.services import Services, choice_of

WEDNESDAY = date(2030, 3, 6)
OFF = DaysOffChange(WEDNESDAY, WEDNESDAY, "Dentist")
MORNING = BlockChange(at(9, day=2), at(12, day=2), "Dentist")


@pytest.fixture
async def books(database: DatabaseFactory) -> MyTimeFixture:
    return await open_my_time_fixture(database)


class TestOneChange:
    async def test_a_day_off_takes_its_times_away_and_gives_them_back(
        self, books: MyTimeFixture
    ) -> None:
        await books.change(OFF)
        assert await books.starts(WEDNESDAY) == []
        assert await books.starts(WEDNESDAY, books.tom_id)
        await books.change(DaysOffLifted(WEDNESDAY, WEDNESDAY))
        assert len(await books.starts(WEDNESDAY)) == 15

    async def test_a_block_takes_its_times_away_and_gives_them_back(
        self, books: MyTimeFixture
    ) -> None:
        await books.change(MORNING)
        assert (await books.starts(WEDNESDAY))[0] == at(12, day=2)
        (block,) = (await books.get_my_time().execute(books.mia)).blocks
        assert block.reason == "Dentist"
        await books.change(BlockLifted(block.id))
        assert (await books.starts(WEDNESDAY))[0] == at(9, day=2)

    async def test_other_hours_hold_on_that_weekday_until_the_usual_ones_come_back(
        self, books: MyTimeFixture
    ) -> None:
        await books.change(WorkingDayChange(2, Hours(time(12), time(14))))
        assert len(await books.starts(WEDNESDAY)) == 3
        await books.change(WorkingDayChange(2, None))
        assert await books.starts(WEDNESDAY) == []
        await books.change(WorkingDayChange(2, is_usual=True))
        assert len(await books.starts(WEDNESDAY)) == 15
        assert len(await books.starts(date(2030, 3, 7))) == 15

    async def test_nobody_gives_back_a_block_of_another_master(self, books: MyTimeFixture) -> None:
        await books.change(MORNING)
        (block,) = (await books.get_my_time().execute(books.mia)).blocks
        await books.change(BlockLifted(block.id), staff=books.tom, master_id=books.tom_id)
        assert (await books.get_my_time().execute(books.mia)).blocks == (block,)

    async def test_the_record_tells_who_did_what_without_the_reason(
        self, books: MyTimeFixture
    ) -> None:
        visit = await books.book(at(10, day=2))
        await books.change(OFF, visit)
        await books.change(WorkingDayChange(0, Hours(time(8), time(16), time(12), time(13))))
        await books.change(WorkingDayChange(0, is_usual=True))
        first, second, third = await books.acts()
        assert (first.act, first.actor_role) == ("time_changed", "master")
        assert first.subject == f"master:{books.mia_id}"
        assert first.after == {"off_from": "2030-03-06", "off_to": "2030-03-06", "displaced": 1}
        assert second.before == {"weekday": 0, "hours": "usual"}
        assert second.after["hours"] == "08:00-16:00 break 12:00-13:00"
        assert third.before == {"weekday": 0, "hours": "08:00-16:00 break 12:00-13:00"}

    async def test_an_admin_who_is_a_master_elsewhere_is_an_admin_here(
        self, books: MyTimeFixture
    ) -> None:
        both = replace(books.tom, roles=books.tom.roles | {Role.ADMIN})
        await books.change(OFF, staff=both)
        await books.change(OFF, staff=both, master_id=books.tom_id)
        assert [act.actor_role for act in await books.acts()] == ["admin", "master"]

    async def test_the_same_twice_is_once(self, books: MyTimeFixture) -> None:
        visit = await books.book(at(10, day=2))
        await books.change(OFF, visit)
        again = await books.change(DaysOffChange(WEDNESDAY, WEDNESDAY, "Doctor"))
        assert again.displaced == 0
        (days_off,) = (await books.get_my_time().execute(books.mia)).days_off
        assert days_off.reason == "Doctor"

    async def test_an_equal_stretch_is_taken_once_and_open_once_it_is_given_back(
        self, books: MyTimeFixture
    ) -> None:
        await asyncio.gather(*(books.change(MORNING) for _ in range(4)))
        (block,) = (await books.get_my_time().execute(books.mia)).blocks
        await books.change(BlockLifted(block.id))
        assert (await books.starts(WEDNESDAY))[0] == at(9, day=2)

    async def test_with_redis_clients_see_the_change_at_once(
        self, books: MyTimeFixture, redis: Redis
    ) -> None:
        store = RedisBusyStore(GuardedRedis(redis))
        services = Services(books.database.engine, books.database.clock, busy_store=store)
        choice = choice_of(books.cut, master_id=books.mia_id)
        assert len(await services.starts(books.location, choice, WEDNESDAY)) == 15
        await books.change(MORNING)
        assert len(await services.starts(books.location, choice, WEDNESDAY)) == 9
        await books.change(OFF)
        assert await services.starts(books.location, choice, WEDNESDAY) == []


class TestCollisions:
    async def test_who_has_to_move_is_noted_with_the_change(self, books: MyTimeFixture) -> None:
        first, second = await books.book(at(10, day=2)), await books.book(at(15, day=2))
        changed = await books.change(OFF, first, second)
        assert changed.displaced == 2
        assert await books.displacements() == [
            (first, at(10, day=2), False),
            (second, at(15, day=2), False),
        ]
        assert await books.status(first) == "confirmed"

    async def test_a_visit_booked_between_the_look_and_the_tap_stops_the_change(
        self, books: MyTimeFixture
    ) -> None:
        seen = await books.book(at(10, day=2))
        unseen = await books.book(at(15, day=2), books.bob)
        with pytest.raises(CollisionsChangedError) as caught:
            await books.change(OFF, seen)
        assert caught.value.collisions == {seen, unseen}
        assert await books.displacements() == []
        assert await books.starts(WEDNESDAY)
        await books.change(OFF, *caught.value.collisions)
        assert await books.starts(WEDNESDAY) == []

    async def test_a_visit_that_went_meanwhile_is_in_nobodys_way(
        self, books: MyTimeFixture
    ) -> None:
        seen = await books.book(at(10, day=2))
        await books.database.services().cancel(books.ann, seen)
        assert (await books.change(OFF, seen)).displaced == 0

    async def test_a_visit_displaced_before_is_to_be_dealt_with_anew(
        self, books: MyTimeFixture
    ) -> None:
        visit = await books.book(at(10, day=2))
        await books.change(OFF, visit)
        assert await books.offer() == 1
        await books.keep(books.ann, visit)
        await books.change(DaysOffLifted(WEDNESDAY, WEDNESDAY))
        books.database.clock.advance(minutes=1)
        await books.change(OFF, visit)
        assert await books.displacements() == [(visit, at(10, day=2), False)]


class TestAtOnce:
    async def test_two_changes_of_one_master_note_a_visit_once(self, books: MyTimeFixture) -> None:
        visit = await books.book(at(10, day=2))
        await asyncio.gather(
            books.change(OFF, visit),
            books.change(MORNING, visit),
            books.change(WorkingDayChange(2), visit),
        )
        assert await books.displacements() == [(visit, at(10, day=2), False)]
        mine = await books.get_my_time().execute(books.mia)
        assert (len(mine.days_off), len(mine.blocks), mine.week[2].hours) == (1, 1, None)

    @pytest.mark.parametrize("hour", [9, 11, 14])
    async def test_who_books_and_who_blocks_never_miss_each_other(
        self, books: MyTimeFixture, hour: int
    ) -> None:
        async def book() -> BookingId | None:
            try:
                return await books.book(at(hour, day=2), books.bob)
            except SlotTakenError:
                return None

        async def block() -> bool:
            try:
                await books.change(OFF)
            except CollisionsChangedError as changed:
                await books.change(OFF, *changed.collisions)
                return True
            return False

        visit, was_told = await asyncio.gather(book(), block())
        noted = [row[0] for row in await books.displacements()]
        assert noted == ([] if visit is None else [visit])
        assert was_told is (visit is not None)

    async def test_who_waits_for_another_change_goes_by_what_that_made_of_the_hours(
        self, books: MyTimeFixture
    ) -> None:
        begun, release = asyncio.Event(), asyncio.Event()

        class SlowDisplacements(SqlaDisplacementGateway):
            async def add(self, displaced: Sequence[Displacement]) -> None:
                begun.set()
                await release.wait()
                await super().add(displaced)

        services = books.database.services({DisplacementGateway: SlowDisplacements})
        service = services.get(ChangeMyTime)
        closed = ChangeMyTimeRequest(books.mia, books.mia_id, WorkingDayChange(2))
        first = asyncio.create_task(service.execute(closed))
        await begun.wait()
        second = asyncio.create_task(books.change(WorkingDayChange(2, is_usual=True)))
        await books.database.until_somebody_waits()
        release.set()
        await asyncio.gather(first, second)
        assert [act.before["hours"] for act in await books.acts()] == ["usual", "closed"]

    async def test_a_weekday_that_waits_for_a_booking_far_ahead_finds_its_visit(
        self, books: MyTimeFixture
    ) -> None:
        begun, release = asyncio.Event(), asyncio.Event()

        class SlowBookings(SqlaBookingGateway):
            async def add(self, *arguments: object) -> BookingId:
                begun.set()
                await release.wait()
                return await super().add(*arguments)  # type: ignore[arg-type]  # as they came

        services = books.database.services({BookingGateway: SlowBookings})
        choice = choice_of(books.cut, master_id=books.mia_id)
        weeks_ahead = at(10, day=2 + 7 * 7)
        booking = asyncio.create_task(services.book(books.bob, books.location, choice, weeks_ahead))
        await begun.wait()
        closing = asyncio.create_task(books.change(WorkingDayChange(2)))
        await books.database.until_somebody_waits()
        release.set()
        with pytest.raises(CollisionsChangedError) as changed:
            await closing
        assert changed.value.collisions == {await booking}

    async def test_a_booking_that_waits_for_the_block_finds_the_time_gone(
        self, books: MyTimeFixture
    ) -> None:
        begun, release = asyncio.Event(), asyncio.Event()

        class SlowDisplacements(SqlaDisplacementGateway):
            async def add(self, displaced: Sequence[Displacement]) -> None:
                begun.set()
                await release.wait()
                await super().add(displaced)

        services = books.database.services({DisplacementGateway: SlowDisplacements})
        service = services.get(ChangeMyTime)
        request = ChangeMyTimeRequest(books.mia, books.mia_id, OFF)
        blocking = asyncio.create_task(service.execute(request))
        await begun.wait()
        booking = asyncio.create_task(books.book(at(10, day=2), books.bob))
        await books.database.until_somebody_waits()
        release.set()
        assert (await blocking).displaced == 0
        with pytest.raises(SlotTakenError):
            await booking

    async def test_a_block_that_waits_for_a_booking_notes_its_visit(
        self, books: MyTimeFixture
    ) -> None:
        begun, release = asyncio.Event(), asyncio.Event()

        class SlowBookings(SqlaBookingGateway):
            async def add(self, *arguments: object) -> BookingId:
                begun.set()
                await release.wait()
                return await super().add(*arguments)  # type: ignore[arg-type]  # as they came

        services = books.database.services({BookingGateway: SlowBookings})
        choice = choice_of(books.cut, master_id=books.mia_id)
        booking = asyncio.create_task(
            services.book(books.bob, books.location, choice, at(10, day=2))
        )
        await begun.wait()
        blocking = asyncio.create_task(books.change(MORNING))
        await books.database.until_somebody_waits()
        release.set()
        visit = await booking
        with pytest.raises(CollisionsChangedError) as caught:
            await blocking
        assert caught.value.collisions == {visit}


class TestMyTime:
    async def test_it_is_read_as_a_whole(self, books: MyTimeFixture) -> None:
        database = books.database
        await books.change(WorkingDayChange(1, Hours(time(10), time(18))))
        await books.change(DaysOffChange(date(2030, 3, 6), date(2030, 3, 8), "Holiday"))
        await books.change(DaysOffChange(date(2030, 3, 9), date(2030, 3, 9)))
        await database.close_day(books.mia_id, date(2030, 3, 3))  # yesterday
        await database.block(books.mia_id, at(5), at(7))  # over
        await database.block(books.mia_id, at(7), at(9))
        mine = await books.get_my_time().execute(books.mia)
        assert [day.is_own for day in mine.week] == [False, True, *[False] * 5]
        assert [bool(day.hours) for day in mine.week] == [True] * 5 + [False] * 2
        assert mine.week[1].usual == mine.week[0].hours
        assert [(row.days, row.reason) for row in mine.days_off] == [
            (DateRange(date(2030, 3, 6), date(2030, 3, 8)), "Holiday"),
            (DateRange(date(2030, 3, 9), date(2030, 3, 9)), ""),
        ]
        assert [block.time.end_at for block in mine.blocks] == [at(9)]
        assert mine.day_ends_at == at(17)
        assert [place.master_id for place in mine.places] == [books.mia_id]

    async def test_a_day_without_work_ends_at_midnight(self, books: MyTimeFixture) -> None:
        books.database.clock.moment = at(18)
        mine = await books.get_my_time().execute(books.mia)
        assert mine.day_ends_at == NOW + timedelta(hours=16)

    async def test_who_works_at_two_places_looks_at_each(self, books: MyTimeFixture) -> None:
        database = books.database
        other = await database.open_location(timezone="Asia/Tokyo")
        master_id = await database.hire(other, name="Mia", user_id=books.mia.user_id)
        service = books.get_my_time()
        first = await service.execute(books.mia)
        second = await service.execute(books.mia, MasterId(master_id))
        assert [place.master_id for place in first.places] == [books.mia_id, master_id]
        assert (second.place.master_id, second.zone.key) == (master_id, "Asia/Tokyo")


class TestWhoCanBeAsked:
    async def test_who_has_no_chat_or_is_blocked_is_to_be_phoned(
        self, books: MyTimeFixture
    ) -> None:
        visits = [await books.book(at(hour, day=2)) for hour in (9, 10, 11)]
        assert [visit.is_asked_at_once for visit in await books.find(OFF)] == [True] * 3
        reachable = {"telegram_id": 77, "unreachable_at": None, "is_blocked": False}
        for hidden in ({"telegram_id": None}, {"unreachable_at": NOW}, {"is_blocked": True}):
            await books.database.change(tables.users, books.ann.user_id, **{**reachable, **hidden})
            found = await books.find(OFF)
            assert [visit.booking_id for visit in found if visit.is_to_be_phoned] == visits
