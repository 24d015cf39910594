"""The minutes of each master around a day, and the last client before it: one question."""

from datetime import datetime, timedelta

import pytest

from domain.availability.model import NO_OWN_TIME, Loads, MasterLoad, OwnTime
from domain.shared.identity import Identity
from domain.shared.ids import MasterId
from domain.shared.time import Interval
from domain.visit.model import BookingStatus
from infra.db.gateways.availability.loads import SqlaLoadGateway
from infra.db.tables import bookings
from tests.support.database import NOW, DatabaseFactory, at
from tests.support.query_log import queries_of
from tests.support.report_services import Book

DAY_AT = at(9) - timedelta(hours=9)
PERIOD = Interval(DAY_AT - timedelta(days=14), DAY_AT + timedelta(days=15))
LAST_HOUR = PERIOD.end_at - timedelta(hours=1)


class Facts:
    """Visits of Mia and Leo, written past the program."""

    def __init__(self, database: DatabaseFactory, book: Book, mia: MasterId, leo: MasterId) -> None:
        self.database = database
        self.book = book
        self.mia = mia
        self.leo = leo

    async def loads(self, own_time: OwnTime = NO_OWN_TIME, now: datetime = NOW) -> Loads:
        services = self.database.services()
        async with services.uow:
            with queries_of(self.database.engine) as queries:
                found = await SqlaLoadGateway(services.uow).get_loads(
                    [self.mia, self.leo], PERIOD, DAY_AT, own_time, now
                )
        assert len(queries) == 1
        return found


@pytest.fixture
async def facts(database: DatabaseFactory) -> Facts:
    shop = await database.open_location()
    cut = await database.sell(shop)
    mia, leo = [await database.hire(shop, cut, name=name) for name in ("Mia", "Leo")]
    return Facts(database, Book(database, shop, cut, mia), mia, leo)


@pytest.fixture
async def ann(database: DatabaseFactory) -> Identity:
    return await database.meet("Ann")


async def test_nothing_to_do_is_a_load_too(facts: Facts) -> None:
    assert await facts.loads() == {facts.mia: MasterLoad(), facts.leo: MasterLoad()}


async def test_visits_that_take_place_count_and_others_do_not(facts: Facts, ann: Identity) -> None:
    for hour, status in enumerate(BookingStatus, start=9):
        await facts.book.visit(ann, at(hour), status, minutes=10)
    hold = await facts.database.rows(bookings.select().where(bookings.c.status == "pending"))
    await facts.database.change(bookings, hold[0].id, hold_expires_at=NOW + timedelta(minutes=5))

    counted = 4  # held, confirmed, proposed, completed
    assert (await facts.loads())[facts.mia].minutes == counted * 10
    own = OwnTime(client_id=ann.user_id)
    assert (await facts.loads(own))[facts.mia].minutes == 3 * 10
    later = NOW + timedelta(minutes=5)
    assert (await facts.loads(now=later))[facts.mia].minutes == 3 * 10


async def test_the_period_has_its_first_and_not_its_end(facts: Facts, ann: Identity) -> None:
    for start_at in (PERIOD.start_at, LAST_HOUR):
        await facts.book.visit(ann, start_at, minutes=30)
    for start_at in (PERIOD.start_at - timedelta(hours=1), PERIOD.end_at):
        await facts.book.visit(ann, start_at, minutes=7)

    assert (await facts.loads())[facts.mia].minutes == 60


async def test_the_last_client_is_before_the_day_however_long_ago(
    facts: Facts, ann: Identity
) -> None:
    long_ago = DAY_AT - timedelta(days=200)
    await facts.book.visit(ann, long_ago)
    await facts.book.visit(ann, long_ago + timedelta(days=100), BookingStatus.CANCELLED)
    await facts.book.visit(ann, at(9))
    yesterday = DAY_AT - timedelta(hours=10)
    await facts.book.visit(ann, yesterday, BookingStatus.CONFIRMED, master_id=facts.leo)

    loads = await facts.loads()

    assert loads[facts.mia] == MasterLoad(60, long_ago)
    assert loads[facts.leo] == MasterLoad(60, yesterday)


async def test_a_visit_that_is_moved_does_not_count(facts: Facts, ann: Identity) -> None:
    moved = await facts.book.visit(ann, at(9), BookingStatus.CONFIRMED)

    assert (await facts.loads(OwnTime(moved)))[facts.mia] == MasterLoad()
