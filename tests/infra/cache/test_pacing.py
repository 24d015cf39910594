"""So many within a time, and no more: in one process, in several, and without Redis."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from infra.cache.guarded_redis import GuardedRedis, create_redis
from infra.cache.pacing import MemoryPace, RedisPace
from tests.support.breakable_connection import BreakableConnection, connection_through
from tests.support.waiting import wait_for_value

TWO_A_MINUTE = ("chat", 2, 60_000)
ONE_EACH_50_MS = ("chat", 1, 50)

Pace = MemoryPace | RedisPace


@pytest.fixture(params=["memory", pytest.param("redis", marks=pytest.mark.servers)])
def pace(request: pytest.FixtureRequest) -> Pace:
    if request.param == "memory":
        return MemoryPace()
    redis: Redis = request.getfixturevalue("redis")
    return RedisPace(GuardedRedis(redis))


@pytest.fixture
async def broken(
    redis_server: str, redis: Redis
) -> AsyncIterator[tuple[RedisPace, BreakableConnection]]:
    """A pace whose Redis hangs on a line that can be cut."""
    socket = Path(redis_server.removeprefix("unix://"))
    async with connection_through(socket) as (line, folder):
        client = create_redis(f"unix://{folder / socket.name}")
        yield RedisPace(GuardedRedis(client, pause_s=0)), line
        await client.aclose()


async def test_as_many_go_as_may_and_the_next_is_told_how_long_to_wait(pace: Pace) -> None:
    assert await pace.take((), [TWO_A_MINUTE]) == 0
    assert await pace.take((), [TWO_A_MINUTE]) == 0
    wait_s = await pace.take((), [TWO_A_MINUTE])
    assert 0 < wait_s <= 60


async def test_who_has_to_wait_is_not_counted(pace: Pace) -> None:
    other = ("other", 1, 60_000)
    assert await pace.take((), [other]) == 0
    for _ in range(5):
        assert await pace.take((), [TWO_A_MINUTE, other]) > 0
    assert await pace.take((), [TWO_A_MINUTE]) == 0
    assert await pace.take((), [TWO_A_MINUTE]) == 0


async def test_after_the_wait_one_may_go(pace: Pace) -> None:
    assert await pace.take((), [ONE_EACH_50_MS]) == 0
    assert await pace.take((), [ONE_EACH_50_MS]) <= 0.05

    async def may_go() -> bool:
        return await pace.take((), [ONE_EACH_50_MS]) == 0

    await wait_for_value(may_go)


async def test_several_checks_of_one_key_count_once(pace: Pace) -> None:
    checks = [TWO_A_MINUTE, ("chat", 10, 1000)]
    assert await pace.take((), checks) == 0
    assert await pace.take((), checks) == 0
    assert await pace.take((), checks) > 1


async def test_each_key_counts_for_itself(pace: Pace) -> None:
    for key in "abc":
        assert await pace.take((), [(key, 1, 60_000)]) == 0


async def test_who_is_held_waits_and_others_do_not(pace: Pace) -> None:
    await pace.hold("chat", 60)
    assert 0 < await pace.take(("chat",), []) <= 60
    assert await pace.take(("other",), [TWO_A_MINUTE]) == 0


async def test_a_shorter_hold_does_not_end_a_longer_one(pace: Pace) -> None:
    await pace.hold("chat", 60)
    await pace.hold("chat", 1)
    assert await pace.take(("chat",), []) > 1


async def test_a_longer_hold_takes_the_place_of_a_shorter_one(redis: Redis) -> None:
    one, two = RedisPace(GuardedRedis(redis)), RedisPace(GuardedRedis(redis))
    await one.hold("chat", 1)
    await one.hold("chat", 60)
    await one.hold("chat", 1)
    assert await two.take(("chat",), []) > 1


async def test_a_hold_that_redis_never_heard_of_lasts_when_it_is_back(
    broken: tuple[RedisPace, BreakableConnection],
) -> None:
    pace, line = broken
    await line.cut()
    await pace.hold("chat", 60)
    await line.mend()
    assert await pace.take(("other",), [TWO_A_MINUTE]) == 0
    assert await pace.take(("chat",), [TWO_A_MINUTE]) > 1


async def test_a_clock_of_redis_that_was_set_back_stops_nobody(redis: Redis) -> None:
    pace, seconds = RedisPace(GuardedRedis(redis)), (await redis.time())[0]
    in_an_hour_ms = (seconds + 3600) * 1000
    for _ in range(30):
        await redis.rpush("pace:chat", in_an_hour_ms)
    await redis.set("pace:hold:chat", in_an_hour_ms, px=3_630_000)
    assert await pace.take(("chat",), [TWO_A_MINUTE]) == 0
    assert await pace.take(("chat",), [TWO_A_MINUTE]) == 0
    assert 0 < await pace.take(("chat",), [TWO_A_MINUTE]) <= 60
    await pace.hold("chat", 30)
    other = RedisPace(GuardedRedis(redis))
    assert 1 < await other.take(("chat",), []) <= 30


async def test_a_clock_that_was_set_back_a_little_doubles_the_wait_at_most(redis: Redis) -> None:
    pace, seconds = RedisPace(GuardedRedis(redis)), (await redis.time())[0]
    for _ in range(2):
        await redis.rpush("pace:chat", (seconds + 50) * 1000)
    assert 60 < await pace.take((), [TWO_A_MINUTE]) <= 120


async def test_processes_count_together_and_hold_each_other(redis: Redis) -> None:
    one, two = RedisPace(GuardedRedis(redis)), RedisPace(GuardedRedis(redis))
    assert await one.take((), [TWO_A_MINUTE]) == 0
    assert await two.take((), [TWO_A_MINUTE]) == 0
    assert await one.take((), [TWO_A_MINUTE]) > 0
    await one.hold("chat", 60)
    assert await two.take(("chat",), []) > 0


async def test_many_at_once_get_no_more_than_there_is(pace: Pace) -> None:
    waits = await asyncio.gather(*(pace.take((), [("all", 30, 60_000)]) for _ in range(100)))
    assert waits.count(0) == 30


async def test_what_is_remembered_in_redis_ends(redis: Redis) -> None:
    pace = RedisPace(GuardedRedis(redis))
    for _ in range(100):
        await pace.take((), [("chat", 1000, 1)])
    assert await redis.llen("pace:chat") <= 64
    assert 0 < await redis.pttl("pace:chat") <= 65_000


async def test_without_redis_a_process_counts_on_by_itself(
    broken: tuple[RedisPace, BreakableConnection],
) -> None:
    pace, line = broken
    assert await pace.take((), [TWO_A_MINUTE]) == 0
    await line.cut()
    assert await pace.take((), [TWO_A_MINUTE]) == 0
    assert await pace.take((), [TWO_A_MINUTE]) > 0


async def test_when_redis_is_back_it_counts_again(
    broken: tuple[RedisPace, BreakableConnection],
) -> None:
    pace, line = broken
    await line.cut()
    assert await pace.take((), [TWO_A_MINUTE]) == 0
    await line.mend()
    assert await pace.take((), [TWO_A_MINUTE]) == 0
    assert await pace.take((), [TWO_A_MINUTE]) == 0
    assert await pace.take((), [TWO_A_MINUTE]) > 0


async def test_a_process_forgets_chats_that_say_nothing_any_more() -> None:
    pace = MemoryPace()
    for number in range(10_050):
        await pace.take((), [(f"{number}", 1, 1)])
    assert len(pace._moments_s) == 10_050
    pace._forget_before(asyncio.get_running_loop().time() + 1)
    assert not pace._moments_s
