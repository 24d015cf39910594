"""Rules that were changed behind Redis: shown late perhaps, never decided upon."""

from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import uuid4

import pytest
from dishka import AsyncContainer, Provider, Scope, make_async_container, provide
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

from app.settings.settings import (
    BusinessSettings,
)
from app.wiring.gateways import GatewayProvider
from app.wiring.services import ServiceProvider
from domain.availability.model import VisitWish
from domain.availability.policies import MaintenanceDenial
from domain.booking.cancel_visit import CancelVisit
from domain.booking.hold_slot import HoldSlot, HoldSlotRequest
from domain.booking.preview_visit import Preview, PreviewVisit
from domain.booking.reschedule import Reschedule, RescheduleRequest
from domain.catalog.errors import LocationNotFoundError
from domain.payments.provider_ports import PaymentProviders
from domain.shared.identity import Identity
from domain.shared.ids import BookingId, LocationId, ServiceId
from domain.shared.time import Clock
from domain.visit.model import BookingStatus
from domain.visit.policies import TooLateToCancelDenial, TooLateToMoveDenial
from infra.cache.guarded_redis import GuardedRedis
from infra.db.tables import locations
from tests.support.database import DatabaseFactory, at
from tests.support.fake_provider import FakePaymentProvider, FakePaymentProviders
from tests.support.services import choice_of


class Process(Provider):
    """A process of the real wiring over the servers and the clock of a test."""

    scope = Scope.APP

    def __init__(self, database: DatabaseFactory, redis: Redis) -> None:
        super().__init__()
        self._workshop = database
        self._redis = redis

    @provide
    def engine(self) -> AsyncEngine:
        return self._workshop.engine

    @provide
    def redis(self) -> GuardedRedis | None:
        return GuardedRedis(self._redis)

    @provide
    def payment_providers(self) -> PaymentProviders:
        return FakePaymentProviders(FakePaymentProvider())

    @provide
    def clock(self) -> Clock:
        return self._workshop.clock


class Shop:
    """Ann's visit at noon, and rules of the shop as Redis keeps them."""

    def __init__(
        self,
        database: DatabaseFactory,
        container: AsyncContainer,
        id_: LocationId,
        cut: ServiceId,
        ann: Identity,
        visit: BookingId,
    ) -> None:
        self.database = database
        self.container = container
        self.id = id_
        self.cut = cut
        self.ann = ann
        self.visit = visit
        self.wish = VisitWish(id_, choice_of(cut))

    async def preview(self) -> Preview:
        async with self.container() as update:
            service = await update.get(PreviewVisit)
            return await service.execute(self.ann, self.wish, at(10))

    async def book(self) -> None:
        request = HoldSlotRequest(
            self.ann,
            self.wish,
            at(10),
            seen_price_minor=3000,
            request_key=uuid4(),
        )
        async with self.container() as update:
            await (await update.get(HoldSlot)).execute(request)

    async def move(self) -> None:
        async with self.container() as update:
            service = await update.get(Reschedule)
            await service.execute(RescheduleRequest(self.ann, self.visit, at(14)))

    async def cancel(self) -> None:
        async with self.container() as update:
            await (await update.get(CancelVisit)).execute(self.ann, self.visit)

    async def stays(self) -> bool:
        visit = await self.database.services().visit(self.visit)
        return (visit.status, visit.starts_at) == (BookingStatus.CONFIRMED, at(12))


@pytest.fixture
async def shop(database: DatabaseFactory, redis: Redis) -> AsyncIterator[Shop]:
    id_ = await database.open_location()
    cut = await database.sell(id_)
    await database.hire(id_, cut)
    ann = await database.meet()
    visit = await database.services().book(ann, id_, choice_of(cut), at(12))
    business = BusinessSettings(_env_file=None)
    container = make_async_container(
        Process(database, redis), GatewayProvider(), ServiceProvider(business)
    )
    shop = Shop(database, container, id_, cut, ann, visit)
    await shop.preview()  # from here on Redis has the profile
    yield shop
    await container.close()


@pytest.mark.parametrize("act", [Shop.book, Shop.move])
async def test_maintenance_stops_a_write_at_once(
    shop: Shop, act: Callable[[Shop], Awaitable[None]]
) -> None:
    await shop.database.change_policies(shop.id, is_in_maintenance=True)
    await shop.preview()  # what is shown is stale

    with pytest.raises(MaintenanceDenial):
        await act(shop)

    assert await shop.stays()


@pytest.mark.parametrize(
    ("act", "denial"), [(Shop.move, TooLateToMoveDenial), (Shop.cancel, TooLateToCancelDenial)]
)
async def test_a_wider_lock_window_holds_at_once(
    shop: Shop, act: Callable[[Shop], Awaitable[None]], denial: type[Exception]
) -> None:
    five_hours = 5 * 60
    await shop.database.change_policies(
        shop.id, reschedule_lock_minutes=five_hours, cancel_lock_minutes=five_hours
    )

    with pytest.raises(denial):
        await act(shop)

    assert await shop.stays()


@pytest.mark.parametrize("act", [Shop.book, Shop.move])
async def test_a_location_that_was_switched_off_takes_nothing_any_more(
    shop: Shop, act: Callable[[Shop], Awaitable[None]]
) -> None:
    await shop.database.change(locations, shop.id, is_active=False)
    await shop.preview()  # what is shown is stale

    with pytest.raises(LocationNotFoundError):
        await act(shop)

    assert await shop.stays()


async def test_a_location_that_was_switched_off_locks_nobody_in(shop: Shop) -> None:
    shop.database.clock.moment = at(11, 30)
    await shop.database.change(locations, shop.id, is_active=False)

    await shop.cancel()

    assert not await shop.stays()
