"""What a master does on a day, over a real database."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from domain.schedule.model import Hours
from domain.shared.identity import Identity, Role, RoleMissingError
from domain.shared.time import Interval
from domain.timetable.get_timetable import GetTimetable, Span
from domain.timetable.model import Timetable, WhyOff
from domain.visit.model import BookingStatus
from infra.db import tables
from tests.support.database import POLICIES, DatabaseFactory, at
from tests.support.outcome_fixture import ADMINS, STAFF, OutcomeFixture, open_outcome_fixture
from tests.support.query_log import queries_of
from tests.support.services import choice_of

MONDAY = date(2030, 3, 4)
LABOUR_DAY = date(2030, 5, 1)  # a Wednesday
DAY = timedelta(days=1)

# workplaces, schedules, absences, items
QUERIES = 4


@pytest.fixture
async def room(database: DatabaseFactory) -> OutcomeFixture:
    return await open_outcome_fixture(database)


async def look(
    room: OutcomeFixture,
    day: date | None = None,
    span: Span = Span.DAY,
    *,
    by: Identity | None = None,
) -> Timetable:
    """Look at a timetable, Mia's unless it is said whose."""
    services = room.database.services()
    service = services.get(GetTimetable)
    return await service.execute(by or room.mia, day, span)


def starts(timetable: Timetable) -> list[datetime]:
    """Return when the visits of the first day begin."""
    return [visit.start_at for visit in timetable.days[0].visits]


async def test_a_day_has_the_own_visits_in_their_order_with_first_names(
    room: OutcomeFixture,
) -> None:
    database, shop = room.database, room.location
    brows = await database.sell(shop, "Brows", minutes=30)
    tom = await database.hire(shop, brows, name="Tom")
    bob = await database.meet("Bob Marley\nJr")
    await room.database.services().book(
        bob, shop, choice_of(room.cut, master_id=room.mia_id), at(9)
    )
    await room.database.services().book(bob, shop, choice_of(brows, master_id=tom), at(15))
    timetable = await look(room)
    assert timetable.today == timetable.days[0].day == MONDAY
    first, second = timetable.days[0].visits
    assert (first.client_name, first.start_at, first.end_at) == ("Bob", at(9), at(10))
    assert second.client_name == "Ann"
    assert [item.service_name.text for item in second.items] == ["Haircut"]


async def test_of_a_visit_with_several_masters_each_has_the_own_part(room: OutcomeFixture) -> None:
    database, shop = room.database, room.location
    brows = await database.sell(shop, "Brows", minutes=30)
    tom = await database.hire(shop, brows, name="Tom")
    choice = (*choice_of(room.cut, master_id=room.mia_id), *choice_of(brows, master_id=tom))
    await database.services().book(room.ann, shop, choice, at(10, day=1), seen_price_minor=6000)
    (visit,) = (await look(room, MONDAY + DAY)).days[0].visits
    assert [item.service_name.text for item in visit.items] == ["Haircut"]
    assert visit.end_at == visit.start_at + timedelta(hours=1)


async def test_what_does_not_stand_is_not_shown(room: OutcomeFixture) -> None:
    held, gone = await room.book(12), await room.book(14)
    await room.database.turn_into_hold(held, at(9))
    await room.database.services().cancel(room.ann, gone)
    assert starts(await look(room)) == [at(10), at(12)]
    room.database.clock.moment = at(9)
    assert starts(await look(room)) == [at(10)]


@pytest.mark.parametrize("status", [BookingStatus.COMPLETED, BookingStatus.NO_SHOW])
async def test_what_was_marked_stays(room: OutcomeFixture, status: BookingStatus) -> None:
    await room.database.change(tables.bookings, room.visit, status=status)
    timetable = await look(room)
    assert timetable.days[0].visits[0].status is status
    assert timetable.days[0].visits[0].is_over(timetable.now)


async def test_a_visit_is_over_when_it_ends_by_what_the_staff_expect(room: OutcomeFixture) -> None:
    await room.database.change(tables.bookings, room.visit, late_minutes=15, arrived_at=at(10))
    (visit,) = (await look(room)).days[0].visits
    assert (visit.late, visit.arrived_at) == (timedelta(minutes=15), at(10))
    assert not visit.is_over(at(11, 14))
    assert visit.is_over(at(11, 15))


async def test_hours_break_blocks_and_what_is_free(room: OutcomeFixture) -> None:
    database = room.database
    hours = Hours(time(9), time(17), time(13), time(14))
    mia = await database.hire(
        room.location, room.cut, name="Mia", default_hours=hours, user_id=room.kim.user_id
    )
    kim = replace(room.kim, roles=STAFF)
    await database.block(mia, at(16), at(20))
    choice = choice_of(room.cut, master_id=mia)
    for hour in (9, 11):
        await database.services().book(await database.meet(), room.location, choice, at(hour))
    (working,) = (await look(room, by=kim)).days[0].times
    assert working.work == Interval(at(9), at(17))
    assert working.pause == Interval(at(13), at(14))
    assert working.blocks == (Interval(at(16), at(20)),)
    assert working.stretches == (Interval(at(9), at(13)), Interval(at(14), at(16)))
    between = Interval(at(10), at(11))
    assert working.free == (between, Interval(at(12), at(13)), Interval(at(14), at(16)))
    database.clock.moment = at(12, 50)
    (working,) = (await look(room, by=kim)).days[0].times
    assert working.free == (Interval(at(14), at(16)),)  # ten minutes are no gap
    database.clock.moment = at(18)
    assert (await look(room, by=kim)).days[0].times[0].free == ()


