"""Booked minutes against working minutes, counted by hand."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.reporting.model import Load, Share
from domain.schedule.model import Hours
from domain.shared.ids import LocationId, MasterId, ServiceId
from domain.shared.time import DateRange
from domain.visit.model import BookingStatus
from infra.db.tables import masters, services
from tests.support.database import NINE_TO_FIVE, DatabaseFactory, at
from tests.support.report_services import BOSS, Book, ReportServices

MONDAY = date(2030, 3, 4)
WITH_BREAK = Hours(time(9), time(17), time(13), time(13, 30))


async def load_of(database: DatabaseFactory, shop: LocationId, first: date, last: date) -> Load:
    keeper = ReportServices(database.engine, database.clock)
    return (await keeper.get_metrics.execute(BOSS, shop, DateRange(first, last))).load


async def open_shop(database: DatabaseFactory, **columns: object) -> tuple[LocationId, ServiceId]:
    shop = await database.open_location(**columns)  # type: ignore[arg-type]  # columns of the table
    return shop, await database.sell(shop)


async def hire(
    database: DatabaseFactory, shop: LocationId, service: ServiceId, hours: Hours, **columns: Any
) -> tuple[MasterId, Book]:
    days = dict.fromkeys(range(7), hours)
    master = await database.hire(shop, service, working_days=days, **columns)
    return master, Book(database, shop, service, master)


async def test_load_is_booked_minutes_of_working_minutes_by_master_weekday_and_hour(
    database: DatabaseFactory,
) -> None:
    shop, service = await open_shop(database)
    mia, book = await hire(database, shop, service, WITH_BREAK)
    leo, _ = await hire(database, shop, service, NINE_TO_FIVE)
    ann = await database.meet()
    await book.visit(ann, at(9, 30), minutes=60)  # 30 minutes in each of two hours
    await book.visit(ann, at(12), BookingStatus.NO_SHOW, minutes=45)
    await book.visit(ann, at(14), BookingStatus.CONFIRMED, minutes=15)
    await book.visit(ann, at(15), BookingStatus.CANCELLED)
    await book.visit(ann, at(16), BookingStatus.PENDING)
    await book.visit(ann, at(9, day=1), master_id=leo)

    load = await load_of(database, shop, MONDAY, MONDAY + timedelta(days=1))

    # Mia works 7 h 30 min a day and has 120 minutes booked, Leo works 8 h and has 60.
    assert load.by_master == {mia: Share(120, 900), leo: Share(60, 960)}
    assert load.total == Share(180, 1860)
    assert load.by_hour[0, 9] == Share(30, 120)
    assert load.by_hour[0, 10] == Share(30, 120)
    assert load.by_hour[0, 12] == Share(45, 120)
    assert load.by_hour[0, 13] == Share(0, 90)  # half an hour of it is Mia's break
    assert load.by_hour[1, 9] == Share(60, 120)
    assert (0, 8) not in load.by_hour
    assert (0, 17) not in load.by_hour


async def test_days_off_blocks_and_holidays_are_no_working_time(database: DatabaseFactory) -> None:
    shop, service = await open_shop(database)
    mia, _ = await hire(database, shop, service, NINE_TO_FIVE)
    leo, _ = await hire(database, shop, service, NINE_TO_FIVE, works_on_holidays=True)
    good_friday = date(2030, 4, 19)
    await database.close_day(mia, good_friday - timedelta(days=1))
    await database.block(
        mia,
        datetime(2030, 4, 17, 8, tzinfo=UTC),  # from ten in the morning, summer time
        datetime(2030, 4, 17, 9, 20, tzinfo=UTC),
    )

    load = await load_of(database, shop, good_friday - timedelta(days=2), good_friday)

    assert load.by_master == {mia: Share(0, 480 - 80), leo: Share(0, 3 * 480)}


async def test_hours_are_those_of_the_clock_on_the_wall_on_both_nights_of_change(
    database: DatabaseFactory,
) -> None:
    shop, service = await open_shop(database)
    _, book = await hire(database, shop, service, Hours(time(0), time(6)))
    ann = await database.meet()
    berlin = ZoneInfo("Europe/Berlin")
    spring, autumn = date(2030, 3, 31), date(2030, 10, 27)
    for day in (spring, autumn):
        one = datetime.combine(day, time(1), berlin).astimezone(UTC)
        await book.visit(ann, one, minutes=180)

    skipped = (await load_of(database, shop, spring, spring)).by_hour
    doubled = (await load_of(database, shop, autumn, autumn)).by_hour

    assert [skipped.get((6, hour)) for hour in range(6)] == [
        Share(0, 60), Share(60, 60), None, Share(60, 60), Share(60, 60), Share(0, 60)
    ]  # fmt: skip
    assert [doubled.get((6, hour)) for hour in range(6)] == [
        Share(0, 60), Share(60, 60), Share(120, 120), Share(0, 60), Share(0, 60), Share(0, 60)
    ]  # fmt: skip


async def test_a_night_belongs_to_both_its_days_and_a_period_ends_at_midnight(
    database: DatabaseFactory,
) -> None:
    shop, service = await open_shop(database)
    mia, book = await hire(database, shop, service, Hours(time(22), time(2)))
    await book.visit(await database.meet(), at(23, 30), minutes=60)

    monday = await load_of(database, shop, MONDAY, MONDAY)
    tuesday = await load_of(database, shop, MONDAY + timedelta(days=1), MONDAY + timedelta(days=1))

    assert monday.by_master == {mia: Share(30, 240)}  # the end of last night, and the evening
    assert monday.by_hour[0, 23] == Share(30, 60)
    assert tuesday.by_hour[1, 0] == Share(30, 60)


async def test_each_place_of_a_master_of_several_clients_counts(database: DatabaseFactory) -> None:
    shop, service = await open_shop(database)
    mia, book = await hire(database, shop, service, NINE_TO_FIVE, max_clients_parallel=3)
    await book.visit(await database.meet(), at(9))

    load = await load_of(database, shop, MONDAY, MONDAY)

    assert load.by_hour[0, 9] == Share(60, 180)
    assert load.by_master == {mia: Share(60, 1440)}


async def test_hours_of_a_zone_with_three_quarters_are_its_own(database: DatabaseFactory) -> None:
    shop, service = await open_shop(database, timezone="Asia/Kathmandu", country="NP")
    _, book = await hire(database, shop, service, NINE_TO_FIVE)
    nine = datetime.combine(MONDAY, time(9), ZoneInfo("Asia/Kathmandu"))
    await book.visit(await database.meet(), nine + timedelta(minutes=20), minutes=50)

    load = await load_of(database, shop, MONDAY, MONDAY)

    assert load.by_hour[0, 9] == Share(40, 60)
    assert load.by_hour[0, 10] == Share(10, 60)


async def test_who_works_longer_than_planned_has_more_than_all_of_it(
    database: DatabaseFactory,
) -> None:
    shop, service = await open_shop(database)
    mia, book = await hire(database, shop, service, Hours(time(9), time(10)))
    await book.visit(await database.meet(), at(9), minutes=90)

    load = await load_of(database, shop, MONDAY, MONDAY)

    assert load.by_master == {mia: Share(90, 60)}
    assert load.by_hour[0, 10] == Share(30, 0)
    assert load.by_hour[0, 10].percent is None


async def test_time_of_two_shifts_at_once_is_worked_once(database: DatabaseFactory) -> None:
    shop, service = await open_shop(database)
    nights = {0: Hours(time(18), time(4)), 1: Hours(time(2), time(10))}
    others = dict.fromkeys(range(2, 7))
    mia = await database.hire(shop, service, working_days={**nights, **others})

    load = await load_of(database, shop, MONDAY, MONDAY + timedelta(days=1))

    assert load.by_master == {mia: Share(0, 16 * 60)}
    assert load.by_hour[1, 2] == Share(0, 60)


async def test_who_has_left_counts_in_the_days_of_their_visits(database: DatabaseFactory) -> None:
    shop, service = await open_shop(database)
    mia, book = await hire(database, shop, service, NINE_TO_FIVE)
    await book.visit(await database.meet(), at(9), minutes=120)
    await database.change(masters, mia, is_active=False)

    load = await load_of(database, shop, MONDAY, MONDAY)
    later = await load_of(database, shop, MONDAY + timedelta(days=1), MONDAY + timedelta(days=1))

    assert load.by_master == {mia: Share(120, 480)}
    assert later.by_master == {}


async def test_load_does_not_depend_on_what_is_sold_now(database: DatabaseFactory) -> None:
    shop, service = await open_shop(database)
    mia, _ = await hire(database, shop, service, NINE_TO_FIVE)
    await database.change(services, service, is_active=False)

    assert (await load_of(database, shop, MONDAY, MONDAY)).by_master == {mia: Share(0, 480)}
