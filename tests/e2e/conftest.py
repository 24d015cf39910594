import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import asyncpg
import pytest
from redis.asyncio import Redis

from bot.ui.catalogues import Catalogues, load_catalogues
from demo.embedded import EmbeddedPostgres
from demo.simulator import Person, Simulator
from infra.db import tables
from tests.conftest import TEMPLATE
from tests.e2e.support.running_bot import RunningBot, settings_of
from tests.e2e.support.salon import furnish
from tests.e2e.support.scene import Scene
from tests.support.captured_log import Log, captured_log
from tests.support.database import DatabaseFactory

THEATRE = "bookline_theatre"

QUIET_S = 0.001
"""The dispatcher in this process tells when it is through: nothing is left to be waited for."""


@pytest.fixture(scope="session", autouse=True)
def one_tls_context() -> Iterator[None]:
    """Every bot reads all certificates, for a simulator that speaks no TLS: let them share."""
    context = ssl.create_default_context()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", lambda **_: context)
        yield


@pytest.fixture(scope="session")
def catalogues() -> Catalogues:
    return load_catalogues()


@pytest.fixture(scope="session")
async def theatre(
    postgres: EmbeddedPostgres, maintenance: asyncpg.Connection
) -> AsyncIterator[asyncpg.Connection]:
    """One database for all stories: to empty it is quicker than to make and drop another."""
    await maintenance.execute(f"CREATE DATABASE {THEATRE} TEMPLATE {TEMPLATE}")
    connection = await asyncpg.connect(postgres.url(THEATRE).replace("+asyncpg", ""))
    yield connection
    await connection.close()


@pytest.fixture
async def database_url(postgres: EmbeddedPostgres, theatre: asyncpg.Connection) -> str:
    """An empty database, whose ids begin anew."""
    names = ", ".join(table.name for table in tables.metadata.sorted_tables)
    await theatre.execute(f"TRUNCATE {names} RESTART IDENTITY")
    return postgres.url(THEATRE)


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[Log]:
    with captured_log(monkeypatch) as log:
        yield log


@pytest.fixture
async def simulator(database: DatabaseFactory) -> AsyncIterator[Simulator]:
    """Telegram, on the database's clock."""
    async with Simulator(clock=database.clock.now) as simulator:
        simulator.world.progress.quiet_watched_s = QUIET_S
        simulator.allow("message is not modified")  # asked for again and again; answered in words
        yield simulator


@pytest.fixture
async def scene(
    simulator: Simulator,
    database: DatabaseFactory,
    log: Log,
    catalogues: Catalogues,
    database_url: str,
    redis_server: str,
    redis: Redis,
) -> AsyncIterator[Scene]:
    """The salon and its bot, with Redis."""
    settings = settings_of(simulator, database_url, redis_server)
    bot = RunningBot(simulator, settings, database.clock, catalogues)
    async with playing(simulator, bot, database, log) as scene:
        yield scene


@pytest.fixture
async def scene_without_redis(
    simulator: Simulator,
    database: DatabaseFactory,
    log: Log,
    catalogues: Catalogues,
    database_url: str,
) -> AsyncIterator[Scene]:
    """The salon and its bot, with dialogues in the memory of the process."""
    bot = RunningBot(simulator, settings_of(simulator, database_url), database.clock, catalogues)
    async with playing(simulator, bot, database, log) as scene:
        yield scene


@pytest.fixture(params=["scene", "scene_without_redis"])
def any_scene(request: pytest.FixtureRequest) -> Scene:
    scene = request.getfixturevalue(request.param)
    assert isinstance(scene, Scene)
    return scene


@pytest.fixture
async def anna(scene: Scene) -> Person:
    """Somebody who has pressed START."""
    return await scene.welcome()


@asynccontextmanager
async def playing(
    simulator: Simulator, bot: RunningBot, database: DatabaseFactory, log: Log
) -> AsyncIterator[Scene]:
    """Run the bot; in the end it must have kept Telegram's rules."""
    scene = Scene(simulator, bot, database, await furnish(database), log)
    await bot.start()
    try:
        yield scene
    finally:
        await bot.stop()
    assert simulator.violations == []