async def test_a_visit_in_a_block_or_on_a_day_off_is_marked(room: OutcomeFixture) -> None:
    await room.book(12)
    await room.database.block(room.mia_id, at(10, 30), at(11, 30))
    assert [visit.is_missed for visit in (await look(room)).days[0].visits] == [True, False]
    await room.database.close_day(room.mia_id, MONDAY)
    assert [visit.is_missed for visit in (await look(room)).days[0].visits] == [True, True]


async def test_a_late_visit_that_slides_into_a_block_is_marked(room: OutcomeFixture) -> None:
    await room.database.block(room.mia_id, at(11), at(12))
    assert not (await look(room)).days[0].visits[0].is_missed
    await room.database.change(tables.bookings, room.visit, late_minutes=15)
    assert (await look(room)).days[0].visits[0].is_missed


async def test_who_serves_two_at_once_is_free_where_one_place_is(room: OutcomeFixture) -> None:
    await room.database.change(tables.masters, room.mia_id, max_clients_parallel=2)
    bob = await room.database.meet("Bob")
    choice = choice_of(room.cut, master_id=room.mia_id)
    await room.database.services().book(bob, room.location, choice, at(10, 30))
    (working,) = (await look(room)).days[0].times
    assert working.free == (Interval(at(9), at(10, 30)), Interval(at(11), at(17)))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (MONDAY + DAY, WhyOff.DAY_OFF),
        (MONDAY + 6 * DAY, WhyOff.CLOSED),
        (LABOUR_DAY, WhyOff.HOLIDAY),
        (MONDAY + 2 * DAY, None),
    ],
)
async def test_a_day_without_work_says_why(
    room: OutcomeFixture, day: date, why: WhyOff | None
) -> None:
    await room.database.close_day(room.mia_id, MONDAY + DAY)
    (working,) = (await look(room, day)).days[0].times
    assert working.why_off is why
    assert (working.work is None) == (why is not None)


async def test_after_midnight_a_night_shift_goes_on(room: OutcomeFixture) -> None:
    night = Hours(time(20), time(4))
    nina = await room.database.hire(
        room.location, room.cut, name="Nina", default_hours=night, user_id=room.kim.user_id
    )
    kim = replace(room.kim, roles=STAFF)
    choice = choice_of(room.cut, master_id=nina)
    await room.database.services().book(room.ann, room.location, choice, at(2, day=1))
    assert starts(await look(room, MONDAY, by=kim)) == [at(2, day=1)]
    assert starts(await look(room, MONDAY + DAY, by=kim)) == []
    room.database.clock.moment = at(3, day=1)
    assert (await look(room, by=kim)).today == MONDAY
    room.database.clock.moment = at(4, day=1)
    assert (await look(room, by=kim)).today == MONDAY + DAY


async def test_a_week_goes_from_monday_to_sunday(room: OutcomeFixture) -> None:
    await room.book(9, day=4)
    for day in (MONDAY, MONDAY + 6 * DAY):
        week = await look(room, day, Span.WEEK)
        assert [one.day for one in week.days] == [MONDAY + n * DAY for n in range(7)]
        assert [len(one.visits) for one in week.days] == [1, 0, 0, 0, 1, 0, 0]


async def test_who_works_at_two_locations_sees_both_each_by_its_clock(room: OutcomeFixture) -> None:
    database = room.database
    lisbon = await database.open_location(POLICIES, timezone="Europe/Lisbon", position=1)
    cut = await database.sell(lisbon)
    there = await database.hire(lisbon, cut, name="Mia", user_id=room.mia.user_id)
    await database.services().book(room.ann, lisbon, choice_of(cut, master_id=there), at(17))
    timetable = await look(room)
    here, far = timetable.days[0].times
    assert (here.work, far.work) == (Interval(at(9), at(17)), Interval(at(10), at(18)))
    zones = [visit.zone.key for visit in timetable.days[0].visits]
    assert zones == ["Europe/Berlin", "Europe/Lisbon"]


async def test_nobody_looks_farther_than_two_years(room: OutcomeFixture) -> None:
    for asked, shown in ((date(8999, 1, 1), 730), (date(1970, 1, 1), -730)):
        assert (await look(room, asked)).days[0].day == MONDAY + shown * DAY


async def test_masters_alone_have_a_timetable(room: OutcomeFixture) -> None:
    nobody = replace(room.ann, roles=STAFF)  # a role that was lost a moment ago
    for stranger in (room.ann, room.kim, nobody):
        with pytest.raises(RoleMissingError):
            await look(room, by=stranger)
    assert Role.MASTER not in ADMINS


@pytest.mark.parametrize("visits", [1, 5])
@pytest.mark.parametrize("span", Span)
async def test_the_days_and_visits_cost_no_more_queries(
    room: OutcomeFixture, visits: int, span: Span
) -> None:
    for hour in range(11, 10 + visits):
        await room.book(hour)
    with queries_of(room.database.engine) as queries:
        timetable = await look(room, MONDAY, span)
    assert len(timetable.days[0].visits) == visits
    assert len(queries) == QUERIES


async def test_hours_are_those_on_the_wall_when_the_clocks_change(room: OutcomeFixture) -> None:
    sunday = date(2030, 3, 31)
    hours = Hours(time(1), time(5))
    early = await room.database.hire(
        room.location,
        room.cut,
        name="Ed",
        working_days={6: hours},
        user_id=room.kim.user_id,
    )
    kim = replace(room.kim, roles=STAFF)
    (working,) = (await look(room, sunday, by=kim)).days[0].times
    assert working.workplace.master_id == early
    assert working.work == Interval(
        datetime(2030, 3, 31, 0, tzinfo=UTC), datetime(2030, 3, 31, 3, tzinfo=UTC)
    )
