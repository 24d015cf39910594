from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from redis.asyncio import Redis

from domain.availability.model import Busy
from domain.shared.ids import BookingId, MasterId
from domain.shared.time import Interval, utc_day
from infra.cache.busy import NoBusyCache, RedisBusyCache
from infra.cache.busy_store import RedisBusyStore
from infra.cache.guarded_redis import GuardedRedis
from tests.support.database import NOW

MIA, LEO = MasterId(1), MasterId(2)
TODAY = utc_day(NOW)
WEEK = range(TODAY, TODAY + 7)
MIDNIGHT = NOW.replace(hour=0)


def visit(booking_id: int, master_id: MasterId, day: int, hour: int = 9) -> Busy:
    """Return an hour that is taken `day` days from today."""
    start_at = MIDNIGHT + timedelta(days=day, hours=hour)
    return Busy(BookingId(booking_id), master_id, 0, start_at, start_at + timedelta(hours=1))


class FakeDatabase:
    """A busy gateway that notes what it was asked, and lets things happen meanwhile."""

    def __init__(self, *taken: Busy) -> None:
        self.taken = set(taken)
        self.questions: list[tuple[tuple[MasterId, ...], range]] = []
        self.meanwhile: Callable[[], Awaitable[object]] | None = None

    async def get_busy(self, master_ids: Sequence[MasterId], utc_days: range) -> tuple[Busy, ...]:
        self.questions.append((tuple(master_ids), utc_days))
        found = tuple(
            busy
            for busy in self.taken
            if busy.master_id in master_ids
            and set(Interval(busy.start_at, busy.blocked_until).utc_days()) & set(utc_days)
        )
        if self.meanwhile:
            act, self.meanwhile = self.meanwhile, None
            await act()
        return found


class Kept:
    """A cache over a fake database, and another process that uses the same Redis."""

    def __init__(self, redis: Redis, *taken: Busy) -> None:
        self.redis = redis
        self.database = FakeDatabase(*taken)
        self.cache = self.another_process()

    def another_process(self) -> RedisBusyCache:
        return RedisBusyCache(RedisBusyStore(GuardedRedis(self.redis)), self.database)

    async def read(self, *master_ids: MasterId, days: range = WEEK) -> set[Busy]:
        self.database.questions.clear()
        found = await self.cache.get_busy(master_ids, days)
        assert len(found) == len(set(found))
        return set(found)


async def test_what_was_read_once_is_not_asked_of_the_database_again(redis: Redis) -> None:
    mias, leos = visit(1, MIA, 0), visit(2, LEO, 3)
    kept = Kept(redis, mias, leos)

    assert await kept.read(MIA, LEO) == {mias, leos}
    assert kept.database.questions == [((MIA, LEO), WEEK)]

    assert await kept.read(MIA, LEO) == {mias, leos}
    assert await kept.read(LEO, days=WEEK[2:4]) == {leos}
    assert kept.database.questions == []


async def test_exactly_the_days_that_were_dropped_are_read_again(redis: Redis) -> None:
    kept = Kept(redis, visit(1, MIA, 0))
    await kept.read(MIA, LEO)

    new = visit(2, MIA, 4)
    kept.database.taken.add(new)
    await kept.another_process().forget({(MIA, TODAY + 4)})

    assert new in await kept.read(MIA, LEO)
    assert kept.database.questions == [((MIA,), range(TODAY + 4, TODAY + 5))]
    await kept.read(MIA, LEO)
    assert kept.database.questions == []


async def test_all_that_is_missing_is_one_question(redis: Redis) -> None:
    kept = Kept(redis, visit(1, MIA, 2))
    await kept.read(MIA, LEO, days=WEEK[2:4])

    assert await kept.read(MIA, LEO, days=WEEK) == {visit(1, MIA, 2)}
    assert kept.database.questions == [((MIA, LEO), WEEK)]


async def test_a_visit_over_midnight_comes_once_and_is_dropped_on_both_days(redis: Redis) -> None:
    late = visit(1, MIA, 1, hour=23)
    late = replace(late, blocked_until=late.blocked_until + timedelta(hours=1))
    kept = Kept(redis, late)
    await kept.read(MIA)
    assert await kept.read(MIA) == {late}
    assert await kept.read(MIA, days=WEEK[2:3]) == {late}

    kept.database.taken.clear()
    await kept.cache.forget({(MIA, TODAY + 1), (MIA, TODAY + 2)})
    assert await kept.read(MIA) == set()


async def test_a_kept_hold_runs_out_by_itself(redis: Redis) -> None:
    expires_at = NOW + timedelta(minutes=10, microseconds=1)
    hold = replace(visit(1, MIA, 0), hold_expires_at=expires_at)
    kept = Kept(redis, hold)
    await kept.read(MIA)

    (found,) = await kept.read(MIA)

    assert kept.database.questions == []
    assert found == hold
    assert not found.is_over(expires_at - timedelta.resolution)
    assert found.is_over(expires_at)


async def test_facts_that_a_writer_overtook_are_not_put_in(redis: Redis) -> None:
    """The reader asks the database, a writer commits and forgets, the reader comes back late."""
    kept = Kept(redis)
    new = visit(1, MIA, 0)

    async def somebody_books() -> None:
        kept.database.taken.add(new)
        await kept.another_process().forget({(MIA, TODAY)})

    kept.database.meanwhile = somebody_books
    assert await kept.read(MIA) == set()  # what was true when it was asked

    assert await kept.read(MIA) == {new}
    await kept.read(MIA)
    assert kept.database.questions == []


async def test_late_facts_are_refused_after_redis_lost_its_memory_too(redis: Redis) -> None:
    kept = Kept(redis)
    new = visit(1, MIA, 0)

    async def redis_restarts_and_somebody_books() -> None:
        kept.database.taken.add(new)
        await redis.flushall()
        await kept.another_process().forget({(MIA, TODAY)})

    kept.database.meanwhile = redis_restarts_and_somebody_books
    await kept.read(MIA)

    assert await kept.read(MIA) == {new}


async def test_what_is_kept_has_a_lifetime_that_use_does_not_prolong(redis: Redis) -> None:
    kept = Kept(redis)
    await kept.read(MIA)
    (key,) = await redis.keys()
    await redis.expire(key, 5)

    await kept.cache.forget({(MIA, TODAY)})
    await kept.read(MIA)

    assert 0 < await redis.ttl(key) <= 5


async def test_any_number_of_masters_and_days_is_one_round_trip(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept(redis)
    many = [MasterId(n) for n in range(1, 31)]
    days = range(TODAY, TODAY + 60)
    await kept.read(*many, days=days)
    sent: list[str] = []
    send: Callable[..., Awaitable[object]] = redis.execute_command

    async def note_and_send(*words: Any, **options: Any) -> object:
        sent.append(words[0])
        return await send(*words, **options)

    monkeypatch.setattr(redis, "execute_command", note_and_send)
    await kept.read(*many, days=days)

    assert sent == ["EVALSHA"]
    assert kept.database.questions == []


async def test_nobody_asked_for_is_no_question(redis: Redis) -> None:
    kept = Kept(redis)

    assert await kept.read() == set()
    await kept.cache.forget(set())
    assert kept.database.questions == []


async def test_without_redis_the_database_answers() -> None:
    database = FakeDatabase(visit(1, MIA, 0))
    cache = NoBusyCache(database)

    await cache.forget({(MIA, TODAY)})
    assert await cache.get_busy([MIA], WEEK) == (visit(1, MIA, 0),)
