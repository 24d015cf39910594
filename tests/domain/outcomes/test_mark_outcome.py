"""What the staff say of a visit, and all that follows from it."""

import asyncio
from dataclasses import replace

import pytest

from domain.outbox.message import MessageKind
from domain.payments.model import PaymentState
from domain.shared.identity import RoleMissingError
from domain.visit.errors import VisitNotFoundError
from domain.visit.model import BookingStatus
from domain.visit.outcomes import Mark, NoOutcomeError, NotBegunError, OtherOutcomeError
from domain.visit.venue import MoneyLeftError
from infra.db import tables
from tests.support.database import NOW, DatabaseFactory, at
from tests.support.outcome_fixture import STAFF, OutcomeFixture, open_outcome_fixture


@pytest.fixture
async def room(database: DatabaseFactory) -> OutcomeFixture:
    """The hour of the visit has come."""
    room = await open_outcome_fixture(database)
    database.clock.moment = at(10)
    return room


async def deposit(room: OutcomeFixture, amount_minor: int) -> None:
    """Let Ann have paid in advance."""
    await room.database.change(tables.bookings, room.visit, deposit_minor=amount_minor)
    await room.database.add(
        tables.payments,
        booking_id=room.visit,
        client_id=room.ann.user_id,
        provider="test",
        state=PaymentState.PAID,
        amount_minor=amount_minor,
        currency="EUR",
        payload="00000000-0000-0000-0000-000000000001",
        created_at=NOW,
    )


@pytest.mark.parametrize(("mark", "paid_by"), [(Mark.CASH, "cash"), (Mark.CARD, "card")])
async def test_who_came_and_paid_is_kept_with_the_money(
    room: OutcomeFixture, mark: Mark, paid_by: str
) -> None:
    assert await room.mark(room.mia, mark)
    assert await room.status() == BookingStatus.COMPLETED
    assert await room.payments() == [("paid", 3000, 0, paid_by)]
    assert await room.record() == (1, 0, 1)
    assert await room.told(MessageKind.NO_SHOW) == []
    assert any("completed" in key for key in await room.told(MessageKind.CARD_REFRESH))


async def test_what_was_paid_in_advance_is_not_paid_again(room: OutcomeFixture) -> None:
    await deposit(room, 1000)
    assert await room.mark(room.mia, Mark.CASH)
    assert await room.payments() == [("paid", 1000, 0, None), ("paid", 2000, 0, "cash")]


async def test_a_visit_that_is_paid_for_leaves_nothing_to_pay(room: OutcomeFixture) -> None:
    await deposit(room, 3000)
    assert await room.mark(room.mia, Mark.DONE)
    assert await room.payments() == [("paid", 3000, 0, None)]
    assert await room.status() == BookingStatus.COMPLETED


async def test_how_the_rest_is_paid_has_to_be_told(room: OutcomeFixture) -> None:
    await deposit(room, 1000)
    with pytest.raises(MoneyLeftError):
        await room.mark(room.mia, Mark.DONE)
    assert await room.status() == BookingStatus.CONFIRMED
    assert await room.record() == (0, 0, 0)


async def test_who_does_not_come_loses_the_deposit_and_the_admins_are_told(
    room: OutcomeFixture,
) -> None:
    await deposit(room, 1000)
    assert await room.mark(room.mia, Mark.MISSED)
    assert await room.status() == BookingStatus.NO_SHOW
    assert await room.payments() == [("paid", 1000, 0, None)]
    assert await room.record() == (0, 1, 0)
    assert await room.told(MessageKind.NO_SHOW) == [f"no_show:{room.visit}"]
    assert any("no_show" in key for key in await room.told(MessageKind.CARD_REFRESH))


async def test_that_a_client_is_there_is_no_more_than_a_mark(room: OutcomeFixture) -> None:
    assert await room.mark(room.mia, Mark.ARRIVED)
    assert not await room.mark(room.kim, Mark.ARRIVED)
    assert await room.status() == BookingStatus.CONFIRMED
    assert (await room.card(room.mia)).client.arrived_at == at(10)
    assert await room.mark(room.mia, Mark.CASH)
    assert not await room.mark(room.mia, Mark.ARRIVED)


