import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import TypeVar

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError, ResponseError

log = structlog.get_logger(__name__)

T = TypeVar("T")


def create_redis(url: str, *, timeout_s: float = 0.5) -> Redis:
    """Return a client with short timeouts: everything works without Redis, only slower."""
    return Redis.from_url(
        url,
        decode_responses=True,
        socket_timeout=timeout_s,
        socket_connect_timeout=timeout_s,
        retry=Retry(NoBackoff(), 1),  # for a connection closed by a Redis restart
    )


class GuardedRedis:
    """Redis as a cache: after a failure, callers continue without it, and calls pause for a while.

    Keys that could not be changed are stale: they are deleted before the next read. (Another
    process may read them in the meantime; their lifetime limits that.) One instance serves a whole
    process.
    """

    def __init__(self, redis: Redis, *, pause_s: float = 5.0) -> None:
        self._redis = redis
        self._pause_s = pause_s
        self._usable_from = 0.0  # on the event loop's own, monotonic clock
        self._stale: dict[str, object] = {}  # a new marker each time that a key becomes stale

    async def attempt(self, act: Callable[[Redis], Awaitable[T]]) -> T | None:
        """Return what `act` returns, or `None` if Redis fails or calls are paused."""
        if asyncio.get_running_loop().time() < self._usable_from:
            return None
        try:
            await self._delete_stale()
            return await act(self._redis)
        except RedisError as error:
            log.warning("redis_failed", error=type(error).__name__, pause_s=self._pause_s)
            self._usable_from = asyncio.get_running_loop().time() + self._pause_s
            return None

    async def read(self, keys: Sequence[str], act: Callable[[Redis], Awaitable[T]]) -> T | None:
        """Return what `act` reads from `keys`, or `None`, as `attempt` does.

        Values that `act` cannot read, or of another type, are deleted and count as missing:
        anybody may have written them.
        """

        async def read_or_delete(redis: Redis) -> T | None:
            try:
                return await act(redis)
            except (ResponseError, ValueError, TypeError, LookupError) as error:
                log.warning("redis_value_unreadable", keys=keys, error=type(error).__name__)
                await redis.delete(*keys)
                return None

        return await self.attempt(read_or_delete)

    async def change(
        self, keys: Collection[str], act: Callable[[Redis], Awaitable[object]]
    ) -> None:
        """Run `act`, which updates `keys`; on failure, mark the keys as stale and log it."""

        async def act_and_confirm(redis: Redis) -> bool:
            await act(redis)
            return True

        if not await self.attempt(act_and_confirm):
            log.warning("redis_change_owed", keys=sorted(keys))
            self._stale |= {key: object() for key in keys}

    async def _delete_stale(self) -> None:
        if stale := self._stale.copy():
            await self._redis.delete(*stale)
            for key, marker in stale.items():
                if self._stale.get(key) is marker:  # else it became stale again meanwhile
                    del self._stale[key]
