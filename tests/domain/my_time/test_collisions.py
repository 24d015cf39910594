"""What a change of a master's time collides with, before it is made."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from domain.my_time.changes import (
    BlockChange,
    BlockId,
    BlockLifted,
    DaysOffChange,
    DaysOffLifted,
    TimeChange,
    WorkingDayChange,
)
from domain.schedule.errors import (
    BreakOutsideError,
    NotOwnTimeError,
    TimeOverError,
    TimeTooFarError,
)
from domain.schedule.model import Hours
from domain.shared.identity import RoleMissingError
from infra.db import tables
from tests.support.database import NINE_TO_FIVE, NOW, POLICIES, DatabaseFactory, at
from tests.support.my_time_fixture import MyTimeFixture, open_my_time_fixture
from tests.support.services import choice_of

MONDAY, WEDNESDAY = date(2030, 3, 4), date(2030, 3, 6)
SHORTER = Hours(time(9), time(12))


@pytest.fixture
async def books(database: DatabaseFactory) -> MyTimeFixture:
    return await open_my_time_fixture(database)


def day_off(day: date) -> DaysOffChange:
    return DaysOffChange(day, day)


class TestDaysOff:
    async def test_the_visits_of_those_days_and_of_that_master_collide(
        self, books: MyTimeFixture
    ) -> None:
        tuesday, wednesday = await books.book(at(16, day=1)), await books.book(at(9, day=2))
        await books.book(at(10, day=3))
        await books.book(at(10, day=2), books.bob, books.tom_id)
        assert await books.found(DaysOffChange(date(2030, 3, 5), WEDNESDAY)) == [tuesday, wednesday]

    async def test_a_visit_is_told_with_its_client_and_its_local_time(
        self, books: MyTimeFixture
    ) -> None:
        ann = await books.database.meet("Ann Smith")
        await books.book(at(10, day=2), ann)
        (visit,) = await books.find(day_off(WEDNESDAY))
        assert (visit.client_name, visit.start_at.hour) == ("Ann", 10)
        (visit,) = await books.find(day_off(WEDNESDAY), books.kim)
        assert visit.client_name == "Ann Smith"
        assert [name.text for name in visit.services] == ["Haircut"]

    async def test_a_day_that_is_off_already_collides_with_nothing_more(
        self, books: MyTimeFixture
    ) -> None:
        await books.book(at(10, day=2))
        await books.database.close_day(books.mia_id, WEDNESDAY)
        assert await books.found(day_off(WEDNESDAY)) == []

    async def test_what_has_begun_or_is_over_stays(self, books: MyTimeFixture) -> None:
        await books.book(at(10))
        later = await books.book(at(14))
        books.database.clock.moment = at(10, 30)
        assert await books.found(day_off(MONDAY)) == [later]

    async def test_who_was_told_to_come_later_is_still_to_come(self, books: MyTimeFixture) -> None:
        visit = await books.book(at(10, day=2))
        await books.database.change(tables.bookings, visit, late_minutes=60)
        books.database.clock.moment = at(10, 35, day=2)
        rest_of_the_day = BlockChange(at(10, 35, day=2), at(17, day=2))
        assert await books.found(rest_of_the_day) == [visit]
        books.database.clock.moment = at(11, day=2)
        assert await books.found(BlockChange(at(11, day=2), at(17, day=2))) == []

    async def test_a_late_visit_is_in_the_way_where_it_slides_to(
        self, books: MyTimeFixture
    ) -> None:
        visit = await books.book(at(10, day=2))
        await books.database.change(tables.bookings, visit, late_minutes=60)
        assert await books.found(BlockChange(at(11, 15, day=2), at(12, day=2))) == [visit]
        assert await books.found(BlockChange(at(10, 15, day=2), at(10, 20, day=2))) == [visit]
        books.database.clock.moment = at(10, 5, day=2)
        assert await books.found(BlockChange(at(10, 15, day=2), at(10, 20, day=2))) == []

    async def test_nobody_is_asked_for_what_does_not_stand(self, books: MyTimeFixture) -> None:
        for hour, status in ((9, "cancelled"), (10, "completed"), (11, "expired")):
            visit = await books.book(at(hour, day=2))
            await books.database.change(tables.bookings, visit, status=status)
        assert await books.found(day_off(WEDNESDAY)) == []

    async def test_a_hold_collides_too(self, books: MyTimeFixture) -> None:
        hold = await books.book(at(10, day=2))
        await books.database.turn_into_hold(hold, NOW + timedelta(minutes=10))
        assert await books.found(day_off(WEDNESDAY)) == [hold]


class TestBlocks:
    @pytest.mark.parametrize(
        ("start", "end", "collides"),
        [
            (at(9, day=2), at(10, day=2), False),
            (at(9, day=2), at(10, 1, day=2), True),
            (at(10, 15, day=2), at(10, 30, day=2), True),
            (at(10, 59, day=2), at(12, day=2), True),
            (at(11, day=2), at(12, day=2), False),
            (at(9, day=1), at(9, day=4), True),
        ],
    )
    async def test_a_block_collides_with_what_it_overlaps(
        self, books: MyTimeFixture, start: datetime, end: datetime, collides: bool
    ) -> None:
        visit = await books.book(at(10, day=2))
        assert await books.found(BlockChange(start, end)) == ([visit] if collides else [])

    async def test_of_several_masters_the_one_who_is_blocked_counts(
        self, database: DatabaseFactory
    ) -> None:
        books = await open_my_time_fixture(database)
        wash = await database.sell(books.location, "Wash", minutes=30)
        await database.teach(books.tom_id, wash)
        choice = (
            *choice_of(books.cut, master_id=books.mia_id),
            *choice_of(wash, master_id=books.tom_id),
        )
        visit = await database.services().book(
            books.ann, books.location, choice, at(10, day=2), seen_price_minor=6000
        )
        while_tom_washes = BlockChange(at(11, day=2), at(11, 30, day=2))
        assert await books.found(while_tom_washes) == []
        (found,) = await books.find(while_tom_washes, books.tom, books.tom_id)
        assert (found.booking_id, found.start_at) == (visit, at(10, day=2))
        assert [name.text for name in found.services] == ["Wash"]


class TestWeekdays:
    async def test_visits_outside_the_new_hours_collide_in_every_week(
        self, books: MyTimeFixture
    ) -> None:
        early, late = await books.book(at(11, day=2)), await books.book(at(12, day=2))
        next_week = await books.book(at(11, 30, day=9))
        await books.book(at(14, day=3))
        assert early not in await books.found(WorkingDayChange(2, SHORTER))
        assert await books.found(WorkingDayChange(2, SHORTER)) == [late, next_week]
        assert await books.found(WorkingDayChange(2)) == [early, late, next_week]

    async def test_a_new_break_collides_with_what_lies_in_it(self, books: MyTimeFixture) -> None:
        visit = await books.book(at(12, 30, day=2))
        await books.book(at(10, day=2))
        with_break = replace(NINE_TO_FIVE, break_start=time(13), break_end=time(14))
        assert await books.found(WorkingDayChange(2, with_break)) == [visit]

    async def test_back_to_the_usual_hours(self, books: MyTimeFixture) -> None:
        long = Hours(time(9), time(20))
        await books.change(WorkingDayChange(2, long))
        visit = await books.book(at(18, day=2))
        assert await books.found(WorkingDayChange(2, is_usual=True)) == [visit]

    async def test_visits_beyond_a_horizon_that_was_shortened_are_found(
        self, books: MyTimeFixture
    ) -> None:
        far = await books.book(at(10, day=44))
        await books.database.change_policies(books.location, max_advance_days=0)
        assert await books.found(WorkingDayChange(2)) == [far]

    async def test_what_stood_outside_before_is_not_asked_again(self, books: MyTimeFixture) -> None:
        visit = await books.book(at(14, day=2))
        await books.change(WorkingDayChange(2, SHORTER), visit)
        assert await books.found(WorkingDayChange(2, Hours(time(9), time(11)))) == []
        assert await books.found(day_off(WEDNESDAY)) == [visit]


class TestNightsAndClocks:
    async def test_a_night_belongs_to_the_day_on_which_it_begins(
        self, database: DatabaseFactory
    ) -> None:
        night = Hours(time(20), time(4), time(23), time(0))
        books = await open_my_time_fixture(database, replace(POLICIES, weekday_hours=night))
        after_midnight = await books.book(at(2, day=3))
        assert await books.found(day_off(WEDNESDAY)) == [after_midnight]
        assert await books.found(day_off(date(2030, 3, 7))) == []
        shorter = Hours(time(20), time(2), time(23), time(0))
        assert await books.found(WorkingDayChange(2, shorter)) == [after_midnight]
        assert await books.found(WorkingDayChange(3, shorter)) == []

    async def test_the_day_on_which_the_clocks_change_is_a_whole_one(
        self, database: DatabaseFactory
    ) -> None:
        early = Hours(time(0), time(12))
        books = await open_my_time_fixture(database)
        sunday = date(2030, 3, 31)
        await books.change(WorkingDayChange(6, early))
        first = await books.book(datetime(2030, 3, 30, 23, 0, tzinfo=UTC))  # midnight
        last = await books.book(datetime(2030, 3, 31, 9, 0, tzinfo=UTC))  # eleven, an hour sooner
        assert await books.found(day_off(sunday)) == [first, last]
        assert await books.found(day_off(sunday - timedelta(days=1))) == []
        assert await books.found(WorkingDayChange(6, Hours(time(0), time(11)))) == [last]

    async def test_a_master_elsewhere_has_days_of_the_own_calendar(
        self, database: DatabaseFactory
    ) -> None:
        books = await open_my_time_fixture(database)
        await database.change(tables.masters, books.mia_id, timezone="Asia/Tokyo")
        # Nine in the morning of Thursday in Tokyo is one in the night in Berlin.
        visit = await books.book(datetime(2030, 3, 7, 0, 0, tzinfo=UTC))
        assert await books.found(day_off(date(2030, 3, 7))) == [visit]
        assert await books.found(day_off(WEDNESDAY)) == []
        evening = await books.book(datetime(2030, 3, 7, 7, 0, tzinfo=UTC))
        assert await books.found(WorkingDayChange(3)) == [visit, evening]


class TestWhatMakesNoSense:
    @pytest.mark.parametrize(
        ("change", "error"),
        [
            (day_off(date(2030, 3, 3)), TimeOverError),
            (DaysOffChange(WEDNESDAY, MONDAY), TimeOverError),
            (DaysOffChange(WEDNESDAY, date(2031, 3, 8)), TimeTooFarError),
            (day_off(date(2033, 3, 4)), TimeTooFarError),
            (BlockChange(at(6), at(7)), TimeOverError),
            (BlockChange(at(12), at(11)), TimeOverError),
            (BlockChange(at(12), at(12, day=400)), TimeTooFarError),
            (WorkingDayChange(1, Hours(time(9), time(17), time(8), time(9))), BreakOutsideError),
            (WorkingDayChange(1, Hours(time(9), time(17), time(16), time(18))), BreakOutsideError),
            (WorkingDayChange(1, Hours(time(9), time(17), time(9), time(17))), BreakOutsideError),
            (WorkingDayChange(1, Hours(time(9), time(17), time(12), time(12))), BreakOutsideError),
            (WorkingDayChange(1, Hours(time(20), time(4), time(12), time(13))), BreakOutsideError),
        ],
    )
    async def test_it_is_refused(
        self, books: MyTimeFixture, change: TimeChange, error: type[Exception]
    ) -> None:
        with pytest.raises(error):
            await books.find(change)
        with pytest.raises(error):
            await books.change(change)

    async def test_what_is_given_back_collides_with_nothing(self, books: MyTimeFixture) -> None:
        await books.book(at(10, day=2))
        assert await books.found(DaysOffLifted(WEDNESDAY, WEDNESDAY)) == []
        assert await books.found(BlockLifted(BlockId(1))) == []


class TestWhoMay:
    async def test_nobody_changes_the_time_of_another_master(self, books: MyTimeFixture) -> None:
        for act in (books.find, books.change):
            with pytest.raises(NotOwnTimeError):
                await act(day_off(WEDNESDAY), staff=books.tom)
            with pytest.raises(RoleMissingError):
                await act(day_off(WEDNESDAY), staff=books.ann)

    async def test_an_admin_does(self, books: MyTimeFixture) -> None:
        visit = await books.book(at(10, day=2))
        assert await books.find(day_off(WEDNESDAY), books.kim)
        await books.change(day_off(WEDNESDAY), visit, staff=books.kim)
        assert await books.displacements() == [(visit, at(10, day=2), False)]

    async def test_who_was_dismissed_a_moment_ago_does_not(self, books: MyTimeFixture) -> None:
        await books.database.change(tables.masters, books.mia_id, user_id=None)
        with pytest.raises(NotOwnTimeError):
            await books.change(day_off(WEDNESDAY))

    async def test_there_is_no_time_of_a_master_who_is_gone(self, books: MyTimeFixture) -> None:
        await books.database.change(tables.masters, books.mia_id, is_active=False)
        with pytest.raises(NotOwnTimeError):
            await books.find(day_off(WEDNESDAY), books.kim)
