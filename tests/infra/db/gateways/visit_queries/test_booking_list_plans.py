"""The ends of the list of bookings read what they show, however many other visits there are."""

import asyncpg
import pytest
from sqlalchemy import func, select, text

from domain.shared.ids import LocationId, MasterId
from domain.visit_queries.booking_filter import BookingFilter, NamedDays
from domain.visit_queries.list_bookings import PAGE_SIZE, BookingPage, ListBookings
from infra.db.tables import locations, masters, users
from tests.infra.db.gateways.crowded_shop import CLIENTS, ITEMS, MASTERS, VISITS
from tests.infra.db.gateways.query_plans import Sent, read_whole, statements_of
from tests.support.bookings_fixture import ADMIN, open_bookings_fixture
from tests.support.database import NOW, DatabaseFactory

CHOICES, COUNT, PAGE = 3, 1, 1
COUNTS = "count(*)"


@pytest.fixture
async def crowded(database: DatabaseFactory, database_url: str) -> DatabaseFactory:
    """A shop with sixty thousand visits."""
    shop = await database.open_location()
    service = await database.sell(shop)
    hired = [await database.hire(shop, service) for _ in range(MASTERS)]
    await database.execute(text(CLIENTS))
    connection = await asyncpg.connect(database_url.replace("+asyncpg", ""))
    await connection.execute("SET session_replication_role = replica")
    await connection.execute(VISITS, shop, MASTERS, NOW)
    await connection.execute(ITEMS, service, hired[0])
    await connection.execute("VACUUM ANALYZE")
    await connection.close()
    return database


async def look(database: DatabaseFactory, wanted: BookingFilter, page: int) -> BookingPage:
    return await database.services().get(ListBookings).execute(ADMIN, wanted, page)


def page_of(sent: list[Sent]) -> list[Sent]:
    """Leave out the counting, which has to look at all that it counts."""
    return [(statement, values) for statement, values in sent if COUNTS not in statement]


async def test_the_first_page_and_the_last_of_everything_are_read_from_an_index(
    crowded: DatabaseFactory, database_url: str
) -> None:
    shop = LocationId(await crowded.value(select(locations.c.id)))
    for wanted in (
        BookingFilter(NamedDays.ALL, statuses=()),
        BookingFilter(NamedDays.ALL),
        BookingFilter(NamedDays.PAST, location_id=shop),
    ):
        last = (await look(crowded, wanted, 0)).pages - 1
        for page in (0, last):
            with statements_of(crowded.engine) as sent:
                shown = await look(crowded, wanted, page)
            assert 0 < len(shown.lines) <= PAGE_SIZE
            assert await read_whole(database_url, page_of(sent)) == set()


async def test_the_days_ahead_and_a_clients_visits_are_counted_by_an_index_too(
    crowded: DatabaseFactory, database_url: str
) -> None:
    client = await crowded.value(select(func.min(users.c.id)))
    master = MasterId(await crowded.value(select(func.min(masters.c.id))))
    for wanted in (
        BookingFilter(),
        BookingFilter(NamedDays.NEXT_WEEK, master_id=master),
        BookingFilter(NamedDays.ALL, statuses=(), clients=(client,)),
    ):
        with statements_of(crowded.engine) as sent:
            assert (await look(crowded, wanted, 0)).total > PAGE_SIZE
        assert await read_whole(database_url, sent) == set()


async def test_a_page_costs_the_same_number_of_queries_wherever_it_is(
    database: DatabaseFactory,
) -> None:
    diary = await open_bookings_fixture(database)
    for _ in range(2 * PAGE_SIZE + 1):
        await diary.write(NOW)
    for page in range(3):
        with statements_of(database.engine) as sent:
            assert (await look(database, BookingFilter(), page)).page == page
        assert len(sent) == CHOICES + COUNT + PAGE
