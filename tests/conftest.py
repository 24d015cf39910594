"""Servers for the tests that need them: started once a run, an own database for every test."""

import gc
from collections.abc import AsyncIterator, Iterator
from itertools import count

import asyncpg
import pytest
from hypothesis import settings
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

from demo.embedded import EmbeddedPostgres, embedded_postgres, embedded_redis
from demo.timeouts import scaled
from infra.cache.guarded_redis import create_redis
from infra.db.migrating import migrate
from infra.db.session import create_engine
from tests.support.database import DatabaseFactory
from tests.support.time_limits import limit_time
from tests.support.waiting import TIMEOUT_S

PATIENT_MS = int(scaled(60) * 1000)
TEMPLATE = "bookline_template"
SERVER_FIXTURES = {"postgres", "redis_server", "any_scene"}

settings.register_profile("bookline", deadline=None)  # tests do not time
settings.load_profile("bookline")

_numbers = count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses a server, limit the time of every test, and begin with the longest files."""
    functions = [item for item in items if isinstance(item, pytest.Function)]
    long_files = {item.path for item in functions if item.get_closest_marker("timeout")}
    items.sort(key=lambda item: item.path not in long_files)
    for item in functions:
        limit_time(item)
        if SERVER_FIXTURES & set(item.fixturenames):
            item.add_marker(pytest.mark.servers)


@pytest.fixture(scope="session", autouse=True)
def rare_collections() -> None:
    """Spare the collector the imported modules: it takes a seventh of the time otherwise."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    with embedded_postgres() as server:
        yield server


@pytest.fixture(scope="session")
async def maintenance(postgres: EmbeddedPostgres) -> AsyncIterator[asyncpg.Connection]:
    """Make databases; the template is migrated, each test gets a copy of it."""
    connection = await asyncpg.connect(postgres.url().replace("+asyncpg", ""))
    await connection.execute(f"CREATE DATABASE {TEMPLATE}")
    await migrate(postgres.url(TEMPLATE))
    yield connection
    await connection.close()


@pytest.fixture
async def empty_database_url(
    postgres: EmbeddedPostgres, maintenance: asyncpg.Connection
) -> AsyncIterator[str]:
    """A database without any table."""
    name = f"empty_{next(_numbers)}"
    await maintenance.execute(f"CREATE DATABASE {name}")
    yield postgres.url(name)
    await maintenance.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def database_url(
    postgres: EmbeddedPostgres, maintenance: asyncpg.Connection
) -> AsyncIterator[str]:
    """A migrated database that nobody else uses."""
    name = f"test_{next(_numbers)}"
    await maintenance.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY file_copy")
    yield postgres.url(name)
    await maintenance.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(
        database_url, lock_timeout_ms=PATIENT_MS, statement_timeout_ms=PATIENT_MS
    )
    yield engine
    await engine.dispose()


@pytest.fixture
def database(engine: AsyncEngine) -> DatabaseFactory:
    """A shop to furnish, in a database of its own."""
    return DatabaseFactory(engine)


@pytest.fixture(scope="session")
def redis_server() -> Iterator[str]:
    with embedded_redis() as url:
        assert url is not None, "the tests need redis-server: a wheel has it for Python 3.11, 3.12"
        yield url


@pytest.fixture
async def redis(redis_server: str) -> AsyncIterator[Redis]:
    """A client of an empty Redis."""
    client = create_redis(redis_server, timeout_s=TIMEOUT_S)
    await client.flushall()
    yield client
    await client.aclose()
