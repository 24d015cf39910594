from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from redis.asyncio import Redis

from bot.views.catalogues import Catalogues, load_catalogues
from demo.simulator import Simulator
from tests.captured_log import Log, captured_log
from tests.e2e.running_bot import RunningBot, settings_of
from tests.e2e.salon import furnish
from tests.e2e.scene import Scene
from tests.workshop import Workshop

QUIET_S = 0.001
"""The dispatcher in this process tells when it is through: nothing is left to be waited for."""


@pytest.fixture(scope="session")
def catalogues() -> Catalogues:
    return load_catalogues()


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[Log]:
    with captured_log(monkeypatch) as log:
        yield log


@pytest.fixture
async def simulator(workshop: Workshop) -> AsyncIterator[Simulator]:
    """Telegram, on the workshop's clock."""
    async with Simulator(clock=workshop.clock.now) as simulator:
        simulator.world.progress.quiet_watched_s = QUIET_S
        simulator.allow("message is not modified")  # asked for again and again; answered in words
        yield simulator


@pytest.fixture
async def scene(
    simulator: Simulator,
    workshop: Workshop,
    log: Log,
    catalogues: Catalogues,
    database_url: str,
    redis_server: str,
    redis: Redis,
) -> AsyncIterator[Scene]:
    """The salon and its bot, with Redis."""
    settings = settings_of(simulator, database_url, redis_server)
    bot = RunningBot(simulator, settings, workshop.clock, catalogues)
    async with playing(simulator, bot, workshop, log) as scene:
        yield scene


@pytest.fixture
async def scene_without_redis(
    simulator: Simulator,
    workshop: Workshop,
    log: Log,
    catalogues: Catalogues,
    database_url: str,
) -> AsyncIterator[Scene]:
    """The salon and its bot, with dialogues in the memory of the process."""
    bot = RunningBot(simulator, settings_of(simulator, database_url), workshop.clock, catalogues)
    async with playing(simulator, bot, workshop, log) as scene:
        yield scene


@pytest.fixture(params=["scene", "scene_without_redis"])
def any_scene(request: pytest.FixtureRequest) -> Scene:
    scene = request.getfixturevalue(request.param)
    assert isinstance(scene, Scene)
    return scene


@asynccontextmanager
async def playing(
    simulator: Simulator, bot: RunningBot, workshop: Workshop, log: Log
) -> AsyncIterator[Scene]:
    """Run the bot; in the end it must have kept Telegram's rules."""
    scene = Scene(simulator, bot, workshop, await furnish(workshop), log)
    await bot.start()
    try:
        yield scene
    finally:
        await bot.stop()
    assert simulator.violations == []
