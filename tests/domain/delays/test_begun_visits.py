"""Words on visits that have begun free nobody; who was told to come later has missed nothing."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select

from domain.delays.run_late import RunLate, RunLateRequest
from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from domain.visit.delays import Delay, DelayNotified
from domain.visit.errors import VisitNotActiveError
from domain.visit.outcomes import Mark, NotBegunError
from infra.db import tables
from tests.domain.checkout.deposit_shop import DepositShop
from tests.domain.delays.delay_fixture import DelayFixture, open_late_room
from tests.support.database import DatabaseFactory, at
from tests.support.outcome_fixture import ADMINS, STAFF


@pytest.fixture
async def day(database: DatabaseFactory) -> DelayFixture:
    return await open_late_room(database)


async def arrived_at(day: DelayFixture, visit: BookingId) -> datetime | None:
    bookings = tables.bookings
    found: datetime | None = await day.database.value(
        select(bookings.c.arrived_at).where(bookings.c.id == visit)
    )
    return found


@pytest.mark.parametrize("is_here", [False, True])
async def test_who_sits_there_gets_nothing_back_when_it_goes_on_longer(
    database: DatabaseFactory, is_here: bool
) -> None:
    deposit_shop = await DepositShop.open(database, late_cancel_fee_percent=100)
    kim = replace(await database.meet("Kim"), roles=ADMINS)
    ann = await deposit_shop.meet()
    visit = await deposit_shop.hold(ann)
    await deposit_shop.pay(ann, visit)
    database.clock.moment = at(12, 5)
    if is_here:
        await database.change(tables.bookings, visit, arrived_at=at(12))
    said = RunLateRequest(kim, visit, Delay.THIRTY)
    assert await database.services().get(RunLate).execute(said) == DelayNotified(0)
    card = await deposit_shop.services.card(ann, visit)
    assert (card.is_coming, card.refund_on_cancel, card.visit.late_minutes) == (False, None, 0)
    with pytest.raises(VisitNotActiveError):
        await deposit_shop.services.cancel(ann, visit)


@pytest.mark.parametrize("is_here", [False, True])
async def test_who_sits_there_moves_nothing(day: DelayFixture, is_here: bool) -> None:
    day.database.clock.moment = at(10, 5)
    if is_here:
        await day.room.mark(day.room.mia, Mark.ARRIVED)
    await day.say(Delay.THIRTY)
    with pytest.raises(VisitNotActiveError):
        await day.database.services().move(day.room.ann, day.ten, at(10, day=1))


async def test_who_came_later_as_told_is_freed_no_longer(day: DelayFixture) -> None:
    await day.say(Delay.FIFTEEN)
    day.database.clock.moment = at(10, 20)
    assert await day.say(Delay.THIRTY) == 2
    assert await day.delays() == [15, 30, 30, 0]
    with pytest.raises(VisitNotActiveError):
        await day.database.services().cancel(day.room.ann, day.ten)


async def test_who_was_told_to_come_later_has_not_missed_the_visit_before(
    day: DelayFixture,
) -> None:
    await day.say(Delay.THIRTY)
    day.database.clock.moment = at(10, 30) - timedelta.resolution
    assert Mark.MISSED not in (await day.room.card(day.room.mia)).marks
    with pytest.raises(NotBegunError) as refused:
        await day.room.mark(day.room.mia, Mark.MISSED)
    assert f"{refused.value.from_at:%H:%M}" == "10:30"
    day.database.clock.moment = at(10, 30)
    assert Mark.MISSED in (await day.room.card(day.room.mia)).marks
    assert await day.room.mark(day.room.mia, Mark.MISSED)


async def test_who_came_sooner_than_told_can_be_marked(day: DelayFixture) -> None:
    await day.say(Delay.THIRTY)
    day.database.clock.moment = at(10, 1)
    assert (await day.room.card(day.room.mia)).marks == (Mark.ARRIVED, Mark.CASH, Mark.CARD)
    assert await day.room.mark(day.room.mia, Mark.CASH)


async def test_nor_is_it_corrected_to_missed_before(day: DelayFixture) -> None:
    await day.say(Delay.THIRTY)
    day.database.clock.moment = at(10, 1)
    await day.room.mark(day.room.mia, Mark.CASH)
    assert (await day.room.card(day.room.kim)).corrections == ()
    with pytest.raises(NotBegunError):
        await day.room.correct(day.room.kim, Mark.MISSED)


async def test_nobody_is_there_any_more_once_the_visit_is_moved(day: DelayFixture) -> None:
    await day.say(Delay.THIRTY)
    day.database.clock.moment = at(10, 5)
    await day.room.mark(day.room.mia, Mark.ARRIVED)
    assert await arrived_at(day, day.ten) == at(10, 5)
    await day.database.services().move(day.room.ann, day.ten, at(10, day=1), admin=day.room.kim)
    assert await arrived_at(day, day.ten) is None
    day.database.clock.moment = at(10, day=1)
    assert Mark.ARRIVED in (await day.room.card(day.room.mia)).marks


class TestTwoMasters:
    """At ten Ann is with Mia, at eleven with Leo; others follow at Mia's."""

    @pytest.fixture
    async def leo(self, day: DelayFixture) -> Identity:
        shop, room = day.database, day.room
        leo = replace(await shop.meet("Leo"), roles=STAFF)
        leo_id = await shop.hire(room.location, room.cut, name="Leo", user_id=leo.user_id)
        start, end = at(11), at(12)
        items = tables.booking_items
        await shop.execute(
            insert(items).values(
                booking_id=day.ten,
                position=1,
                status="confirmed",
                service_id=room.cut,
                master_id=leo_id,
                lane=0,
                start_at=start,
                end_at=end,
                blocked_until=end,
                price_minor=100,
            )
        )
        await shop.change(tables.bookings, day.ten, ends_at=end)
        return leo

    async def test_clients_of_a_master_who_is_done_with_the_visit_are_not_told(
        self, day: DelayFixture, leo: Identity
    ) -> None:
        day.database.clock.moment = at(11, 2)
        assert await day.say(Delay.THIRTY, staff=leo) == 0
        assert await day.say(Delay.THIRTY, staff=day.room.kim) is None  # the same word
        assert await day.delays() == [0, 0, 0, 0]
        assert await day.told() == []
