"""Everybody's visits, filtered and page by page, in a real database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from domain.shared.identity import Role, RoleMissingError
from domain.shared.ids import BookingId, LocationId, MasterId, UserId
from domain.shared.time import DAY, DateRange
from domain.visit.model import BookingStatus
from domain.visit_queries.booking_filter import STANDING, BookingFilter, NamedDays, range_of
from domain.visit_queries.list_bookings import PAGE_SIZE
from infra.db import tables
from tests.support.bookings_fixture import (
    ADMIN,
    HOUR,
    BookingsFixture,
    every,
    ids_of,
    open_bookings_fixture,
)
from tests.support.database import NOW, DatabaseFactory, at

ALL = BookingFilter(NamedDays.ALL, statuses=())
SUNDAY = NOW - DAY
MIDNIGHT = at(1) - HOUR


@pytest.fixture
async def diary(database: DatabaseFactory) -> BookingsFixture:
    return await open_bookings_fixture(database)


async def test_a_line_tells_who_comes_when_to_whom_for_what(diary: BookingsFixture) -> None:
    visit = await diary.write(at(10), (diary.cut, diary.tom), (diary.colour, diary.mia))
    (line,) = (await diary.page()).lines
    assert (line.booking_id, line.client_name) == (visit, "Ann")
    assert (line.start_at, line.end_at) == (at(10), at(12))
    assert [label.text for label in line.services] == ["Cut", "Colour"]
    assert [label.text for label in line.masters] == ["Tom", "Mia"]
    assert (line.location.id, line.status) == (diary.shop, BookingStatus.CONFIRMED)


async def test_the_list_begins_with_today_and_goes_by_start(diary: BookingsFixture) -> None:
    await diary.write(SUNDAY)
    tuesday = await diary.write(at(9, day=1))
    this_morning = await diary.write(at(7), status=BookingStatus.COMPLETED)
    also_this_morning = await diary.write(at(7), status=BookingStatus.NO_SHOW)
    await diary.write(at(11), status=BookingStatus.CANCELLED)
    assert await diary.ids() == [this_morning, also_this_morning, tuesday]


async def test_days_by_name_are_days_of_the_location(diary: BookingsFixture) -> None:
    starts = {
        "last week": at(10, day=-3),
        "yesterday": at(23, 59, day=-1),
        "today": MIDNIGHT,
        "tonight": at(23, 59),
        "tomorrow": MIDNIGHT + DAY,
        "sunday": at(23, 59, day=6),
        "next week": MIDNIGHT + 7 * DAY,
        "the week after": MIDNIGHT + 14 * DAY,
        "in 29 days": at(12, day=29),
        "in 32 days": at(12, day=32),
    }
    names = {await diary.write(start_at): name for name, start_at in starts.items()}
    listed = {
        days: [names[visit] for visit in await diary.ids(BookingFilter(days))]
        for days in NamedDays
        if days not in {NamedDays.ALL, NamedDays.COMING}
    }
    assert listed == {
        NamedDays.TODAY: ["today", "tonight"],
        NamedDays.TOMORROW: ["tomorrow"],
        NamedDays.THIS_WEEK: ["today", "tonight", "tomorrow", "sunday"],
        NamedDays.NEXT_WEEK: ["next week"],
        NamedDays.NEXT_DAYS: [
            *("today", "tonight", "tomorrow", "sunday", "next week", "the week after"),
            "in 29 days",
        ],
        NamedDays.PAST: ["yesterday", "last week"],
    }
    christened = DateRange(date(2030, 3, 3), date(2030, 3, 4))
    assert [names[visit] for visit in await diary.ids(BookingFilter(christened))] == [
        *("yesterday", "today", "tonight")
    ]


async def test_each_location_has_its_own_midnight(
    diary: BookingsFixture, database: DatabaseFactory
) -> None:
    tokyo = await database.open_location(timezone="Asia/Tokyo")
    item = (await database.sell(tokyo), await database.hire(tokyo))
    in_tokyo = await diary.write(at(16), item, shop=tokyo)  # it is Tuesday there
    in_berlin = await diary.write(at(17))
    assert await diary.ids(BookingFilter(NamedDays.TODAY)) == [in_berlin]
    assert await diary.ids(BookingFilter(NamedDays.TOMORROW)) == [in_tokyo]
    assert await diary.ids(BookingFilter(NamedDays.TOMORROW, location_id=tokyo)) == [in_tokyo]
    assert await diary.ids(ALL) == [in_berlin, in_tokyo]


async def test_a_closed_location_and_those_who_left_keep_their_visits(
    diary: BookingsFixture, database: DatabaseFactory
) -> None:
    visit = await diary.write(at(10))
    await database.change(tables.locations, diary.shop, is_active=False)
    await database.change(tables.masters, diary.mia, is_active=False)
    page = await diary.page(BookingFilter(master_id=diary.mia, location_id=diary.shop))
    assert ids_of(page) == [visit]
    assert [choice.name.text for choice in page.choices.masters] == ["Tom", "Mia"]


async def test_every_filter_and_all_of_them_together(
    diary: BookingsFixture, database: DatabaseFactory
) -> None:
    other_shop = await database.open_location()
    items = {
        "cut by mia": (diary.cut, diary.mia),
        "cut by tom": (diary.cut, diary.tom),
        "colour by mia": (diary.colour, diary.mia),
    }
    visits: dict[BookingId, tuple[str, UserId, BookingStatus, LocationId]] = {}
    for what, client, status, shop in product(
        items,
        (diary.ann, diary.bob),
        (BookingStatus.CONFIRMED, BookingStatus.CANCELLED),
        (diary.shop, other_shop),
    ):
        visit = await diary.write(at(10), items[what], client=client, status=status, shop=shop)
        visits[visit] = (what, client, status, shop)

    narrowed = replace(
        ALL,
        location_id=other_shop,
        master_id=diary.mia,
        service_id=diary.cut,
        statuses=(BookingStatus.CANCELLED,),
        clients=(diary.bob,),
    )
    meant = ("cut by mia", diary.bob, BookingStatus.CANCELLED, other_shop)
    assert [visits[visit] for visit in await diary.ids(narrowed)] == [meant]
    for wider in (
        replace(narrowed, location_id=None),
        replace(narrowed, master_id=None),
        replace(narrowed, service_id=None),
        replace(narrowed, statuses=()),
        replace(narrowed, clients=None),
    ):
        assert (await diary.page(wider)).total == 2


async def test_a_master_and_a_service_mean_that_this_one_performs_that(
    diary: BookingsFixture,
) -> None:
    await diary.write(at(10), (diary.cut, diary.tom), (diary.colour, diary.mia))
    assert await diary.ids(replace(ALL, master_id=diary.mia, service_id=diary.cut)) == []
    assert (await diary.page(replace(ALL, master_id=diary.mia))).total == 1


async def test_a_visit_with_several_items_of_a_master_is_listed_once(
    diary: BookingsFixture,
) -> None:
    visit = await diary.write(at(10), (diary.cut, diary.mia), (diary.colour, diary.mia))
    page = await diary.page(BookingFilter(master_id=diary.mia))
    assert (ids_of(page), page.total) == ([visit], 1)


async def test_a_hold_that_ran_out_is_listed_as_what_it_is(diary: BookingsFixture) -> None:
    over = await diary.write(at(10), status=BookingStatus.PENDING, hold_expires_at=NOW)
    later = NOW + timedelta(minutes=1)
    held = await diary.write(
        at(11), status=BookingStatus.PENDING, hold_expires_at=later, client=diary.bob
    )
    assert await diary.ids() == [held]
    expired = await diary.page(BookingFilter(statuses=(BookingStatus.EXPIRED,)))
    assert [(line.booking_id, line.status) for line in expired.lines] == [
        (over, BookingStatus.EXPIRED)
    ]
    assert await diary.ids(BookingFilter(statuses=())) == [over, held]


@pytest.mark.parametrize("days", [NamedDays.COMING, NamedDays.ALL])
async def test_pages_put_together_are_the_whole_list(
    diary: BookingsFixture, days: NamedDays
) -> None:
    visits = [await diary.write(at(10) + n // 2 * HOUR) for n in range(45)]
    wanted = BookingFilter(days)
    expected = every(PAGE_SIZE, visits[::-1] if wanted.is_latest_first else visits)
    pages = [await diary.page(wanted, number) for number in range(6)]
    assert [ids_of(page) for page in pages] == expected
    assert {(page.pages, page.total) for page in pages} == {(6, 45)}


@pytest.mark.parametrize(("asked", "shown"), [(-5, 0), (1, 1), (2, 1), (2**31, 1)])
async def test_beyond_the_ends_are_the_first_page_and_the_last(
    diary: BookingsFixture, asked: int, shown: int
) -> None:
    visits = [await diary.write(at(10)) for _ in range(PAGE_SIZE + 1)]
    page = await diary.page(page=asked)
    assert (page.page, ids_of(page)) == (shown, every(PAGE_SIZE, visits)[shown])


async def test_a_list_that_shrinks_between_two_taps_shows_its_last_page(
    diary: BookingsFixture, database: DatabaseFactory
) -> None:
    visits = [await diary.write(at(10)) for _ in range(2 * PAGE_SIZE + 1)]
    assert (await diary.page(page=2)).page == 2
    for visit in visits[:2]:
        await database.change(tables.bookings, visit, status=BookingStatus.CANCELLED)
    page = await diary.page(page=2)
    assert (page.page, page.pages, ids_of(page)) == (1, 2, visits[-PAGE_SIZE + 1 :])


async def test_a_list_that_grows_between_two_taps_moves_on(diary: BookingsFixture) -> None:
    visits = [await diary.write(at(12)) for _ in range(PAGE_SIZE)]
    assert (await diary.page(page=1)).page == 0
    earlier = await diary.write(at(9))
    assert await diary.ids() == [earlier, *visits[:-1]]
    assert await diary.ids(page=1) == visits[-1:]


async def test_an_empty_list_has_one_empty_page(diary: BookingsFixture) -> None:
    page = await diary.page(page=3)
    assert (page.lines, page.page, page.pages, page.total) == ((), 0, 1, 0)


async def test_nobody_and_nothing_known_find_nothing(diary: BookingsFixture) -> None:
    await diary.write(at(10))
    for wanted in (
        replace(ALL, clients=()),
        replace(ALL, clients=(UserId(2**62),)),
        replace(ALL, master_id=MasterId(2**31 - 1)),
        replace(ALL, location_id=LocationId(2**31 - 1)),
    ):
        assert (await diary.page(wanted)).total == 0


async def test_the_first_of_the_clients_are_named(
    diary: BookingsFixture, database: DatabaseFactory
) -> None:
    others = [(await database.meet(name)).user_id for name in ("Cleo", "Dan")]
    wanted = BookingFilter(clients=(diary.bob, diary.ann, *others))
    assert (await diary.page(wanted)).clients == ("Bob", "Ann", "Cleo")


@pytest.mark.parametrize("role", [Role.CLIENT, Role.MASTER])
async def test_admins_alone_see_everybodys_visits(diary: BookingsFixture, role: Role) -> None:
    nobody = replace(ADMIN, roles=frozenset({Role.CLIENT, role}))
    with pytest.raises(RoleMissingError):
        await diary.page(admin=nobody)


async def test_today_is_that_of_the_place_and_without_one_of_the_first(
    diary: BookingsFixture,
) -> None:
    far_away = await diary.database.open_location(timezone="Pacific/Auckland", position=1)
    diary.database.clock.moment = at(1, day=1) - HOUR / 2  # in UTC it is Monday still
    for place, day in ((None, 1), (diary.shop, 1), (far_away, 1)):
        today = await diary.service().get_today(ADMIN, place)
        assert today == at(12, day=day).date()
    diary.database.clock.moment = at(22, day=1)
    assert await diary.service().get_today(ADMIN, far_away) == at(12, day=2).date()
    assert await diary.service().get_today(ADMIN, diary.shop) == at(12, day=1).date()


def test_a_day_on_which_the_clocks_change_is_as_long_as_it_is() -> None:
    day = DateRange(date(2030, 3, 31), date(2030, 3, 31))
    moments = range_of(day, NOW, ZoneInfo("Europe/Berlin"))
    assert moments.start_at == datetime(2030, 3, 30, 23, tzinfo=UTC)
    assert moments.end_at == datetime(2030, 3, 31, 22, tzinfo=UTC)


def test_what_stands_is_all_but_what_was_cancelled_or_never_paid() -> None:
    assert set(BookingStatus) - set(STANDING) == {BookingStatus.CANCELLED, BookingStatus.EXPIRED}
