"""What every delivery asks costs the same, however many messages there were before."""

import json
from datetime import timedelta

import asyncpg
import pytest

from domain.notifications.deliver_messages import DELIVERED
from domain.outbox.message import Channel
from domain.shared.ids import UserId
from tests.infra.db.gateways.query_plans import Sent, statements_of
from tests.support.database import NOW, DatabaseFactory

LONG_AGO = NOW - timedelta(days=60)

OLD = """
INSERT INTO outbox_messages (key, kind, due_at, attempt_at, attempts, state, finished_at)
SELECT 'old:' || n, CASE WHEN n % 3 = 0 THEN 'admin_notices' ELSE 'booking_made' END,
       $1::timestamptz + n * interval '1 minute', $1, 1, 'sent', $1
FROM generate_series(1, 30000) AS n
"""


@pytest.fixture
async def connection(database: DatabaseFactory, database_url: str) -> asyncpg.Connection:
    """A session beside those of the gateways; there is much that was sent long ago."""
    connection = await asyncpg.connect(database_url.replace("+asyncpg", ""))
    await connection.execute(OLD, LONG_AGO)
    await connection.execute("VACUUM ANALYZE outbox_messages")
    return connection


async def plan_of(connection: asyncpg.Connection, sent: Sent) -> str:
    """Return how PostgreSQL does it."""
    statement, parameters = sent
    found = await connection.fetchval(f"EXPLAIN (FORMAT JSON) {statement}", *parameters)
    return str(json.loads(found))


@pytest.mark.parametrize("admin_id", [None, UserId(7)], ids=["the group", "an admin"])
async def test_the_last_bundle_is_the_first_of_an_index(
    database: DatabaseFactory, connection: asyncpg.Connection, admin_id: UserId | None
) -> None:
    services = database.services()
    async with services.uow:
        with statements_of(database.engine) as sent:
            await services.deliveries.get_last_bundle(admin_id)
    plan = await plan_of(connection, sent[-1])
    await connection.close()
    assert "Index" in plan
    assert "Sort" not in plan
    assert "Seq Scan" not in plan


async def test_what_is_due_is_found_by_an_index(
    database: DatabaseFactory, connection: asyncpg.Connection
) -> None:
    services = database.services()
    async with services.uow:
        with statements_of(database.engine) as sent:
            await services.deliveries.claim(Channel.MESSAGE, DELIVERED, NOW, NOW, 10, 2)
    plan = await plan_of(connection, sent[-1])
    await connection.close()
    assert "Seq Scan" not in plan
