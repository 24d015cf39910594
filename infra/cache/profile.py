from hashlib import blake2s

from pydantic import TypeAdapter

from domain.schedule.model import LocationProfile
from domain.schedule.ports import LocationProfileGateway
from domain.shared.ids import LocationId
from infra.cache.guarded_redis import GuardedRedis

LIFETIME_S = 300
"""Bounds how long the loser of two changes at the same moment could be shown."""

_AS_JSON = TypeAdapter(LocationProfile)

_FORMAT = blake2s(repr(_AS_JSON.json_schema()).encode(), digest_size=4).hexdigest()
"""Keeps two releases of the program, whose profiles differ, from reading each other's."""


class RedisLocationProfileCache:
    """Profiles in Redis, read from the database where they are not.

    A reader never overwrites: what it took from the database may be out of date by the time it
    gets to Redis, whereas `keep` runs after the commit of the change.
    """

    def __init__(self, redis: GuardedRedis, gateway: LocationProfileGateway) -> None:
        self._redis = redis
        self._gateway = gateway

    async def get_profile(self, location_id: LocationId) -> LocationProfile | None:
        """Return the active location with its policies."""
        key = _key(location_id)
        kept = await self._redis.attempt(lambda redis: redis.get(key))
        if kept is not None:
            return _AS_JSON.validate_json(kept)
        profile = await self._gateway.get_profile(location_id)
        if profile is not None:
            value = _AS_JSON.dump_json(profile)
            await self._redis.attempt(lambda redis: redis.set(key, value, ex=LIFETIME_S, nx=True))
        return profile

    async def keep(self, profile: LocationProfile) -> None:
        """Show `profile` to every replica from now on; a failure is logged, never raised."""
        key, value = _key(profile.location.id), _AS_JSON.dump_json(profile)
        await self._redis.change([key], lambda redis: redis.set(key, value, ex=LIFETIME_S))


class NoLocationProfileCache:
    """Profiles straight from the database, where there is no Redis."""

    def __init__(self, gateway: LocationProfileGateway) -> None:
        self._gateway = gateway

    async def get_profile(self, location_id: LocationId) -> LocationProfile | None:
        """Return the active location with its policies."""
        return await self._gateway.get_profile(location_id)

    async def keep(self, profile: LocationProfile) -> None:
        """Do nothing: the database has it."""


def _key(location_id: LocationId) -> str:
    return f"profile:{_FORMAT}:{location_id}"
