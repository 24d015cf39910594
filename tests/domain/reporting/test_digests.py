"""What a digest tells, and that each is told once."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from domain.catalog.errors import LocationNotFoundError
from domain.outbox.admin_post import AdminChannel
from domain.outbox.errors import RecipientGoneError
from domain.outbox.message import MessageKind
from domain.reporting.due import DigestKind
from domain.reporting.find_gaps import Gap
from domain.reporting.get_digest import MOST_LOCATIONS
from domain.reporting.model import DayRevenue, LifetimeValue, Share, Turnout
from domain.schedule.model import Hours
from domain.shared.identity import RoleMissingError
from domain.shared.money import Money
from domain.shared.time import DateRange
from domain.visit.model import BookingStatus
from infra.db.tables import locations, outbox_messages, policy_sets, users
from tests.domain.notifications.delivery_fixture import (
    GROUP,
    IN_GROUP,
    DeliveryFixture,
    digest_of,
    told,
)
from tests.support.database import NOW, DatabaseFactory, at
from tests.support.report_services import BOSS, Book, ReportServices

MONDAY = date(2030, 3, 4)
SUNDAY = MONDAY - timedelta(days=1)
NINE = at(9)
LUNCH = Hours(time(9), time(17), time(13), time(14))


async def open_shop(database: DatabaseFactory, last_digest_on: date | None = SUNDAY) -> Book:
    shop = await database.open_location()
    await database.execute(policy_sets.update().values(digest_told_on=last_digest_on))
    service = await database.sell(shop)
    hours = dict.fromkeys(range(7), LUNCH)
    mia = await database.hire(shop, service, working_days=hours)
    await database.hire(shop, service, name="Leo", working_days=dict.fromkeys(range(7)))
    return Book(database, shop, service, mia)


async def tell(database: DatabaseFactory, post: AdminChannel = IN_GROUP) -> int:
    return await ReportServices(database.engine, database.clock, post).queue_digests.execute()


async def keys(database: DatabaseFactory) -> list[str]:
    return await DeliveryFixture(database).keys(MessageKind.DIGEST)


async def test_a_digest_tells_yesterday_against_the_day_before(database: DatabaseFactory) -> None:
    book = await open_shop(database)
    ann, bob = await database.meet("Ann"), await database.meet("Bob")
    await book.paid(await book.visit(ann, at(9, day=-1)), ann, 4000)
    await book.visit(ann, at(10, day=-1), BookingStatus.CONFIRMED)  # nobody has said how it went
    await book.paid(await book.visit(bob, at(11, day=-2)), bob, 3000)
    await book.visit(bob, at(12, day=-2), BookingStatus.NO_SHOW)
    await book.visit(ann, at(9, day=1), BookingStatus.CONFIRMED)

    keeper = ReportServices(database.engine, database.clock)
    (digest,) = (await keeper.get_digest.execute(BOSS, DigestKind.DAY)).digests

    assert digest.today == MONDAY
    assert digest.figures.days == DateRange(SUNDAY, SUNDAY)
    assert digest.figures.turnout == Turnout(completed=1, undecided=1)
    assert digest.figures.revenue == (Money(4000, "EUR"),)
    assert digest.before.turnout == Turnout(completed=1, no_shows=1)
    assert digest.before.revenue == (Money(3000, "EUR"),)
    assert digest.lifetime_values == (LifetimeValue(1, Money(4000, "EUR")),)
    assert [(p.visits, p.unpaid) for p in digest.pipeline] == [(1, Money(3000, "EUR"))]
    assert digest.revenue_by_day == (
        DayRevenue(SUNDAY - timedelta(days=1), Money(3000, "EUR")),
        DayRevenue(SUNDAY, Money(4000, "EUR")),
    )


async def test_revenue_is_of_the_local_day_and_free_places_are_told_once(
    database: DatabaseFactory,
) -> None:
    shop = await database.open_location()
    service = await database.sell(shop)
    mia = await database.hire(shop, service, max_clients_parallel=2)
    book, ann = Book(database, shop, service, mia), await database.meet()
    late = datetime(2030, 3, 3, 22, 30, tzinfo=UTC)  # Sunday, half past eleven
    for start_at, price in ((late, 100), (late + timedelta(hours=1), 1000)):
        await book.paid(await book.visit(ann, start_at, minutes=20), ann, price)
    await book.visit(ann, at(12), BookingStatus.CONFIRMED)

    keeper = ReportServices(database.engine, database.clock)
    (digest,) = (await keeper.get_digest.execute(BOSS, DigestKind.DAY)).digests

    assert digest.figures.revenue == (Money(100, "EUR"),)
    assert [gap for gap in digest.gaps if gap.start_at < at(23)] == [Gap(at(9), at(17), mia)]


async def test_a_digest_of_the_week_looks_at_seven_days_and_the_seven_before(
    database: DatabaseFactory,
) -> None:
    book = await open_shop(database)
    ann = await database.meet()
    for day, price in ((-1, 1), (-7, 10), (-8, 100), (-14, 1000), (-15, 10_000)):
        await book.paid(await book.visit(ann, at(9, day=day)), ann, price)

    keeper = ReportServices(database.engine, database.clock)
    (digest,) = (await keeper.get_digest.execute(BOSS, DigestKind.WEEK)).digests

    assert digest.figures.revenue == (Money(11, "EUR"),)
    assert digest.before.revenue == (Money(1100, "EUR"),)
    assert (digest.figures.turnout.completed, digest.before.turnout.completed) == (2, 2)


async def test_retention_of_a_digest_is_that_of_customers_who_had_four_weeks_to_come_again(
    database: DatabaseFactory,
) -> None:
    book = await open_shop(database)
    ann, bob, cid = [await database.meet(name) for name in ("Ann", "Bob", "Cid")]
    for client, day in ((ann, -29), (ann, -2), (bob, -56), (cid, -57), (cid, -1)):
        await book.visit(client, at(9, day=day))

    keeper = ReportServices(database.engine, database.clock)
    (digest,) = (await keeper.get_digest.execute(BOSS, DigestKind.DAY)).digests

    assert digest.retention == Share(1, 2)  # Ann came again, Bob did not; Cid came too early


async def test_today_is_told_by_master_with_the_gaps_that_could_still_be_sold(
    database: DatabaseFactory,
) -> None:
    book = await open_shop(database)
    ann = await database.meet()
    await book.visit(ann, at(10), BookingStatus.CONFIRMED)
    await book.visit(ann, at(14), BookingStatus.CONFIRMED, minutes=150)  # leaves half an hour
    await book.visit(ann, at(9, day=1), BookingStatus.CONFIRMED, minutes=240)
    database.clock.moment = datetime(2030, 3, 4, 10, 7, tzinfo=UTC)  # 11:07 in Berlin

    keeper = ReportServices(database.engine, database.clock)
    (digest,) = (await keeper.get_digest.execute(BOSS, DigestKind.DAY)).digests

    (mia,) = digest.loads_today
    assert digest.master_names[mia.master_id].text == "Mia"
    assert mia.load == Share(210, 420)
    assert digest.gaps == (
        Gap(at(11, 15), at(13), mia.master_id),
        Gap(at(14, day=1), at(17, day=1), mia.master_id),
    )


async def test_a_gap_over_midnight_is_one_where_shifts_touch(database: DatabaseFactory) -> None:
    shop = await database.open_location()
    service = await database.sell(shop)
    around_the_clock = dict.fromkeys(range(7), Hours(time(0), time(0)))
    mia = await database.hire(shop, service, working_days=around_the_clock)
    book, ann = Book(database, shop, service, mia), await database.meet()
    await book.visit(ann, at(24), BookingStatus.CONFIRMED, minutes=23 * 60 + 30)
    await book.visit(ann, at(24, 30, day=1), BookingStatus.CONFIRMED, minutes=23 * 60)
    database.clock.moment = at(23, 30)

    keeper = ReportServices(database.engine, database.clock)
    (digest,) = (await keeper.get_digest.execute(BOSS, DigestKind.DAY)).digests

    assert digest.gaps == (Gap(at(23, 30, day=1), at(24, 30, day=1), mia),)


async def test_figures_are_for_admins_of_a_business_that_is_set_up(
    database: DatabaseFactory,
) -> None:
    keeper = ReportServices(database.engine, database.clock)
    with pytest.raises(LocationNotFoundError):
        await keeper.get_digest.execute(BOSS, DigestKind.DAY)
    with pytest.raises(RoleMissingError):
        await keeper.get_digest.execute(await database.meet(), DigestKind.DAY)


async def test_the_group_is_told_once_by_however_many_workers(database: DatabaseFactory) -> None:
    await open_shop(database)
    database.clock.moment = NINE

    counts = await asyncio.gather(*(tell(database) for _ in range(5)))
    again = await tell(database)
    sent = await DeliveryFixture(database, IN_GROUP).deliver()

    digests = [digest_of(notice) for notice in sent]

    assert (sum(counts), again) == (2, 0)
    assert list(told(sent)) == [(GROUP.destination, (MessageKind.DIGEST,))] * 2
    assert {(digest.kind, digest.today) for digest in digests} == {
        (DigestKind.DAY, MONDAY),
        (DigestKind.WEEK, MONDAY),
    }


async def test_without_a_group_each_admin_is_told_alone(database: DatabaseFactory) -> None:
    await open_shop(database)
    ann, bob = await database.meet("Ann"), await database.meet("Bob")
    for admin in (ann, bob):
        await database.change(users, admin.user_id, is_admin=True)
    database.clock.moment = NINE + timedelta(days=1)

    await tell(database, AdminChannel())
    sent = await DeliveryFixture(database).deliver()

    assert sorted(notice.recipient.user_id or 0 for notice in sent) == [ann.user_id, bob.user_id]
    assert all(digest_of(notice).kind is DigestKind.DAY for notice in sent)


async def test_each_admin_is_told_alone_where_the_group_is_gone(database: DatabaseFactory) -> None:
    await open_shop(database)
    ann = await database.meet("Ann")
    await database.change(users, ann.user_id, is_admin=True)
    database.clock.moment = NINE + timedelta(days=1)
    await tell(database)
    office = DeliveryFixture(database, IN_GROUP)
    office.notifier.failures = [RecipientGoneError("kicked")]

    (notice,) = await office.deliver()

    assert notice.recipient.user_id == ann.user_id
    assert digest_of(notice).kind is DigestKind.DAY


async def test_a_digest_comes_at_its_hour_every_day_as_the_rules_stand(
    database: DatabaseFactory,
) -> None:
    await open_shop(database)
    database.clock.moment = NINE - timedelta(minutes=1)
    before = await tell(database)
    database.clock.advance(minutes=1)
    first = await tell(database)
    database.clock.advance(days=1)
    second = await tell(database)

    assert (before, first, second) == (0, 2, 1)
    assert {(key.split(":")[1], key.split(":")[3]) for key in await keys(database)} == {
        ("day", "2030-03-04"),
        ("week", "2030-03-04"),
        ("day", "2030-03-05"),
    }


async def test_a_weekly_digest_is_written_as_one(database: DatabaseFactory) -> None:
    await open_shop(database)
    await database.execute(policy_sets.update().values(digest_is_daily=False))
    database.clock.moment = NINE

    await tell(database)
    (row,) = await database.rows(select(outbox_messages.c.facts))

    assert row.facts == {"day": "2030-03-04", "kind": "week"}


@pytest.mark.parametrize("reason", ["not wanted", "closed down", "nobody works"])
async def test_some_locations_have_no_digest(database: DatabaseFactory, reason: str) -> None:
    shop = await database.open_location()
    await database.execute(policy_sets.update().values(digest_told_on=SUNDAY))
    if reason != "nobody works":
        await database.hire(shop)
    if reason == "not wanted":
        await database.execute(policy_sets.update().values(digest_hour=None))
    if reason == "closed down":
        await database.change(locations, shop, is_active=False)
    database.clock.moment = NINE

    assert await tell(database) == 0
    assert await keys(database) == []


async def test_a_digest_that_could_not_be_sent_all_day_is_dropped(
    database: DatabaseFactory,
) -> None:
    await open_shop(database)
    database.clock.moment = NINE
    await tell(database)
    database.clock.advance(hours=12)

    assert await DeliveryFixture(database, IN_GROUP).deliver() == []


async def test_a_digest_needs_nobody_to_have_come(database: DatabaseFactory) -> None:
    await open_shop(database)

    keeper = ReportServices(database.engine, database.clock)
    (digest,) = (await keeper.get_digest.execute(BOSS, DigestKind.WEEK)).digests

    assert digest.figures.turnout == Turnout()
    assert digest.figures.revenue == ()
    assert digest.gaps[0].start_at > NOW


async def test_a_new_location_has_its_first_digest_when_a_day_is_over(
    database: DatabaseFactory,
) -> None:
    """In Auckland the day begins, and in Los Angeles it ends, on another one of UTC."""
    book = await open_shop(database, last_digest_on=None)
    for zone in ("Pacific/Auckland", "America/Los_Angeles"):
        await database.change(locations, book.shop, timezone=zone)
        await database.execute(policy_sets.update().values(digest_told_on=None))
        counts = []
        for hour in (8, 9, 24 + 9):
            day = datetime(2030, 3, 5, tzinfo=ZoneInfo(zone))
            database.clock.moment = (day + timedelta(hours=hour)).astimezone(UTC)
            counts.append(await tell(database))
        assert counts == [0, 0, 1], zone


async def test_of_many_locations_an_admin_reads_of_how_many_there_is_no_digest(
    database: DatabaseFactory,
) -> None:
    for number in range(MOST_LOCATIONS + 2):
        await database.open_location(name=f"Shop {number}")
    keeper = ReportServices(database.engine, database.clock)
    asked = await keeper.get_digest.execute(BOSS, DigestKind.DAY)
    assert (len(asked.digests), asked.left_out) == (MOST_LOCATIONS, 2)
