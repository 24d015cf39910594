"""Sessions of a database that listen for new messages."""

import asyncio

from sqlalchemy import text

from tests.support.database import DatabaseFactory

LISTENERS = text(
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"
)


async def listeners(database: DatabaseFactory) -> frozenset[int]:
    """Return the process ids of the sessions that listen."""
    return frozenset(row.pid for row in await database.rows(LISTENERS))


async def until_somebody_listens(
    database: DatabaseFactory, besides: frozenset[int] = frozenset()
) -> None:
    """Return when a session listens that is not one of `besides`, which may be ending."""
    while not await listeners(database) - besides:  # noqa: ASYNC110 - the database tells nobody
        await asyncio.sleep(0.01)
