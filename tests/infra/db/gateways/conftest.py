import asyncpg
import pytest

from tests.infra.db.gateways.crowded_shop import EVENTS, ITEMS, MASTERS, PAYMENTS, VISITS
from tests.support.database import NOW, DatabaseFactory


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
