"""Storage of dialogues between updates, and locks that keep each user's updates in order."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, TypeVar

import structlog
from aiogram.fsm.storage.base import BaseEventIsolation, BaseStorage, StateType, StorageKey
from aiogram.fsm.storage.memory import MemoryStorage, SimpleEventIsolation
from aiogram.fsm.storage.redis import RedisEventIsolation, RedisStorage
from redis.exceptions import LockError, RedisError, ResponseError

from app.settings.settings import (
    RedisSettings,
)
from infra.cache.guarded_redis import create_redis

log = structlog.get_logger(__name__)

LOCK_TIMEOUT_S = 30
"""The longest wait of a user after a bot process died during their update."""

DIALOGUE_LIFETIME = timedelta(days=30)
"""An abandoned dialogue, perhaps with a note, is forgotten; the next tap begins at the menu."""

PAUSE_S = 5.0
"""Time without calls to Redis after a failure: if Redis hangs, every tap would wait for it."""

T = TypeVar("T")


def build_dialogues(
    settings: RedisSettings, *, several_processes: bool
) -> tuple[BaseStorage, BaseEventIsolation]:
    """Return storage and isolation, in Redis if configured: dialogues then survive a restart.

    Locks in Redis are for several processes; those of one that was killed would block its users.
    """
    url = settings.redis_url.get_secret_value()
    if not url:
        return MemoryStorage(), SimpleEventIsolation()
    redis, pause = create_redis(url), Pause()
    storage = SteadyStorage(
        RedisStorage(redis, state_ttl=DIALOGUE_LIFETIME, data_ttl=DIALOGUE_LIFETIME), pause
    )
    if not several_processes:
        return storage, SimpleEventIsolation()
    isolation = RedisEventIsolation(
        redis, lock_kwargs={"timeout": LOCK_TIMEOUT_S, "blocking_timeout": LOCK_TIMEOUT_S}
    )
    return storage, SteadyIsolation(isolation, pause)


class Pause:
    """A period in which Redis is not called."""

    def __init__(self) -> None:
        self._ends_at = 0.0  # on the event loop's own, monotonic clock

    @property
    def is_over(self) -> bool:
        """Whether Redis may be called."""
        return asyncio.get_running_loop().time() >= self._ends_at

    def begin(self, error: RedisError) -> None:
        """Start the pause after an error."""
        log.warning("dialogues_without_redis", error=type(error).__name__, pause_s=PAUSE_S)
        self._ends_at = asyncio.get_running_loop().time() + PAUSE_S


class SteadyStorage(BaseStorage):
    """Dialogues in Redis, or in this process while Redis is unavailable, so the chat continues.

    Redis may miss changes made in the meantime: the user then sees the screen stored in Redis, and
    a toast, as after a tap on any old button.
    """

    def __init__(self, redis: RedisStorage, pause: Pause) -> None:
        self._redis = redis
        self._pause = pause
        self._memory = MemoryStorage()

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Store a state."""
        await self._try(key, lambda storage: storage.set_state(key, state))

    async def get_state(self, key: StorageKey) -> str | None:
        """Return the state."""
        return await self._try(key, lambda storage: self._read_state(key, storage))

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Store a dialogue."""
        await self._try(key, lambda storage: storage.set_data(key, data))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """Return the dialogue."""
        return await self._try(key, lambda storage: self._read(key, storage))

    async def _read_state(self, key: StorageKey, storage: BaseStorage) -> str | None:
        try:
            return await storage.get_state(key)
        except (ResponseError, ValueError) as error:
            log.warning("dialogue_unreadable", error=type(error).__name__)
            await storage.set_state(key, None)
            return None

    async def _read(self, key: StorageKey, storage: BaseStorage) -> dict[str, Any]:
        """Return the dialogue; one that cannot be read is deleted, and begins at the menu."""
        try:
            found: Any = await storage.get_data(key)
            if isinstance(found, dict):
                return dict(found)
            problem = type(found).__name__
        except (ResponseError, ValueError) as error:
            problem = type(error).__name__
        log.warning("dialogue_unreadable", error=problem)
        await storage.set_data(key, {})
        return {}

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.close()

    async def _try(self, key: StorageKey, act: Callable[[BaseStorage], Awaitable[T]]) -> T:
        if self._pause.is_over:
            try:
                result = await act(self._redis)
            except RedisError as error:
                self._pause.begin(error)
            else:
                self._memory.storage.pop(key, None)  # of an earlier failure
                return result
        return await act(self._memory)


class SteadyIsolation(BaseEventIsolation):
    """One update per user at a time: within this process, and across processes if Redis works."""

    def __init__(self, redis: RedisEventIsolation, pause: Pause) -> None:
        self._redis = redis
        self._pause = pause
        self._here = SimpleEventIsolation()

    @asynccontextmanager
    async def lock(self, key: StorageKey) -> AsyncGenerator[None, None]:
        """Hold the user's lock."""
        async with self._here.lock(key):
            everywhere = self._redis.lock(key)
            is_held = self._pause.is_over and await self._attempt(everywhere.__aenter__)
            try:
                yield
            finally:
                if is_held:
                    await self._attempt(lambda: everywhere.__aexit__(None, None, None))

    async def close(self) -> None:
        """Close both isolations."""
        await self._redis.close()
        await self._here.close()

    async def _attempt(self, act: Callable[[], Awaitable[object]]) -> bool:
        """Return whether the call to Redis succeeded."""
        try:
            await act()
        except LockError:  # the update took longer than its lock lasts
            return False
        except RedisError as error:
            self._pause.begin(error)
            return False
        return True
