import pkgutil
from collections.abc import AsyncIterator
from importlib import import_module

import pytest
from dishka import AsyncContainer
from sqlalchemy.ext.asyncio import AsyncEngine

import domain
from app.container import build_container
from app.settings.load_settings import load_settings
from domain.availability.ports import BusyCache
from domain.clients.identify import Identify
from domain.schedule.ports import LocationProfileCache
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from infra.cache.busy import NoBusyCache, RedisBusyCache
from infra.cache.profile import NoLocationProfileCache, RedisLocationProfileCache
from infra.clock import SystemClock


def _services() -> list[type]:
    """Return every service of the domain: whatever has one `execute`."""
    modules = [import_module(m.name) for m in pkgutil.walk_packages(domain.__path__, "domain.")]
    return [
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type)
        and kind.__module__ == module.__name__
        and hasattr(kind, "execute")
    ]


@pytest.fixture(params=["", "unix:///no/redis/there.sock"], ids=["without Redis", "with Redis"])
async def container(
    environment: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> AsyncIterator[AsyncContainer]:
    environment.setenv("REDIS_URL", request.param)
    environment.setenv("ADMIN_IDS", "5001")
    container = build_container(load_settings())
    yield container
    await container.close()


async def test_every_service_of_the_domain_can_be_had(container: AsyncContainer) -> None:
    services = _services()
    assert len(services) > 15
    async with container() as update:
        for service in services:
            assert type(await update.get(service)) is service


async def test_services_of_one_update_share_a_unit_of_work(container: AsyncContainer) -> None:
    async with container() as one, container() as other:
        assert await one.get(UnitOfWork) is await one.get(UnitOfWork)
        assert await one.get(UnitOfWork) is not await other.get(UnitOfWork)
        assert await one.get(AsyncEngine) is await other.get(AsyncEngine)


async def test_caches_are_kept_in_redis_where_there_is_one(
    container: AsyncContainer, request: pytest.FixtureRequest
) -> None:
    with_redis = "with Redis" in request.node.callspec.id
    async with container() as update:
        busy, profiles = await update.get(BusyCache), await update.get(LocationProfileCache)
    assert isinstance(busy, RedisBusyCache if with_redis else NoBusyCache)
    assert isinstance(profiles, RedisLocationProfileCache if with_redis else NoLocationProfileCache)


async def test_the_clock_is_the_systems(container: AsyncContainer) -> None:
    assert isinstance(await container.get(Clock), SystemClock)
    async with container() as update:
        assert isinstance(await update.get(Identify), Identify)
