"""PostgreSQL and Redis for a benchmark: servers from wheels, removed afterwards."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count

import asyncpg

from demo.embedded import EmbeddedPostgres, embedded_postgres, embedded_redis
from infra.db.migrating import migrate

_numbers = count(1)


class NoRedisError(RuntimeError):
    """There is no redis-server: a wheel provides it for Python 3.11 and 3.12."""


@dataclass(frozen=True, slots=True)
class Servers:
    """Running servers; their databases are removed with them."""

    postgres: EmbeddedPostgres
    redis_url: str

    async def new_database(self) -> str:
        """Create an empty, migrated database and return its SQLAlchemy address."""
        name = f"bench_{next(_numbers)}"
        async with connected(self.postgres.url()) as connection:
            await connection.execute(f"CREATE DATABASE {name}")
        await migrate(self.postgres.url(name))
        return self.postgres.url(name)


@asynccontextmanager
async def running_servers() -> AsyncIterator[Servers]:
    """Run both servers.

    Raises:
        NoRedisError: there is no Redis to run.
    """
    with embedded_postgres() as postgres, embedded_redis() as redis_url:
        if redis_url is None:
            raise NoRedisError
        yield Servers(postgres, redis_url)


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    """Connect to a database of a SQLAlchemy address, without SQLAlchemy."""
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        yield connection
    finally:
        await connection.close()
