from functools import partial
from hashlib import blake2s

from pydantic import TypeAdapter
from redis.asyncio import Redis

from domain.schedule.model import LocationProfile
from domain.schedule.ports import LocationProfileGateway
from domain.shared.ids import LocationId
from infra.cache.guarded_redis import GuardedRedis

LIFETIME_S = 300
"""Limits how long the losing value of two concurrent changes could be shown."""

_AS_JSON = TypeAdapter(LocationProfile)

_FORMAT = blake2s(repr(_AS_JSON.json_schema()).encode(), digest_size=4).hexdigest()
"""Separates the profiles of releases with different fields."""


class RedisLocationProfileCache:
    """Profiles in Redis, read from the database if missing.

    A reader never overwrites: its value from the database may be out of date when it reaches
    Redis, while `keep` runs after the commit of a change.
    """

    def __init__(self, redis: GuardedRedis, gateway: LocationProfileGateway) -> None:
        self._redis = redis
        self._gateway = gateway

    async def get_profile(self, location_id: LocationId) -> LocationProfile | None:
        """Return the active location with its policies."""
        key = _key(location_id)
        cached = await self._redis.read([key], partial(_read, key))
        if cached is not None:
            return cached
        profile = await self._gateway.get_profile(location_id)
        if profile is not None:
            value = _AS_JSON.dump_json(profile)
            await self._redis.attempt(lambda redis: redis.set(key, value, ex=LIFETIME_S, nx=True))
        return profile

    async def put(self, profile: LocationProfile) -> None:
        """Show `profile` to every replica from now on; a failure is logged, never raised."""
        key, value = _key(profile.location.id), _AS_JSON.dump_json(profile)
        await self._redis.change([key], lambda redis: redis.set(key, value, ex=LIFETIME_S))


class NoLocationProfileCache:
    """Profiles directly from the database, without Redis."""

    def __init__(self, gateway: LocationProfileGateway) -> None:
        self._gateway = gateway

    async def get_profile(self, location_id: LocationId) -> LocationProfile | None:
        """Return the active location with its policies."""
        return await self._gateway.get_profile(location_id)

    async def put(self, profile: LocationProfile) -> None:
        """Do nothing: there is no cache."""


async def _read(key: str, redis: Redis) -> LocationProfile | None:
    value = await redis.get(key)
    return None if value is None else _AS_JSON.validate_json(value)


def _key(location_id: LocationId) -> str:
    return f"profile:{_FORMAT}:{location_id}"
