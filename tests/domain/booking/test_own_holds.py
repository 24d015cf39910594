"""The hold of a client hides no time from that client: booking another time releases it."""

from dataclasses import replace
from datetime import date

import pytest
from redis.asyncio import Redis

from domain.availability.find_alternatives import FindAlternatives
from domain.availability.list_open_days import MANY_STARTS, ListOpenDays
from domain.availability.list_start_times import ListStartTimes
from domain.availability.model import Terms, VisitWish
from domain.proposals.propose_time import ProposeTime
from domain.proposals.write_proposal import ProposeTimeRequest
from domain.shared.identity import Identity, Role
from domain.visit.errors import SlotTakenError
from domain.visit.model import BookingStatus
from infra.cache.busy_store import RedisBusyStore
from infra.cache.guarded_redis import GuardedRedis
from tests.domain.availability_scene import every_half_hour
from tests.domain.checkout.deposit_shop import NOON, DepositShop
from tests.support.database import DatabaseFactory, at
from tests.support.services import Services, choice_of

DAY = NOON.date()
ALL_DAY = every_half_hour("09:00", "16:00")
BESIDE_THE_HOLD = [start for start in ALL_DAY if start not in {"11:30", "12:00", "12:30"}]


class Shop(DepositShop):
    """A shop whose services read busy time from one shared Redis."""

    redis: Redis

    def _new_services(self) -> Services:
        store = RedisBusyStore(GuardedRedis(self.redis))
        return Services(self.database.engine, self.database.clock, busy_store=store)

    def wish(self, client: Identity, admin: Identity | None = None) -> VisitWish:
        return VisitWish(
            self.shop, choice_of(self.cut), Terms(admin=admin), client_id=client.user_id
        )

    async def listed(
        self, client: Identity, admin: Identity | None = None, day: date = DAY
    ) -> list[str]:
        """Return what the time list of a day shows."""
        service = self.open_services().get(ListStartTimes)
        times = await service.execute(self.wish(client, admin), day)
        zone = times.plan.profile.location.timezone
        return [option.start_at.astimezone(zone).strftime("%H:%M") for option in times.options]

    async def counted(self, client: Identity) -> int:
        """Return how many starts the month grid counts on the day."""
        service = self.open_services().get(ListOpenDays)
        return (await service.execute(self.wish(client))).starts_by_day[DAY]


@pytest.fixture
async def shop(database: DatabaseFactory, redis: Redis) -> Shop:
    Shop.redis = redis
    return await Shop.open(database, cancel_lock_minutes=0, reschedule_lock_minutes=0)


@pytest.fixture
async def ann(shop: Shop) -> Identity:
    return await shop.meet("Ann")


@pytest.fixture
async def bob(shop: Shop) -> Identity:
    return await shop.meet("Bob")


@pytest.fixture
async def kim(shop: Shop) -> Identity:
    """An admin, who is a client as well."""
    return replace(await shop.meet("Kim"), roles=frozenset({Role.CLIENT, Role.ADMIN}))


async def test_a_client_sees_the_time_of_their_own_hold_and_others_do_not(
    shop: Shop, ann: Identity, bob: Identity
) -> None:
    await shop.hold(ann)

    for _ in range(2):  # from the database, then from the cache that all readers share
        assert await shop.listed(ann) == ALL_DAY
        assert await shop.listed(bob) == BESIDE_THE_HOLD


async def test_the_month_grid_counts_the_time_of_the_own_hold(
    shop: Shop, ann: Identity, bob: Identity
) -> None:
    await shop.database.block(shop.mia, at(9), at(12))
    await shop.database.block(shop.mia, at(13, 30), at(17))
    await shop.hold(ann)

    assert await shop.counted(ann) == len(await shop.listed(ann)) == 2
    assert await shop.counted(bob) == 0 < MANY_STARTS


async def test_an_admin_sees_the_hold_of_the_client_as_free_and_not_their_own(
    shop: Shop, ann: Identity, kim: Identity
) -> None:
    await shop.hold(ann)
    await shop.hold(kim, at(15))

    for_ann = await shop.listed(ann, admin=kim)

    assert {"11:30", "12:00", "12:30"} <= set(for_ann)
    assert not {"14:30", "15:00", "15:30"} & set(for_ann)


@pytest.mark.parametrize("by_staff", [False, True])
async def test_whatever_is_listed_around_the_hold_can_be_booked(
    shop: Shop, ann: Identity, kim: Identity, by_staff: bool
) -> None:
    hold = await shop.hold(ann)
    admin = kim if by_staff else None

    await shop.services.book(ann, shop.shop, choice_of(shop.cut), at(11, 30), admin=admin)

    assert await shop.status(hold) is BookingStatus.CANCELLED


async def test_a_visit_can_be_moved_to_the_time_of_the_own_hold(
    shop: Shop, ann: Identity, kim: Identity
) -> None:
    visit = await shop.services.book(ann, shop.shop, choice_of(shop.cut), at(9), admin=kim)
    hold = await shop.hold(ann)
    shown = await shop.services.starts(shop.shop, choice_of(shop.cut), DAY, visit, ann)
    assert at(12, 30) in shown

    await shop.services.move(ann, visit, at(12, 30))

    assert (await shop.services.visit(visit)).starts_at == at(12, 30)
    assert await shop.status(hold) is BookingStatus.CANCELLED
    assert "09:00" in await shop.listed(ann)


async def test_a_move_to_another_time_keeps_the_hold(
    shop: Shop, ann: Identity, kim: Identity
) -> None:
    visit = await shop.services.book(ann, shop.shop, choice_of(shop.cut), at(9), admin=kim)
    hold = await shop.hold(ann)

    await shop.services.move(ann, visit, at(15))

    assert await shop.status(hold) is BookingStatus.PENDING


async def test_an_offer_of_the_held_time_leaves_the_hold_until_it_is_accepted(
    shop: Shop, ann: Identity, kim: Identity
) -> None:
    visit = await shop.services.book(ann, shop.shop, choice_of(shop.cut), at(9), admin=kim)
    hold = await shop.hold(ann)

    await shop.services.get(ProposeTime).execute(ProposeTimeRequest(kim, visit, at(12)))

    assert await shop.status(hold) is BookingStatus.PENDING


async def test_alternatives_contain_the_time_of_the_own_hold(
    shop: Shop, ann: Identity, bob: Identity
) -> None:
    await shop.hold(ann)
    await shop.hold(bob, at(13))

    found = await shop.services.get(FindAlternatives).execute(shop.wish(ann), at(13))

    assert at(12) in found
    with pytest.raises(SlotTakenError) as taken:
        await shop.services.book(ann, shop.shop, choice_of(shop.cut), at(13))
    assert taken.value.alternatives == found
