"""Values in Redis that nobody here wrote: each is a miss, logged once, and deleted."""

from collections.abc import Awaitable, Callable

import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs

from infra.cache.busy import RedisBusyCache
from infra.cache.busy_store import RedisBusyStore
from infra.cache.guarded_redis import GuardedRedis
from infra.cache.pacing import RedisPace
from infra.cache.profile import RedisLocationProfileCache
from tests.infra.cache.test_busy_cache import MIA, TODAY, WEEK, FakeDatabase, visit
from tests.infra.cache.test_profile_cache import PROFILE, SHOP
from tests.infra.cache.test_profile_cache import FakeDatabase as Profiles

Spoil = Callable[[Redis, str], Awaitable[object]]


async def as_text(redis: Redis, key: str) -> None:
    await redis.delete(key)
    await redis.set(key, "garbage")


async def as_list(redis: Redis, key: str) -> None:
    await redis.delete(key)
    await redis.rpush(key, "garbage", "{}")


async def as_other_json(redis: Redis, key: str) -> None:
    await redis.delete(key)
    await redis.set(key, '[{"location": 7}]')


async def as_hash(redis: Redis, key: str) -> None:
    await redis.delete(key)
    await redis.hset(key, "version", "v")
    for day in WEEK:
        await redis.hset(key, str(day), "[1,2")


SPOILED = pytest.mark.parametrize("spoil", [as_text, as_list, as_other_json, as_hash])


async def only_key(redis: Redis, pattern: str) -> str:
    (key,) = [key async for key in redis.scan_iter(pattern)]
    return str(key)


@SPOILED
async def test_busy_time_is_read_from_the_database(redis: Redis, spoil: Spoil) -> None:
    database = FakeDatabase(visit(1, MIA, 0))
    cache = RedisBusyCache(RedisBusyStore(GuardedRedis(redis)), database)
    await cache.get_busy([MIA], WEEK)
    await spoil(redis, await only_key(redis, "*busy*"))

    with capture_logs() as logs:
        for _ in range(3):
            assert await cache.get_busy([MIA], WEEK) == (visit(1, MIA, 0),)

    assert [line["event"] for line in logs] == ["redis_value_unreadable"]
    await cache.forget({(MIA, TODAY)})


@SPOILED
async def test_a_profile_is_read_from_the_database(redis: Redis, spoil: Spoil) -> None:
    cache = RedisLocationProfileCache(GuardedRedis(redis), Profiles())
    await cache.get_profile(SHOP)
    await spoil(redis, await only_key(redis, "profile:*"))

    with capture_logs() as logs:
        for _ in range(3):
            assert await cache.get_profile(SHOP) == PROFILE

    assert [line["event"] for line in logs] == ["redis_value_unreadable"]


@pytest.mark.parametrize("key", ["pace:hold:bot", "pace:chat"])
async def test_limits_are_counted_anew(redis: Redis, key: str) -> None:
    pace = RedisPace(GuardedRedis(redis))
    await as_hash(redis, key)

    with capture_logs() as logs:
        waits = [await pace.take(["bot"], [("chat", 2, 60_000)]) for _ in range(4)]

    assert [line["event"] for line in logs] == ["redis_value_unreadable"]
    assert waits[-1] > 0


async def test_every_key_has_a_lifetime(redis: Redis) -> None:
    guarded = GuardedRedis(redis)
    await RedisBusyCache(RedisBusyStore(guarded), FakeDatabase(visit(1, MIA, 0))).get_busy(
        [MIA], WEEK
    )
    await RedisLocationProfileCache(guarded, Profiles()).get_profile(SHOP)
    pace = RedisPace(guarded)
    await pace.take(["bot"], [("chat", 2, 60_000)])
    await pace.hold("bot", 5)

    lifetimes = {key: await redis.ttl(key) async for key in redis.scan_iter("*")}

    assert len(lifetimes) >= 4
    assert {key for key, seconds in lifetimes.items() if seconds < 0} == set()
