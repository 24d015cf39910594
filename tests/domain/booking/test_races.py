"""Many writers at once, each on a connection of its own."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Collection

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.shared.errors import RetryableError
from domain.shared.ids import BookingId, LocationId, MasterId, ServiceId
from domain.shared.master_days import MasterDay
from domain.visit.errors import SlotTakenError
from domain.visit.ports import BookingGateway
from infra.db.gateways.visit.bookings import SqlaBookingGateway
from infra.db.session import create_engine
from infra.db.tables import booking_items, bookings
from tests.conftest import PATIENT_MS
from tests.support.database import DatabaseFactory, at
from tests.support.services import Services, choice_of

CROWD = 50


class ForgetfulGateway(SqlaBookingGateway):
    """A writer that forgot the locks: the database alone keeps order."""

    async def lock_master_days(self, master_days: Collection[MasterDay]) -> None:
        pass


@pytest.fixture
async def wide_engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """A connection for everybody, and patience."""
    engine = create_engine(
        database_url, pool_size=CROWD, lock_timeout_ms=PATIENT_MS, statement_timeout_ms=PATIENT_MS
    )
    yield engine
    await engine.dispose()


class Rush:
    """A crowd that wants the same time."""

    def __init__(self, database: DatabaseFactory, engine: AsyncEngine, gateway: type) -> None:
        self.database = database
        self.engine = engine
        self.gateway = gateway
        self.losers: list[SlotTakenError] = []

    async def furnish(self, masters: int) -> tuple[LocationId, ServiceId, list[MasterId]]:
        shop = await self.database.open_location()
        cut = await self.database.sell(shop)
        return shop, cut, [await self.database.hire(shop, cut) for _ in range(masters)]

    async def run(
        self, shop: LocationId, cut: ServiceId, master_id: MasterId | None
    ) -> list[BookingId]:
        clients = [await self.database.meet() for _ in range(CROWD)]
        choice = choice_of(cut, master_id=master_id)

        async def want(services: Services, number: int) -> BookingId | None:
            try:
                return await services.book(clients[number], shop, choice, at(10))
            except SlotTakenError as error:
                self.losers.append(error)
                return None

        services_of_actors = [
            Services(self.engine, self.database.clock, gateways={BookingGateway: self.gateway})
            for _ in range(CROWD)
        ]
        won = await asyncio.gather(
            *(want(services, number) for number, services in enumerate(services_of_actors))
        )
        return [booking_id for booking_id in won if booking_id is not None]

    async def stored(self) -> int:
        return int(await self.database.value(select(func.count()).select_from(bookings)))


@pytest.fixture(params=[SqlaBookingGateway, ForgetfulGateway], ids=["locks", "constraint alone"])
def rush(
    request: pytest.FixtureRequest, database: DatabaseFactory, wide_engine: AsyncEngine
) -> Rush:
    return Rush(database, wide_engine, request.param)


async def test_of_many_who_want_one_slot_exactly_one_gets_it(rush: Rush) -> None:
    shop, cut, (mia,) = await rush.furnish(masters=1)

    won = await rush.run(shop, cut, mia)

    assert len(won) == 1
    assert await rush.stored() == 1
    assert len(rush.losers) == CROWD - 1
    nearest = (at(9), at(11), at(11, 30), at(12), at(12, 30))
    assert {loser.alternatives for loser in rush.losers} == {nearest}


async def test_of_many_who_want_any_master_as_many_win_as_there_are_masters(rush: Rush) -> None:
    shop, cut, hired = await rush.furnish(masters=3)

    won = await rush.run(shop, cut, None)

    taken = Counter(await rush.database.rows(select(booking_items.c.master_id)))
    assert max(taken.values()) == 1
    assert await rush.stored() == len(won)
    assert len(rush.losers) == CROWD - len(won)
    assert all(loser.alternatives for loser in rush.losers)
    if rush.gateway is SqlaBookingGateway:  # without locks, all may have run for the same master
        assert {master_id for (master_id,) in taken} == set(hired)


async def test_composite_visits_over_masters_in_opposite_orders_never_deadlock(
    database: DatabaseFactory, wide_engine: AsyncEngine
) -> None:
    shop = await database.open_location()
    cut, colour = await database.sell(shop, "Cut"), await database.sell(shop, "Colour")
    await database.hire(shop, cut)
    await database.hire(shop, colour)
    clients = [await database.meet() for _ in range(20)]

    async def want(number: int) -> bool:
        chosen = (cut, colour) if number % 2 else (colour, cut)
        try:
            await Services(wide_engine, database.clock).book(
                clients[number],
                shop,
                choice_of(*chosen),
                at(9 + number % 6),
                seen_price_minor=6000,
            )
        except SlotTakenError:
            return False
        return True

    won = await asyncio.gather(*map(want, range(len(clients))))

    assert any(won)
    await database.value(text("SELECT pg_stat_force_next_flush()"))
    deadlocks = text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    assert await database.value(deadlocks) == 0


async def test_a_crowd_that_moves_into_one_slot_leaves_one_visit_there(
    database: DatabaseFactory, wide_engine: AsyncEngine
) -> None:
    shop = await database.open_location()
    cut = await database.sell(shop)
    mia = await database.hire(shop, cut)
    clients = [await database.meet() for _ in range(7)]
    hours = (9, 10, 11, 13, 14, 15, 16)
    visits = [
        await database.services().book(client, shop, choice_of(cut), at(hour, day=1))
        for client, hour in zip(clients, hours, strict=True)
    ]

    async def move(number: int) -> bool:
        services = Services(wide_engine, database.clock)
        try:
            await services.move(clients[number], visits[number], at(12, day=1))
        except SlotTakenError:
            return False
        return True

    moved = await asyncio.gather(*map(move, range(len(visits))))

    assert sum(moved) == 1
    starts = await database.rows(
        select(booking_items.c.start_at).where(booking_items.c.master_id == mia)
    )
    assert len(set(starts)) == len(visits)
    assert (at(12, day=1),) in starts


async def test_one_client_who_holds_two_times_at_once_is_told_to_try_again(
    database: DatabaseFactory,
) -> None:
    """Only where both transactions began before either saw the other's hold."""
    shop = await database.open_location()
    cut = await database.sell(shop)
    await database.hire(shop, cut)
    ann = await database.meet()
    first, second = [
        await database.services().book(ann, shop, choice_of(cut), at(hour)) for hour in (10, 12)
    ]
    await database.turn_into_hold(first, at(9))
    services = database.services()

    async with services.uow:
        change = bookings.update().values(status="pending", hold_expires_at=at(9))
        with pytest.raises(RetryableError):
            await services.uow.execute(change.where(bookings.c.id == second))
