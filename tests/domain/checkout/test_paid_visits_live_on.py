"""A visit that is paid for is reminded of, offered another time, moved; its money goes with it."""

from dataclasses import replace
from datetime import datetime

from domain.outbox.message import MessageKind
from domain.payments.model import PaymentState
from domain.proposals.accept_proposal import AcceptProposal, AcceptProposalRequest
from domain.proposals.propose_time import ProposeTime
from domain.proposals.write_proposal import ProposeTimeRequest
from domain.shared.identity import Role
from domain.shared.ids import BookingId
from domain.shared.money import Money
from domain.visit.model import BookingStatus
from tests.domain.checkout.deposit_shop import DEPOSIT_MINOR, DepositShop
from tests.support.database import DatabaseFactory, at
from tests.support.histories import assert_histories_are_paths


async def offer(deposit_shop: DepositShop, booking_id: BookingId, start_at: datetime) -> None:
    kim = replace(await deposit_shop.database.meet("Kim"), roles=frozenset({Role.ADMIN}))
    await deposit_shop.services.get(ProposeTime).execute(
        ProposeTimeRequest(kim, booking_id, start_at)
    )


async def test_a_hold_is_not_reminded_of_before_it_is_paid_for(deposit_shop: DepositShop) -> None:
    ann = await deposit_shop.meet()
    visit = await deposit_shop.hold(ann, at(12, day=2))
    assert await deposit_shop.told(MessageKind.REMINDER) == []
    await deposit_shop.pay(ann, visit)
    assert len(await deposit_shop.told(MessageKind.REMINDER)) == 2


async def test_money_that_came_late_is_reminded_of_too(deposit_shop: DepositShop) -> None:
    ann = await deposit_shop.meet()
    visit = await deposit_shop.hold(ann, at(12, day=2))
    deposit_shop.database.clock.advance(hours=2)
    await deposit_shop.services.release_holds()
    await deposit_shop.pay(ann, visit)
    assert await deposit_shop.status(visit) is BookingStatus.CONFIRMED
    assert len(await deposit_shop.told(MessageKind.REMINDER)) == 2


async def test_who_is_offered_another_time_gets_all_back_however_late(
    database: DatabaseFactory,
) -> None:
    deposit_shop = await DepositShop.open(database, late_cancel_fee_percent=50)
    ann = await deposit_shop.meet()
    visit = await deposit_shop.hold(ann)
    await deposit_shop.pay(ann, visit)
    await offer(deposit_shop, visit, at(15))
    database.clock.moment = at(11, 30)
    card = await deposit_shop.services.card(ann, visit)
    assert card.refund_on_cancel == Money(DEPOSIT_MINOR, "EUR")
    await deposit_shop.services.cancel(ann, visit)
    assert await deposit_shop.states(visit) == [PaymentState.REFUND_DUE]
    assert (await deposit_shop.payment(visit)).refund == Money(DEPOSIT_MINOR, "EUR")
    await assert_histories_are_paths(database)


async def test_the_money_goes_with_the_visit_to_the_time_that_was_offered(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    visit = await deposit_shop.hold(ann)
    await deposit_shop.pay(ann, visit)
    await offer(deposit_shop, visit, at(15))
    await deposit_shop.services.get(AcceptProposal).execute(
        AcceptProposalRequest(ann, visit, at(15))
    )
    moved = await deposit_shop.services.visit(visit)
    assert (moved.starts_at, moved.status) == (at(15), BookingStatus.CONFIRMED)
    assert moved.paid == Money(DEPOSIT_MINOR, "EUR")
    assert await deposit_shop.states(visit) == [PaymentState.PAID]
    await assert_histories_are_paths(deposit_shop.database)
