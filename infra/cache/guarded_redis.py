import asyncio
from collections.abc import Awaitable, Callable, Collection
from typing import TypeVar

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

T = TypeVar("T")


def create_redis(url: str, *, timeout_s: float = 0.5) -> Redis:
    """Return a client that gives up soon: everything works without Redis, only slower."""
    return Redis.from_url(
        url,
        decode_responses=True,
        socket_timeout=timeout_s,
        socket_connect_timeout=timeout_s,
        retry=Retry(NoBackoff(), 1),  # a connection that a restarted Redis closed
    )


class GuardedRedis:
    """Redis as a cache: where it fails, callers do without it, and it is left alone for a while.

    What could not be made true in Redis is owed: those keys are deleted before anything is read
    again. (Another process may read them meanwhile; their lifetime bounds that.) One of these
    serves a whole process.
    """

    def __init__(self, redis: Redis, *, pause_s: float = 5.0) -> None:
        self._redis = redis
        self._pause_s = pause_s
        self._usable_from = 0.0  # on the event loop's own, monotonic clock
        self._owed: dict[str, object] = {}  # each time a key is owed it is another debt

    async def attempt(self, act: Callable[[Redis], Awaitable[T]]) -> T | None:
        """Return what `act` returns, `None` where Redis fails or is being left alone."""
        if asyncio.get_running_loop().time() < self._usable_from:
            return None
        try:
            await self._pay_what_is_owed()
            return await act(self._redis)
        except RedisError as error:
            log.warning("redis_failed", error=type(error).__name__, pause_s=self._pause_s)
            self._usable_from = asyncio.get_running_loop().time() + self._pause_s
            return None

    async def change(
        self, keys: Collection[str], act: Callable[[Redis], Awaitable[object]]
    ) -> None:
        """Run `act`, after which what is kept under `keys` is true again, or owe it and say so."""

        async def act_and_tell(redis: Redis) -> bool:
            await act(redis)
            return True

        if not await self.attempt(act_and_tell):
            log.warning("redis_change_owed", keys=sorted(keys))
            self._owed |= {key: object() for key in keys}

    async def _pay_what_is_owed(self) -> None:
        if owed := self._owed.copy():
            await self._redis.delete(*owed)
            for key, debt in owed.items():
                if self._owed.get(key) is debt:  # it may have been owed anew meanwhile
                    del self._owed[key]
