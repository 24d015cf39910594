"""What looks back reads the visits of its days, however many others there are."""

import pytest
from sqlalchemy import select

from domain.reporting.due import DigestKind
from infra.db.tables import locations
from tests.infra.db.gateways.query_plans import read_whole, statements_of
from tests.support.database import NOW, DatabaseFactory
from tests.support.report_services import BOSS, ReportServices

# locations, profile, masters, revenue, turnouts, customers, retention, pipeline; load of the day
# and of the week, and gaps: schedules, absences and taken time each
QUERIES = 19


@pytest.mark.parametrize("kind", DigestKind)
async def test_a_digest_reads_no_big_table_from_end_to_end(
    crowded: DatabaseFactory, database_url: str, kind: DigestKind
) -> None:
    keeper = ReportServices(crowded.engine, crowded.clock)
    with statements_of(crowded.engine) as sent:
        (digest,) = (await keeper.get_digest.execute(BOSS, kind)).digests

    assert digest.figures.turnout.completed > 0
    assert sum(day.revenue.amount_minor for day in digest.revenue_by_day) > 0
    assert await read_whole(database_url, sent) == set()


async def test_the_figures_of_a_week_read_no_big_table_from_end_to_end(
    crowded: DatabaseFactory, database_url: str
) -> None:
    keeper = ReportServices(crowded.engine, crowded.clock)
    shop = await crowded.value(select(locations.c.id))
    days = DigestKind.WEEK.days_before(NOW.date())
    with statements_of(crowded.engine) as sent:
        metrics = await keeper.get_metrics.execute(BOSS, shop, days)
        customers = await keeper.get_metrics.list_customers(BOSS, shop, days)

    assert metrics.turnout.no_shows > 0
    assert customers
    assert await read_whole(database_url, sent) == set()


@pytest.mark.parametrize("count", [1, 7])
async def test_a_digest_costs_the_same_number_of_queries_for_any_number_of_masters(
    database: DatabaseFactory, count: int
) -> None:
    shop = await database.open_location()
    service = await database.sell(shop)
    for _ in range(count):
        await database.hire(shop, service)

    with statements_of(database.engine) as sent:
        await ReportServices(database.engine, database.clock).get_digest.execute(
            BOSS, DigestKind.DAY
        )

    assert len(sent) == QUERIES
