"""Busy time in Redis: one hash per master, one field per UTC day.

Lost updates: a reader may read old data from the database, a writer may then commit and call
`forget`, and the reader may put the old data back. So each hash has a version, a random string
that every `forget` changes. A reader gets the version before it queries the database, and fills
days only if the version is unchanged. A hash that vanished (lifetime, eviction, restart) gets a
new version, so earlier reads are rejected as well. Holds store their expiry: no `forget` is needed
when time passes. The lifetime counts from the first use of a hash and is never extended: it limits
the effect of a `forget` that a crashed process never sent.
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from uuid import uuid4

from redis.asyncio import Redis

from domain.availability.model import Busy
from domain.shared.ids import BookingId, MasterId, UserId
from domain.shared.master_days import MasterDay
from infra.cache.guarded_redis import GuardedRedis

LIFETIME_S = 900
SECOND = 1_000_000  # in microseconds
DAY = 24 * 60 * 60 * SECOND
MASTERS_KEPT = 128

Row = tuple[int, int, int, int, int | None, int | None]
"""Booking, lane, start, end of the blocked time, end of the hold, its client; times in microseconds
since 1970.

A day is stored as JSON rows without the outer brackets, so that Redis can join days.
"""

# Give each hash a version if it has none; return version, busy time and missing days.
READ = """
local found = {}
for i, key in ipairs(KEYS) do
  if redis.call('HSETNX', key, 'version', ARGV[1]) == 1 then
    redis.call('EXPIRE', key, ARGV[2])
  end
  local values = redis.call('HMGET', key, 'version', unpack(ARGV, 3))
  local taken, missing = {}, {}
  for n = 2, #values do
    if not values[n] then
      missing[#missing + 1] = ARGV[n + 1]
    elseif values[n] ~= '' then
      taken[#taken + 1] = values[n]
    end
  end
  found[i] = {values[1], table.concat(taken, ','), table.concat(missing, ',')}
end
return found
"""

# Fill days if the version is unchanged. Arguments: a version and {day: rows} for each hash.
FILL = """
for i, key in ipairs(KEYS) do
  if redis.call('HGET', key, 'version') == ARGV[2 * i - 1] then
    for day, rows in pairs(cjson.decode(ARGV[2 * i])) do
      redis.call('HSET', key, day, rows)
    end
  end
end
"""

# Drop days and change the version. Arguments: the new version, then a list of days for each hash.
FORGET = """
for i, key in ipairs(KEYS) do
  if redis.call('EXISTS', key) == 1 then
    redis.call('HSET', key, 'version', ARGV[1])
    redis.call('HDEL', key, unpack(cjson.decode(ARGV[i + 1])))
  end
end
"""


@dataclass(frozen=True, slots=True)
class KeptBusy:
    """The cached busy time of one master, and the days missing in Redis."""

    version: str
    taken: tuple[Busy, ...]
    missing_days: tuple[int, ...]


class RedisBusyStore:
    """The hashes in Redis; one instance serves a whole process."""

    def __init__(self, redis: GuardedRedis, *, lifetime_s: int = LIFETIME_S) -> None:
        self._redis = redis
        self._lifetime_s = lifetime_s

    async def read(
        self, master_ids: Sequence[MasterId], utc_days: range
    ) -> dict[MasterId, KeptBusy] | None:
        """Return cached busy time: one round trip; `None` if Redis is unavailable."""
        keys = [_key(master_id) for master_id in master_ids]
        arguments = [_new_version(), self._lifetime_s, *utc_days]

        async def act(redis: Redis) -> dict[MasterId, KeptBusy]:
            found: list[tuple[str, str, str]] = await redis.register_script(READ)(keys, arguments)
            return {
                master_id: KeptBusy(
                    version,
                    _decoded(master_id, rows),
                    tuple(int(day) for day in missing.split(",") if day),
                )
                for master_id, (version, rows, missing) in zip(master_ids, found, strict=True)
            }

        return await self._redis.read(keys, act)

    async def fill(self, kept: Mapping[MasterId, KeptBusy], fresh: Iterable[Busy]) -> None:
        """Store busy time of the missing days, unless it may be out of date by now."""
        by_master: dict[MasterId, list[Busy]] = defaultdict(list)
        for busy in fresh:
            by_master[busy.master_id].append(busy)
        arguments: list[str] = []
        for master_id, old in kept.items():
            await asyncio.sleep(0)  # let other updates run between two masters
            rows = _rows_by_day(by_master[master_id], old.missing_days)
            arguments += [old.version, json.dumps(rows)]
        keys = [_key(master_id) for master_id in kept]
        await self._redis.attempt(lambda redis: redis.register_script(FILL)(keys, arguments))

    async def forget(self, master_days: Collection[MasterDay]) -> None:
        """Drop exactly these days."""
        groups = groupby(sorted(master_days), key=itemgetter(0))
        days = {_key(master_id): [day for _, day in pairs] for master_id, pairs in groups}
        arguments = [_new_version(), *map(json.dumps, days.values())]
        await self._redis.change(
            days, lambda redis: redis.register_script(FORGET)(list(days), arguments)
        )


def _key(master_id: MasterId) -> str:
    """Return the name of a hash; the braces keep all hashes on one node of a cluster.

    The number changes with the form of the rows, so that two releases never read each other's.
    """
    return f"{{busy}}:2:{master_id}"


def _new_version() -> str:
    return uuid4().hex


def _rows_by_day(taken: Iterable[Busy], days: Iterable[int]) -> dict[int, str]:
    """Return rows for each day; built without `json` for speed: there are thousands of them."""
    rows: dict[int, list[str]] = {day: [] for day in days}
    for busy in taken:
        start, until = _microseconds(busy.start_at), _microseconds(busy.blocked_until)
        hold = busy.hold_expires_at
        hold_until = "null" if hold is None else _microseconds(hold)
        holder = "null" if busy.held_by is None else busy.held_by
        row = f"[{busy.booking_id},{busy.lane},{start},{until},{hold_until},{holder}]"
        for day in range(start // DAY, (until - 1) // DAY + 1):
            if day in rows:
                rows[day].append(row)
    return {day: ",".join(of_day) for day, of_day in rows.items()}


def _microseconds(moment: datetime) -> int:
    return round(moment.timestamp() * SECOND)


@lru_cache(MASTERS_KEPT)
def _decoded(master_id: MasterId, rows: str) -> tuple[Busy, ...]:
    """Decode joined days; a row that touches two days is returned once.

    Cached, because the text of most masters does not change between calls.
    """
    distinct: Iterable[Row] = dict.fromkeys(map(tuple, json.loads(f"[{rows}]")))
    return tuple(
        [
            Busy(
                BookingId(booking_id),
                master_id,
                lane,
                datetime.fromtimestamp(start / SECOND, UTC),
                datetime.fromtimestamp(blocked_until / SECOND, UTC),
                None if hold is None else datetime.fromtimestamp(hold / SECOND, UTC),
                None if holder is None else UserId(holder),
            )
            for booking_id, lane, start, blocked_until, hold, holder in distinct
        ]
    )
