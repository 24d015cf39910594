import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId, LocationId, MasterId, ServiceId
from domain.shared.time import utc_day
from domain.visit.model import PROGRAM, Actor, BookingStatus
from domain.visit.ports import Hold
from domain.visit.transitions import transition
from infra.db.tables import booking_events, bookings
from tests.support.database import NOW, DatabaseFactory, at
from tests.support.services import choice_of

SOON = NOW + timedelta(minutes=10)
MONDAY = utc_day(at(10))


class Holds:
    """A shop with two masters, and holds of clients in it."""

    def __init__(
        self,
        database: DatabaseFactory,
        shop: LocationId,
        cut: ServiceId,
        mia: MasterId,
        leo: MasterId,
    ) -> None:
        self.database = database
        self.shop = shop
        self.cut = cut
        self.mia = mia
        self.leo = leo

    async def hold(self, client: Identity, master_id: MasterId, hour: int) -> BookingId:
        """Hold an hour until `SOON`."""
        booking_id = await self.database.services().book(
            client, self.shop, choice_of(self.cut, master_id=master_id), at(hour)
        )
        await self.database.turn_into_hold(booking_id, SOON)
        return booking_id

    async def locked(self, client: Identity, *master_ids: MasterId) -> tuple[Hold, ...]:
        services = self.database.services()
        async with services.uow:
            return await services.bookings.lock_holds(
                master_ids, client.user_id, self.database.clock.now()
            )


@pytest.fixture
async def holds(database: DatabaseFactory) -> Holds:
    shop = await database.open_location()
    cut = await database.sell(shop)
    mia, leo = await database.hire(shop, cut), await database.hire(shop, cut)
    return Holds(database, shop, cut, mia, leo)


async def test_the_clients_own_hold_is_found_whatever_its_master(holds: Holds) -> None:
    ann = await holds.database.meet()
    own = await holds.hold(ann, holds.mia, 10)

    found = await holds.locked(ann, holds.leo)

    assert found == (
        Hold(own, ann.user_id, is_over=False, master_days=frozenset({(holds.mia, MONDAY)})),
    )


async def test_holds_of_others_are_found_when_they_ran_out_on_one_of_the_masters(
    holds: Holds,
) -> None:
    ann, bob, eve = [await holds.database.meet() for _ in range(3)]
    of_mia = await holds.hold(bob, holds.mia, 10)
    await holds.hold(eve, holds.leo, 10)
    assert await holds.locked(ann, holds.mia) == ()

    holds.database.clock.moment = SOON

    assert await holds.locked(ann, holds.mia) == (
        Hold(of_mia, bob.user_id, is_over=True, master_days=frozenset({(holds.mia, MONDAY)})),
    )


async def test_a_hold_that_somebody_else_is_ending_is_waited_for_and_left_out(
    holds: Holds,
) -> None:
    ann, bob = await holds.database.meet(), await holds.database.meet()
    await holds.hold(bob, holds.mia, 10)
    holds.database.clock.moment = SOON
    first, second = holds.database.services(), holds.database.services()

    async with first.uow, second.uow:
        (hold,) = await first.bookings.lock_holds([holds.mia], ann.user_id, SOON)
        change = transition(BookingStatus.PENDING, BookingStatus.EXPIRED, at=SOON, actor=PROGRAM)
        await first.bookings.change_status([hold.booking_id], change)
        waiting = asyncio.ensure_future(second.bookings.lock_holds([holds.mia], ann.user_id, SOON))
        await holds.database.until_somebody_waits()
        await first.uow.commit()
        assert await waiting == ()


async def test_every_change_is_a_line_of_history(holds: Holds) -> None:
    ann = await holds.database.meet()
    services = holds.database.services()
    booking_id = await services.book(ann, holds.shop, choice_of(holds.cut), at(10))
    await services.move(ann, booking_id, at(12))
    await services.cancel(ann, booking_id)

    events = booking_events.c
    lines = await holds.database.rows(
        select(events.from_status, events.to_status, events.actor_user_id, events.actor_role)
        .where(events.booking_id == booking_id)
        .order_by(events.id)
    )
    assert [line[:2] for line in lines] == [
        (None, "pending"),
        ("pending", "confirmed"),
        ("confirmed", "confirmed"),
        ("confirmed", "cancelled"),
    ]
    assert {line[2:] for line in lines} == {(ann.user_id, Role.CLIENT)}


async def test_a_status_that_is_not_what_it_was_is_not_overwritten(holds: Holds) -> None:
    ann = await holds.database.meet()
    services = holds.database.services()
    booking_id = await services.book(ann, holds.shop, choice_of(holds.cut), at(10))
    await holds.database.change(bookings, booking_id, status=BookingStatus.COMPLETED)
    actor = Actor(ann.user_id, Role.CLIENT)
    stale = transition(BookingStatus.CONFIRMED, BookingStatus.CANCELLED, at=NOW, actor=actor)

    async with services.uow:
        with pytest.raises(RuntimeError, match="not locked"):
            await services.bookings.change_status([booking_id], stale)
