"""A late day is calculated anew when it changes, and no word takes another one back."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from domain.delays.run_late import RunLate, RunLateRequest
from domain.shared.ids import BookingId
from domain.visit.delays import Delay, DelayNotified, NoDelayError
from domain.visit.outcomes import Mark
from infra.db import tables
from tests.domain.delays.delay_fixture import DelayFixture, open_late_room
from tests.domain.delays.test_delay_races import late_news
from tests.support.database import DatabaseFactory, at


@pytest.fixture
async def day(database: DatabaseFactory) -> DelayFixture:
    room = await open_late_room(database)
    await database.change_policies(
        room.room.location, max_upcoming_bookings=9, min_advance_minutes=0
    )
    return room


@pytest.fixture
async def late(day: DelayFixture) -> DelayFixture:
    """Ten runs half an hour late, so eleven and twelve do, and everybody knows."""
    await day.say(Delay.THIRTY)
    await day.post()
    return day


async def put(day: DelayFixture, visit: BookingId, start: datetime) -> None:
    """Have a visit of an hour take place at another time, as if it had been booked so."""
    end, items, bookings = start + timedelta(hours=1), tables.booking_items, tables.bookings
    await day.database.execute(
        update(items)
        .where(items.c.booking_id == visit)
        .values(start_at=start, end_at=end, blocked_until=end)
    )
    await day.database.execute(
        update(bookings).where(bookings.c.id == visit).values(starts_at=start, ends_at=end)
    )


def of_those_behind(day: DelayFixture, minutes: int) -> Sequence[tuple[BookingId, int]]:
    return [(day.eleven, minutes), (day.twelve, minutes)]


async def test_those_behind_are_on_time_again_when_who_held_them_up_has_cancelled(
    late: DelayFixture,
) -> None:
    await late.database.services().cancel(late.room.ann, late.ten)
    assert await late.recalculate() == 2
    assert (await late.delays())[1:] == [0, 0, 0]
    assert await late_news(late) == of_those_behind(late, 0)


async def test_or_has_moved(late: DelayFixture) -> None:
    await late.database.services().move(late.room.ann, late.ten, at(16))
    await late.recalculate()
    assert await late.delays() == [0, 0, 0, 0]
    assert await late_news(late) == of_those_behind(late, 0)


async def test_or_is_done_sooner_than_was_said(late: DelayFixture) -> None:
    late.database.clock.moment = at(10, 40)
    await late.room.mark(late.room.mia, Mark.CASH)
    await late.recalculate()
    assert (await late.delays())[1:] == [0, 0, 0]


async def test_who_was_told_a_time_keeps_it_once_the_agreed_one_has_passed(
    late: DelayFixture,
) -> None:
    late.database.clock.moment = at(11, 10)
    await late.room.mark(late.room.mia, Mark.CASH)
    assert await late.recalculate() == 0
    assert (await late.delays())[1:] == [30, 30, 0]


async def test_who_books_behind_a_late_visit_is_told(late: DelayFixture) -> None:
    booked = await late.room.book(13)
    assert await late.recalculate() == 2
    assert (await late.database.services().visit(booked)).late_minutes == 30
    assert set(await late_news(late)) == {(booked, 30), (late.late, 30)}


async def test_working_it_out_again_changes_and_tells_nothing(late: DelayFixture) -> None:
    for minute in range(0, 300, 25):
        late.database.clock.moment = at(9) + timedelta(minutes=minute)
        assert await late.recalculate() == 0


async def test_of_several_workers_one_tells(late: DelayFixture) -> None:
    await late.database.services().cancel(late.room.ann, late.ten)
    assert sum(await asyncio.gather(*(late.recalculate() for _ in range(4)))) == 2
    assert await late_news(late) == of_those_behind(late, 0)


async def test_where_nothing_is_late_nothing_is_done(day: DelayFixture) -> None:
    assert await day.recalculate() == 0


async def test_the_last_of_many_words_is_told_once(day: DelayFixture) -> None:
    for delay in (Delay.TEN, Delay.FIFTEEN, Delay.TEN):
        await day.say(delay)
        day.database.clock.advance(seconds=1)
    assert await late_news(day) == [(day.ten, 10), *of_those_behind(day, 10)]


async def test_no_word_takes_another_one_back(day: DelayFixture) -> None:
    await day.say(Delay.THIRTY, day.twelve)
    await day.say(Delay.FIVE)
    assert await day.delays() == [5, 5, 30, 0]
    await day.say(Delay.ON_TIME)
    assert await day.delays() == [0, 0, 30, 0]
    await day.say(Delay.ON_TIME, day.twelve)
    assert await day.delays() == [0, 0, 0, 0]


async def test_the_staff_learn_that_another_word_holds_the_visit_up(late: DelayFixture) -> None:
    said = RunLateRequest(late.room.mia, late.eleven, Delay.ON_TIME)
    assert await late.database.services().get(RunLate).execute(said) == DelayNotified(
        0, is_held_up=True
    )
    assert await late.delays() == [30, 30, 30, 0]


async def test_the_staff_learn_who_has_to_be_phoned(day: DelayFixture) -> None:
    await day.database.change(tables.users, day.room.ann.user_id, telegram_id=None)
    said = RunLateRequest(day.room.mia, day.ten, Delay.THIRTY)
    assert await day.database.services().get(RunLate).execute(said) == DelayNotified(3, to_phone=3)


class TestANightShift:
    """Visits at half past eleven and half past midnight, right after each other."""

    @pytest.fixture
    async def night(self, day: DelayFixture) -> DelayFixture:
        await put(day, day.twelve, at(23, 30))
        await put(day, day.late, at(23, 30) + timedelta(hours=1))
        return day

    async def test_passes_delays_on_over_midnight(self, night: DelayFixture) -> None:
        night.database.clock.moment = at(23, 50)
        assert await night.say(Delay.THIRTY, night.twelve) == 1
        assert await night.delays() == [0, 0, 0, 30]

    async def test_runs_late_on_both_sides_of_midnight(self, night: DelayFixture) -> None:
        night.database.clock.moment = at(23, 50)
        assert (await night.room.card(night.room.mia, night.late)).can_run_late
        night.database.clock.moment = at(23, 50) + timedelta(minutes=15)
        assert (await night.room.card(night.room.mia, night.twelve)).can_run_late
        assert await night.say(Delay.FIFTEEN, night.twelve) == 1
        night.database.clock.moment = at(23) + timedelta(hours=2, minutes=30)
        with pytest.raises(NoDelayError):
            await night.say(Delay.FIVE, night.twelve)
