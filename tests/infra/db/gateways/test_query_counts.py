"""A question costs the same number of queries, whatever it is asked about."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, timedelta
from itertools import product

import pytest

from domain.shared.ids import LocationId, MasterId, ServiceId
from domain.shared.time import DateRange, utc_day
from tests.support.database import NINE_TO_FIVE, NOW, DatabaseFactory, at
from tests.support.query_log import queries_of
from tests.support.services import choice_of

TODAY = date(2030, 3, 4)
FIRST_UTC_DAY = utc_day(NOW)

# catalog, profile, locks, client, holds, visits, schedules, absences, busy;
# booking, items, events, outbox
QUERIES_OF_A_BOOKING = 14


async def furnish(
    database: DatabaseFactory, masters: int
) -> tuple[LocationId, ServiceId, list[MasterId]]:
    shop = await database.open_location()
    service = await database.sell(shop)
    hours = dict.fromkeys(range(5), NINE_TO_FIVE)
    hired = [await database.hire(shop, service, working_days=hours) for _ in range(masters)]
    return shop, service, hired


@pytest.mark.parametrize("masters", [1, 7])
@pytest.mark.parametrize("days", [1, 60])
async def test_reading_is_one_query_for_any_number_of_masters_and_days(
    database: DatabaseFactory, masters: int, days: int
) -> None:
    shop, service, hired = await furnish(database, masters)
    ann = await database.meet()
    services = database.services()
    booking_id = await services.book(ann, shop, choice_of(service), at(10))
    local_days = DateRange(TODAY, TODAY + timedelta(days=days))
    utc_days = range(FIRST_UTC_DAY, FIRST_UTC_DAY + days)
    questions: Sequence[Callable[[], Awaitable[object]]] = (
        services.catalog.list_locations,
        lambda: services.catalog.list_services(shop),
        lambda: services.catalog.get_services([service]),
        lambda: services.schedules.get_schedules(hired),
        lambda: services.schedules.get_absences(hired, local_days),
        lambda: services.busy.get_busy(hired, utc_days),
        lambda: services.profiles.get_profile(shop),
        lambda: services.visits.get_visit(booking_id),
        lambda: services.visits.list_visits(ann.user_id, NOW, past=False, offset=0, limit=days),
        lambda: services.bookings.get_items(booking_id),
        lambda: services.bookings.lock_holds(hired, ann.user_id, NOW),
        lambda: services.bookings.lock_master_days(set(product(hired, utc_days))),
    )
    for question in questions:
        async with services.uow:
            with queries_of(database.engine) as queries:
                await question()
        assert len(queries) == 1


@pytest.mark.parametrize(("masters", "loads"), [(1, 0), (2, 1), (7, 1)])
async def test_a_booking_costs_the_same_for_any_number_of_masters(
    database: DatabaseFactory, masters: int, loads: int
) -> None:
    """Where one of several is chosen, their loads are one more query."""
    shop, service, _ = await furnish(database, masters)
    ann = await database.meet()

    with queries_of(database.engine) as queries:
        await database.services().book(ann, shop, choice_of(service), at(10))

    assert len(queries) == QUERIES_OF_A_BOOKING + loads