async def test_visits_kept_since_the_last_missed_one_are_counted_by_their_time(
    room: OutcomeFixture,
) -> None:
    later = [await room.book(hour) for hour in (12, 14)]
    room.database.clock.moment = at(15)
    for visit in later:
        await room.mark(room.mia, Mark.CASH, visit)
    await room.mark(room.mia, Mark.MISSED)
    assert await room.record() == (2, 1, 2)


async def test_the_same_said_twice_changes_nothing(room: OutcomeFixture) -> None:
    assert await room.mark(room.mia, Mark.CASH)
    assert not await room.mark(room.kim, Mark.CASH)
    assert await room.payments() == [("paid", 3000, 0, "cash")]
    assert await room.record() == (1, 0, 1)
    card = await room.card(room.kim)
    assert [line.to_status for line in card.history].count(BookingStatus.COMPLETED) == 1


async def test_who_says_otherwise_is_told_what_was_said(room: OutcomeFixture) -> None:
    await room.mark(room.mia, Mark.CASH)
    with pytest.raises(OtherOutcomeError) as caught:
        await room.mark(room.kim, Mark.MISSED)
    assert caught.value.status is BookingStatus.COMPLETED
    assert await room.record() == (1, 0, 1)


async def test_of_two_who_mark_at_once_one_wins_and_the_other_sees_it(room: OutcomeFixture) -> None:
    for turn in range(5):
        visit = await room.book(11, day=1 + turn % 4) if turn else room.visit
        room.database.clock.moment = at(11, day=5)
        said = await asyncio.gather(
            room.mark(room.mia, Mark.CASH, visit),
            room.mark(room.kim, Mark.MISSED, visit),
            return_exceptions=True,
        )
        assert {type(answer) for answer in said} == {bool, OtherOutcomeError}
        assert await room.status(visit) in {"completed", "no_show"}
        room.database.clock.moment = NOW
    kept, missed, _ = await room.record()
    assert kept + missed == 5


async def test_two_visits_of_a_client_marked_at_once_are_both_counted(room: OutcomeFixture) -> None:
    others = [await room.book(hour) for hour in (11, 12, 13, 14)]
    room.database.clock.moment = at(16)
    visits = [room.visit, *others]
    await asyncio.gather(*(room.mark(room.mia, Mark.CASH, visit) for visit in visits))
    assert await room.record() == (5, 0, 5)


async def test_nothing_is_said_of_a_visit_before_it_begins(room: OutcomeFixture) -> None:
    room.database.clock.moment = at(9, 59)
    for mark in Mark:
        with pytest.raises(NotBegunError):
            await room.mark(room.mia, mark)
    assert (await room.card(room.mia)).marks == ()


async def test_nothing_comes_of_a_visit_that_was_let_go(room: OutcomeFixture) -> None:
    room.database.clock.moment = NOW
    await room.database.services().cancel(room.ann, room.visit)
    room.database.clock.moment = at(10)
    for mark in Mark:
        with pytest.raises(NoOutcomeError):
            await room.mark(room.mia, mark)
    assert await room.status() == BookingStatus.CANCELLED


async def test_nothing_comes_of_time_that_was_only_held(room: OutcomeFixture) -> None:
    await room.database.turn_into_hold(room.visit, at(11))
    with pytest.raises(NoOutcomeError):
        await room.mark(room.mia, Mark.CASH)


async def test_only_the_master_of_a_visit_and_admins_say_what_became_of_it(
    room: OutcomeFixture,
) -> None:
    with pytest.raises(RoleMissingError):
        await room.mark(room.ann, Mark.CASH)
    tom = replace(await room.database.meet("Tom"), roles=STAFF)
    await room.database.hire(room.location, room.cut, user_id=tom.user_id, name="Tom")
    with pytest.raises(VisitNotFoundError):
        await room.mark(tom, Mark.CASH)
    assert await room.status() == BookingStatus.CONFIRMED
    assert await room.mark(room.kim, Mark.CASH)


async def test_the_card_offers_what_can_be_said(room: OutcomeFixture) -> None:
    card = await room.card(room.mia)
    assert card.marks == (Mark.ARRIVED, Mark.CASH, Mark.CARD, Mark.MISSED)
    await room.mark(room.mia, Mark.ARRIVED)
    await deposit(room, 3000)
    assert (await room.card(room.mia)).marks == (Mark.DONE, Mark.MISSED)
    await room.mark(room.mia, Mark.DONE)
    assert (await room.card(room.mia)).marks == ()
