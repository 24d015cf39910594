"""Redis goes and comes back: everything works meanwhile, and nothing stale is shown after it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError
from structlog.testing import capture_logs

from infra.cache.busy import RedisBusyCache
from infra.cache.busy_store import RedisBusyStore
from infra.cache.guarded_redis import GuardedRedis, create_redis
from tests.infra.cache.test_busy_cache import MIA, TODAY, WEEK, FakeDatabase, visit


class FrailRedis:
    """A client whose way to a living Redis can be cut."""

    def __init__(self, server: Redis, socket: Path, way: Path) -> None:
        self._server = server
        self._socket = socket
        self._way = way
        self.come_back()
        self.client = create_redis(f"unix://{way}")

    def come_back(self) -> None:
        self._way.symlink_to(self._socket)

    async def go(self) -> None:
        self._way.unlink()
        await self._server.client_kill_filter(_type="normal", skipme=True)


@pytest.fixture
async def frail(redis: Redis, redis_server: str, tmp_path: Path) -> AsyncIterator[FrailRedis]:
    frail = FrailRedis(redis, Path(redis_server.removeprefix("unix://")), tmp_path / "way")
    yield frail
    await frail.client.aclose()


def cache_of(redis: GuardedRedis, database: FakeDatabase) -> RedisBusyCache:
    return RedisBusyCache(RedisBusyStore(redis), database)


async def test_with_redis_gone_the_database_answers(frail: FrailRedis) -> None:
    database = FakeDatabase(visit(1, MIA, 0))
    cache = cache_of(GuardedRedis(frail.client), database)
    await frail.go()

    with capture_logs() as logs:
        assert await cache.get_busy([MIA], WEEK) == (visit(1, MIA, 0),)
        await cache.forget({(MIA, TODAY)})

    assert [(line["event"], line["log_level"]) for line in logs] == [
        ("redis_failed", "warning"),
        ("redis_change_owed", "warning"),
    ]


async def test_redis_is_left_alone_for_a_while_after_it_failed(frail: FrailRedis) -> None:
    database = FakeDatabase()
    cache = cache_of(GuardedRedis(frail.client, pause_s=3600), database)
    await frail.go()
    await cache.get_busy([MIA], WEEK)
    frail.come_back()

    await cache.get_busy([MIA], WEEK)

    assert len(database.questions) == 2
    assert await frail.client.keys() == []


async def test_redis_is_used_again_when_it_is_back(frail: FrailRedis) -> None:
    database = FakeDatabase()
    cache = cache_of(GuardedRedis(frail.client, pause_s=0), database)
    await frail.go()
    await cache.get_busy([MIA], WEEK)
    frail.come_back()

    await cache.get_busy([MIA], WEEK)
    await cache.get_busy([MIA], WEEK)

    assert len(database.questions) == 2


async def test_what_could_not_be_forgotten_is_forgotten_before_redis_is_read_again(
    frail: FrailRedis,
) -> None:
    database = FakeDatabase()
    cache = cache_of(GuardedRedis(frail.client, pause_s=0), database)
    await cache.get_busy([MIA], WEEK)
    await frail.go()
    new = visit(1, MIA, 0)
    database.taken.add(new)
    await cache.forget({(MIA, TODAY)})
    frail.come_back()

    assert await cache.get_busy([MIA], WEEK) == (new,)


async def test_what_is_owed_again_while_it_is_paid_is_paid_again(
    frail: FrailRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    redis = GuardedRedis(frail.client, pause_s=0)
    await redis.change(["kept"], fail)
    delete = frail.client.delete

    async def delete_while_another_change_fails(*keys: str) -> None:
        await delete(*keys)
        monkeypatch.undo()
        await redis.change(["kept"], fail)
        await frail.client.set("kept", "no longer true")

    monkeypatch.setattr(frail.client, "delete", delete_while_another_change_fails)
    await redis.attempt(lambda client: client.ping())

    assert await redis.attempt(lambda client: client.get("kept")) is None


async def fail(_redis: Redis) -> None:
    raise RedisError


async def test_a_redis_that_does_not_answer_costs_a_moment_only(
    redis: Redis, redis_server: str
) -> None:
    impatient = create_redis(redis_server, timeout_s=0.05)
    database = FakeDatabase(visit(1, MIA, 0))
    cache = cache_of(GuardedRedis(impatient), database)
    await redis.client_pause(300)

    assert await cache.get_busy([MIA], WEEK) == (visit(1, MIA, 0),)

    await redis.client_unpause()
    await impatient.aclose()
