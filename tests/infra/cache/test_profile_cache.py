from collections.abc import Awaitable, Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from redis.asyncio import Redis

from domain.catalog.model import Label, Location
from domain.locations.switch_maintenance import SwitchMaintenance
from domain.schedule.model import LocationProfile, PolicySet
from domain.shared.identity import Identity, Role
from domain.shared.ids import LocationId, UserId
from infra.cache.guarded_redis import GuardedRedis, create_redis
from infra.cache.profile import NoLocationProfileCache, RedisLocationProfileCache
from tests.support.database import POLICIES, DatabaseFactory

SHOP = LocationId(1)
BERLIN = Location(
    SHOP, Label("Shop", {"ru": "Мастерская"}), "", ZoneInfo("Europe/Berlin"), "EUR", "DE", "BE"
)
PROFILE = LocationProfile(BERLIN, POLICIES)
CHANGED = replace(PROFILE, policies=replace(POLICIES, step_minutes=5))


class FakeDatabase:
    """A profile gateway that counts questions, and lets things happen meanwhile."""

    def __init__(self, profile: LocationProfile | None = PROFILE) -> None:
        self.profile = profile
        self.questions = 0
        self.meanwhile: Callable[[], Awaitable[object]] | None = None

    async def get_profile(
        self,
        location_id: LocationId,
        *,
        for_update: bool = False,  # noqa: ARG002 - the port's signature
    ) -> LocationProfile | None:
        assert location_id == SHOP
        self.questions += 1
        found = self.profile
        if self.meanwhile:
            await self.meanwhile()
        return found

    async def save_policies(self, location_id: LocationId, policies: PolicySet) -> None:
        raise NotImplementedError

    async def save_timezone(self, location_id: LocationId, timezone: ZoneInfo) -> None:
        raise NotImplementedError


async def test_a_profile_is_read_once_and_kept_whole(redis: Redis) -> None:
    database = FakeDatabase()
    cache = RedisLocationProfileCache(GuardedRedis(redis), database)

    assert await cache.get_profile(SHOP) == PROFILE
    assert await cache.get_profile(SHOP) == PROFILE
    assert database.questions == 1


async def test_a_change_is_seen_by_every_process_at_once(redis: Redis) -> None:
    database = FakeDatabase()
    here, there = (RedisLocationProfileCache(GuardedRedis(redis), database) for _ in range(2))
    await there.get_profile(SHOP)

    await here.put(CHANGED)

    assert await there.get_profile(SHOP) == CHANGED


async def test_a_reader_who_was_overtaken_by_a_change_does_not_undo_it(redis: Redis) -> None:
    database = FakeDatabase()
    cache = RedisLocationProfileCache(GuardedRedis(redis), database)
    database.meanwhile = lambda: cache.put(CHANGED)

    assert await cache.get_profile(SHOP) == PROFILE  # what was true when it was asked
    assert await cache.get_profile(SHOP) == CHANGED


async def test_a_location_that_is_not_there_is_not_remembered(redis: Redis) -> None:
    database = FakeDatabase(None)
    cache = RedisLocationProfileCache(GuardedRedis(redis), database)
    assert await cache.get_profile(SHOP) is None

    database.profile = PROFILE
    assert await cache.get_profile(SHOP) == PROFILE


async def test_a_change_is_saved_with_redis_gone(database: DatabaseFactory) -> None:
    shop = await database.open_location()
    admin = Identity(UserId(1), frozenset({Role.ADMIN}))
    nowhere = create_redis("unix:///no/such/redis.sock")
    services = database.services()
    cache = RedisLocationProfileCache(GuardedRedis(nowhere), services.profile_gateway)

    await services.get(SwitchMaintenance).execute(admin, is_on=True, text="Painting")

    async with services.uow:
        changed = await cache.get_profile(shop)
        assert await NoLocationProfileCache(services.profile_gateway).get_profile(shop) == changed
    assert changed is not None
    assert changed.policies == replace(
        POLICIES, is_in_maintenance=True, maintenance_text="Painting"
    )
    await nowhere.aclose()
