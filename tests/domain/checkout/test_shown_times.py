"""What the time list shows, from Redis, while money is on its way."""

from datetime import date

import pytest
from redis.asyncio import Redis

from infra.cache.busy_store import RedisBusyStore
from infra.cache.guarded_redis import GuardedRedis
from tests.domain.checkout.deposit_shop import NOON, TEN_MINUTES, DepositShop
from tests.support.database import DatabaseFactory
from tests.support.payment_services import PaymentServices
from tests.support.services import Services, choice_of

MONDAY = date(2030, 3, 4)


class Replica(DepositShop):
    """A shop whose processes keep taken time in Redis."""

    redis: Redis

    def _new_services(self) -> Services:
        store = RedisBusyStore(GuardedRedis(self.redis))
        return Services(
            self.database.engine, self.database.clock, provider=self.fake_provider, busy_store=store
        )

    async def shows_noon(self) -> bool:
        """Return whether others are offered the time that is held."""
        starts = await self.services.starts(self.shop, choice_of(self.cut), MONDAY)
        return NOON in starts


@pytest.fixture
async def deposit_shop(database: DatabaseFactory, redis: Redis) -> Replica:
    Replica.redis = redis
    return await Replica.open(database)


@pytest.mark.parametrize("is_late", [False, True])
async def test_a_time_that_was_paid_for_is_not_offered_when_its_hold_would_have_ended(
    deposit_shop: Replica, *, is_late: bool
) -> None:
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)
    assert not await deposit_shop.shows_noon()
    if is_late:
        deposit_shop.pass_(TEN_MINUTES)
        assert await deposit_shop.shows_noon()

    await deposit_shop.pay(ann, hold)

    deposit_shop.pass_(TEN_MINUTES)
    assert not await deposit_shop.shows_noon()


async def test_a_time_for_which_money_is_on_its_way_is_not_offered(deposit_shop: Replica) -> None:
    ann = await deposit_shop.meet()
    payment = await deposit_shop.payment(await deposit_shop.hold(ann))
    assert not await deposit_shop.shows_noon()
    deposit_shop.pass_(TEN_MINUTES * 0.9)

    await PaymentServices(deposit_shop.services).check(
        deposit_shop.telegram_ids[ann.user_id], payment.payload
    )

    deposit_shop.pass_(TEN_MINUTES * 0.15)
    assert not await deposit_shop.shows_noon()
    deposit_shop.pass_(TEN_MINUTES * 0.1)
    assert await deposit_shop.shows_noon()
