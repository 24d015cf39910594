"""The staff say that they run late; those on whom that bears are told and free to go."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.delays.run_late import RunLate, RunLateRequest
from domain.shared.identity import Role, RoleMissingError
from domain.shared.ids import BookingId
from domain.shared.money import Money
from domain.visit.delays import Delay, NoDelayError
from domain.visit.errors import VisitNotFoundError
from domain.visit.model import BookingStatus
from domain.visit.outcomes import Mark
from infra.db import tables
from tests.domain.checkout.deposit_shop import DepositShop
from tests.domain.delays.delay_fixture import DelayFixture, open_late_room
from tests.support.database import DatabaseFactory, at
from tests.support.outcome_fixture import ADMINS, STAFF


@pytest.fixture
async def day(database: DatabaseFactory) -> DelayFixture:
    return await open_late_room(database)


async def everything(database: DatabaseFactory) -> list[object]:
    return [await database.rows(select(table)) for table in tables.metadata.sorted_tables]


async def test_those_behind_are_told_until_a_gap_eats_the_delay_up(day: DelayFixture) -> None:
    assert await day.say(Delay.FIFTEEN) == 3
    assert await day.delays() == [15, 15, 15, 0]
    assert await day.told() == [(day.ten, 15), (day.eleven, 15), (day.twelve, 15)]


async def test_of_a_visit_that_has_begun_only_those_behind_are_told(day: DelayFixture) -> None:
    day.database.clock.moment = at(10, 20)
    assert await day.say(Delay.TEN) == 2
    assert await day.delays() == [0, 10, 10, 0]
    assert [visit for visit, _ in await day.told()] == [day.eleven, day.twelve]
    assert not any(f":{day.ten}:late" in key for key in await day.room.told("card_refresh"))


@pytest.mark.parametrize("delay", [Delay.ON_TIME, Delay.THIRTY])
async def test_who_was_told_to_come_later_is_told_when_that_changes(
    day: DelayFixture, delay: Delay
) -> None:
    await day.say(Delay.FIFTEEN)
    await day.post()
    day.database.clock.moment = at(10, 5)
    await day.say(delay)
    assert [minutes for visit, minutes in await day.told() if visit == day.ten] == [15, delay]


async def test_who_waits_past_the_agreed_time_is_told_too(day: DelayFixture) -> None:
    day.database.clock.moment = at(11, 5)
    await day.say(Delay.FIFTEEN)
    assert (day.eleven, 15) in await day.told()


async def test_the_same_word_twice_tells_nobody_again(day: DelayFixture) -> None:
    await day.say(Delay.TEN)
    written = await everything(day.database)
    assert await day.say(Delay.TEN) is None
    assert await everything(day.database) == written


async def test_each_other_word_is_told(day: DelayFixture) -> None:
    for delay in (Delay.TEN, Delay.FIFTEEN, Delay.TEN):
        assert await day.say(delay) == 3
        await day.post()
        day.database.clock.advance(seconds=1)
    assert [minutes for visit, minutes in await day.told() if visit == day.eleven] == [10, 15, 10]


async def test_on_time_after_all_clears_everything_and_is_told(day: DelayFixture) -> None:
    await day.say(Delay.THIRTY)
    assert await day.say(Delay.ON_TIME) == 3
    assert await day.delays() == [0, 0, 0, 0]
    assert (await day.told())[-1] == (day.twelve, 0)


async def test_said_of_a_later_visit_it_leaves_those_ahead_alone(day: DelayFixture) -> None:
    await day.say(Delay.THIRTY, day.twelve)
    assert await day.delays() == [0, 0, 30, 0]


async def test_who_books_in_between_is_told_when_the_word_is_repeated(day: DelayFixture) -> None:
    await day.say(Delay.THIRTY)
    await day.database.change_policies(day.room.location, max_upcoming_bookings=9)
    await day.room.book(13)
    assert await day.say(Delay.THIRTY) == 2
    assert await day.delays() == [30, 30, 30, 30]


async def test_an_admin_says_it_for_a_master_and_it_is_kept_who_said_what(
    day: DelayFixture,
) -> None:
    await day.say(Delay.FIVE, staff=day.room.kim)
    (entry,) = await day.database.rows(select(tables.audit_entries))
    assert (entry.actor_id, entry.act) == (day.room.kim.user_id, "ran_late")
    assert (entry.actor_role, entry.subject) == ("admin", f"booking:{day.ten}")
    assert (entry.before, entry.after) == (
        {"late_minutes": 0},
        {"late_minutes": 5, "told": 3},
    )


async def test_nobody_else_says_it(day: DelayFixture) -> None:
    leo = replace(await day.database.meet("Leo"), roles=STAFF)
    await day.database.hire(day.room.location, day.room.cut, name="Leo", user_id=leo.user_id)
    written = await everything(day.database)
    with pytest.raises(VisitNotFoundError):
        await day.say(Delay.FIVE, staff=leo)
    with pytest.raises(RoleMissingError):
        await day.say(Delay.FIVE, staff=day.room.ann)
    with pytest.raises(VisitNotFoundError):
        await day.say(Delay.FIVE, BookingId(10**12), staff=day.room.kim)
    assert await everything(day.database) == written


async def test_tomorrow_is_not_touched_and_nobody_is_late_for_it_yet(day: DelayFixture) -> None:
    await day.database.change_policies(day.room.location, max_upcoming_bookings=9)
    tomorrow = await day.room.book(9, day=1)
    with pytest.raises(NoDelayError):
        await day.say(Delay.FIVE, tomorrow)
    await day.say(Delay.THIRTY)
    assert (await day.database.services().visit(tomorrow)).late_minutes == 0


async def test_a_visit_that_is_over_cannot_run_late(day: DelayFixture) -> None:
    day.database.clock.moment = at(11, 30) - timedelta.resolution
    assert (await day.room.card(day.room.mia)).can_run_late
    await day.say(Delay.THIRTY)
    day.database.clock.moment = at(11, 30)
    assert not (await day.room.card(day.room.mia)).can_run_late
    with pytest.raises(NoDelayError):
        await day.say(Delay.FIVE)


@pytest.mark.parametrize("mark", [Mark.CASH, Mark.MISSED])
async def test_a_visit_with_an_outcome_cannot_run_late(day: DelayFixture, mark: Mark) -> None:
    day.database.clock.moment = at(10, 30)
    await day.room.mark(day.room.mia, mark)
    with pytest.raises(NoDelayError):
        await day.say(Delay.FIVE)
    assert not (await day.room.card(day.room.mia)).can_run_late


async def test_a_visit_that_is_cancelled_holds_nobody_up(day: DelayFixture) -> None:
    await day.database.services().cancel(day.room.ann, day.eleven)
    await day.say(Delay.FIFTEEN)
    assert await day.delays() == [15, 0, 0, 0]


async def test_a_delay_is_void_once_the_visit_is_moved(day: DelayFixture) -> None:
    await day.say(Delay.FIFTEEN)
    day.database.clock.moment = at(9, 59)
    await day.database.services().move(day.room.ann, day.ten, at(15))
    visit = await day.database.services().visit(day.ten)
    assert (visit.starts_at, visit.late_minutes, visit.is_free_to_change) == (at(15), 0, False)


class TestAHold:
    """Somebody pays for eleven o'clock while Mia runs late."""

    async def test_shows_it_on_its_card_and_passes_it_on(self, day: DelayFixture) -> None:
        await day.database.turn_into_hold(day.eleven, at(8, 10))
        assert await day.say(Delay.FIFTEEN) == 2
        assert await day.delays() == [15, 15, 15, 0]
        assert [visit for visit, _ in await day.told()] == [day.ten, day.twelve]
        shown = await day.room.told("card_refresh")
        assert any(f":{day.eleven}:late" in key for key in shown)

    async def test_keeps_it_when_it_is_confirmed_meanwhile(self, database: DatabaseFactory) -> None:
        deposit_shop = await DepositShop.open(database)
        kim = replace(await database.meet("Kim"), roles=ADMINS)
        ann, bob = await deposit_shop.meet(), await deposit_shop.meet("Bob")
        first = await deposit_shop.hold(ann, at(10))
        await deposit_shop.pay(ann, first)
        second = await deposit_shop.hold(bob, at(11))
        await database.services().get(RunLate).execute(RunLateRequest(kim, first, Delay.FIFTEEN))
        await deposit_shop.pay(bob, second)
        visit = await database.services().visit(second)
        assert (visit.status, visit.late_minutes) == (BookingStatus.CONFIRMED, 15)
        assert visit.is_free_to_change

    async def test_that_has_run_out_holds_nobody_up(self, day: DelayFixture) -> None:
        await day.database.turn_into_hold(day.eleven, at(8))
        await day.say(Delay.FIFTEEN)
        assert await day.delays() == [15, 0, 0, 0]


async def test_within_the_lock_window_all_that_was_paid_goes_back(
    database: DatabaseFactory,
) -> None:
    deposit_shop = await DepositShop.open(database, late_cancel_fee_percent=100)
    kim = replace(await database.meet("Kim"), roles=frozenset({Role.ADMIN}))
    ann = await deposit_shop.meet()
    visit = await deposit_shop.hold(ann)
    await deposit_shop.pay(ann, visit)
    database.clock.moment = at(11, 45)
    await database.services().get(RunLate).execute(RunLateRequest(kim, visit, Delay.THIRTY))
    card = await deposit_shop.services.card(ann, visit)
    assert card.refund_on_cancel == Money(1000, "EUR")
    database.clock.moment = at(12, 15)
    await deposit_shop.services.cancel(ann, visit)
    assert (await deposit_shop.payment(visit)).refund == Money(1000, "EUR")
