"""What looks back reads the visits of its days, however many others there are."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import asyncpg
import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.reporting.due import DigestKind
from infra.db.gateways.outcomes.unmarked import SqlaUnmarkedGateway
from infra.db.tables import locations, masters
from tests.support.database import NOW, DatabaseFactory
from tests.support.report_services import BOSS, ReportServices

Sent = tuple[str, tuple[Any, ...]]

# locations, profile, masters, revenue, turnouts, customers, retention, pipeline; load of the day
# and of the week, and gaps: schedules, absences and taken time each
QUERIES = 19

BIG_TABLES = {"bookings", "booking_items", "booking_events", "payments"}
MASTERS = 5

# A visit an hour, of every master, for years before and a month after now.
VISITS = """
INSERT INTO bookings (location_id, client_id, status, source, request_key, price_minor, currency,
                      starts_at, ends_at)
SELECT $1, 1 + n % 500,
       CASE WHEN n < 720 THEN 'confirmed' WHEN n % 10 = 0 THEN 'cancelled'
            WHEN n % 10 = 1 THEN 'no_show' ELSE 'completed' END,
       'client', gen_random_uuid(), 3000, 'EUR', start_at, start_at + interval '1 hour'
FROM generate_series(1, 12000) AS n,
     generate_series(1, $2::integer) AS master,
     LATERAL (SELECT $3::timestamptz + (720 - n) * interval '1 hour' AS start_at) AS time
"""
ITEMS = """
INSERT INTO booking_items (booking_id, position, status, service_id, master_id, lane, start_at,
                           end_at, blocked_until, price_minor)
SELECT id, 0, status, $1, $2::integer + row_number() OVER (PARTITION BY starts_at ORDER BY id) - 1,
       0, starts_at, ends_at, ends_at, 3000
FROM bookings
"""
CLIENTS = """
INSERT INTO users (display_name, language) SELECT 'Client', 'en' FROM generate_series(1, 500)
"""
PAYMENTS = """
INSERT INTO payments (booking_id, client_id, provider, state, amount_minor, currency, payload,
                      created_at, paid_at)
SELECT id, client_id, 'at_venue', 'paid', 3000, 'EUR', gen_random_uuid(), starts_at, starts_at
FROM bookings WHERE status = 'completed'
"""
EVENTS = """
INSERT INTO booking_events (booking_id, from_status, to_status, happened_at)
SELECT id, 'confirmed', status, starts_at
FROM bookings
"""


@pytest.fixture
async def crowded(database: DatabaseFactory, database_url: str) -> DatabaseFactory:
    """A shop with sixty thousand visits."""
    shop = await database.open_location()
    service = await database.sell(shop)
    hired = [await database.hire(shop, service) for _ in range(MASTERS)]
    connection = await asyncpg.connect(database_url.replace("+asyncpg", ""))
    await connection.execute("SET session_replication_role = replica")  # clients need not exist
    await connection.execute(VISITS, shop, MASTERS, NOW)
    await connection.execute(ITEMS, service, hired[0])
    await connection.execute(PAYMENTS)
    await connection.execute(EVENTS)
    await connection.execute("VACUUM ANALYZE")
    await connection.close()
    return database


@contextmanager
def statements_of(engine: AsyncEngine) -> Iterator[list[Sent]]:
    """Collect statements with their parameters."""
    sent: list[Sent] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        sent.append((statement, parameters))

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", note)


async def read_whole(url: str, sent: list[Sent]) -> set[str]:
    """Return the big tables that the statements read from end to end."""
    scanned = {
        node["Relation Name"]
        for plan in await plans_of(url, sent)
        for node in nodes(plan)
        if node["Node Type"] == "Seq Scan"
    }
    return scanned & BIG_TABLES


async def plans_of(url: str, sent: list[Sent]) -> list[Mapping[str, Any]]:
    """Return how the statements would be carried out."""
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    plans = [
        json.loads(await connection.fetchval(f"EXPLAIN (FORMAT JSON) {statement}", *parameters))
        for statement, parameters in sent
    ]
    await connection.close()
    return [plan[0]["Plan"] for plan in plans]


def nodes(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)


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


async def test_visits_without_an_outcome_are_found_in_no_big_table_read_from_end_to_end(
    crowded: DatabaseFactory, database_url: str
) -> None:
    await crowded.execute(text(CLIENTS))
    now, uow = NOW + timedelta(days=3), crowded.services().uow
    gateway = SqlaUnmarkedGateway(uow)
    master_id = await crowded.value(select(func.min(masters.c.id)))
    with statements_of(crowded.engine) as sent:
        async with uow:
            unasked = await gateway.list_unasked(now, 50)
            counts = [await gateway.count_unmarked(ids, now) for ids in (None, {master_id})]
            everybodys = await gateway.list_unmarked(None, now, offset=40, limit=20)
            own = await gateway.list_unmarked({master_id}, now, offset=40, limit=20)

    assert (len(unasked), len(everybodys), len(own)) == (50, 20, 20)
    assert counts == [72 * MASTERS, 72]
    assert await read_whole(database_url, sent) == set()


async def test_visits_without_an_outcome_are_found_without_a_look_at_the_marked_ones(
    crowded: DatabaseFactory, database_url: str
) -> None:
    await crowded.execute(text(CLIENTS))
    now, uow = NOW + timedelta(hours=2), crowded.services().uow
    gateway = SqlaUnmarkedGateway(uow)
    with statements_of(crowded.engine) as sent:
        async with uow:
            await gateway.count_unmarked(None, now)
            await gateway.list_unmarked(None, now, offset=0, limit=8)
            await gateway.list_unasked(now, 50)

    for statement in sent:
        plans = await plans_of(database_url, [statement])
        used = {node.get("Index Name") for plan in plans for node in nodes(plan)}
        assert "ix_bookings_confirmed" in used


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
