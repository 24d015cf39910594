"""Rate limits per key, shared by all processes."""

import asyncio
from collections import deque
from collections.abc import Sequence

from redis.asyncio import Redis

from infra.cache.guarded_redis import GuardedRedis

Check = tuple[str, int, int]
"""A key, the number of calls allowed, and the window in milliseconds."""

LONGEST_WINDOW_MS = 65_000
MOST_REMEMBERED = 64
"""Calls stored for a key: no check looks further back, in time or in number."""

MANY_KEYS = 10_000
"""Above this number of keys, a process drops keys without recent calls."""

_NOW = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
"""
# Redis' own clock is used. It may be set back: moments in the future count for one window at most,
# so that no caller waits until the clock catches up.

# KEYS: the keys of holds, then the keys of checks. ARGV: the number of holds; then for each check
# the number of calls and the window in milliseconds.
_TAKE = (
    _NOW
    + """
local holds, free_at = tonumber(ARGV[1]), now
for i = 1, holds do
  local since = redis.call('GET', KEYS[i])
  if since and tonumber(since) <= now then
    free_at = math.max(free_at, now + redis.call('PTTL', KEYS[i]))
  end
end
for i = holds + 1, #KEYS do
  local most, window = tonumber(ARGV[2 * (i - holds)]), tonumber(ARGV[2 * (i - holds) + 1])
  local before = redis.call('LINDEX', KEYS[i], -most)
  if before and before - now <= window then free_at = math.max(free_at, before + window) end
end
if free_at > now then return free_at - now end
local counted = {}
for i = holds + 1, #KEYS do
  if not counted[KEYS[i]] then
    counted[KEYS[i]] = true
    redis.call('RPUSH', KEYS[i], now)
    redis.call('LTRIM', KEYS[i], -64, -1)
    redis.call('PEXPIRE', KEYS[i], 65000)
  end
end
return 0
"""
)

# KEYS: the key of the hold. ARGV: milliseconds. A longer existing hold stays.
_HOLD = (
    _NOW
    + """
local since = redis.call('GET', KEYS[1])
local is_held = since and tonumber(since) <= now
if not is_held or redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then
  redis.call('SET', KEYS[1], now, 'PX', ARGV[1])
end
return 1
"""
)


class MemoryPace:
    """Counts the calls of this process only."""

    def __init__(self) -> None:
        self._moments_s: dict[str, deque[float]] = {}
        self._held_until_s: dict[str, float] = {}

    async def take(self, held_by: Sequence[str], checks: Sequence[Check]) -> float:
        """Count a call and return 0, or return the seconds after which to ask again."""
        now_s = asyncio.get_running_loop().time()
        free_at_s = now_s + self.held_for_s(held_by)
        for key, most, window_ms in checks:
            moments = self._moments_s.get(key, ())
            if len(moments) >= most:
                free_at_s = max(free_at_s, moments[-most] + window_ms / 1000)
        if free_at_s > now_s:
            return free_at_s - now_s
        self.count({key for key, _, _ in checks})
        return 0.0

    async def hold(self, key: str, seconds: float) -> None:
        """Block all callers that are held by the key for this time."""
        left_s = self.held_for_s([key])
        self._held_until_s[key] = asyncio.get_running_loop().time() + max(seconds, left_s)

    def held_for_s(self, held_by: Sequence[str]) -> float:
        """Return the remaining wait of a caller that is held by any of the keys."""
        now_s = asyncio.get_running_loop().time()
        return max((0.0, *(self._held_until_s.get(key, now_s) - now_s for key in held_by)))

    def count(self, keys: set[str]) -> None:
        """Count one call."""
        now_s = asyncio.get_running_loop().time()
        if len(self._moments_s) > MANY_KEYS:
            self._forget_before(now_s - LONGEST_WINDOW_MS / 1000)
        for key in keys:
            self._moments_s.setdefault(key, deque(maxlen=MOST_REMEMBERED)).append(now_s)

    def _forget_before(self, moment_s: float) -> None:
        old = [key for key, moments in self._moments_s.items() if moments[-1] < moment_s]
        for key in old:
            del self._moments_s[key]
        now_s = asyncio.get_running_loop().time()
        self._held_until_s = {k: until for k, until in self._held_until_s.items() if until > now_s}


class RedisPace:
    """Counts the calls of all processes; while Redis is unavailable each counts its own."""

    def __init__(self, redis: GuardedRedis) -> None:
        self._redis = redis
        self._here = MemoryPace()

    async def take(self, held_by: Sequence[str], checks: Sequence[Check]) -> float:
        """Count a call and return 0, or return the seconds after which to ask again.

        Local holds always count: Redis may have been unavailable when they were set.
        """
        if held_s := self._here.held_for_s(held_by):
            return held_s
        keys = [*map(_hold, held_by), *(f"pace:{key}" for key, _, _ in checks)]
        numbers = [number for _, most, window_ms in checks for number in (most, window_ms)]

        async def ask(redis: Redis) -> float:
            script = redis.register_script(_TAKE)
            return float(await script(keys=keys, args=[len(held_by), *numbers])) / 1000

        wait_s = await self._redis.read(keys, ask)
        if wait_s is None:
            return await self._here.take(held_by, checks)
        if not wait_s:
            self._here.count({key for key, _, _ in checks})
        return wait_s

    async def hold(self, key: str, seconds: float) -> None:
        """Block all callers that are held by the key for this time."""
        await self._here.hold(key, seconds)

        async def set_hold(redis: Redis) -> None:
            script = redis.register_script(_HOLD)
            await script(keys=[_hold(key)], args=[max(1, int(seconds * 1000))])

        await self._redis.read([_hold(key)], set_hold)


def _hold(key: str) -> str:
    return f"pace:hold:{key}"
