"""Money that comes in time, or twice, or is not what was asked for."""

from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from domain.checkout.settle_charges import FIRST_PAUSE, LONGEST_PAUSE, RAISED_AFTER, Settlement
from domain.outbox.message import MessageKind
from domain.payments.model import ChargeKind, Outcome, Payment, PaymentState
from domain.payments.ports import PaymentGateway
from domain.shared.money import Money
from domain.visit.model import BookingStatus
from infra.db.gateways.payments.payments import SqlaPaymentGateway
from infra.db.tables import charges, payment_events, payments
from tests.domain.checkout.deposit_shop import TEN_MINUTES, DepositShop
from tests.support.database import NOW, DatabaseFactory, at
from tests.support.payment_services import PaymentServices, next_charge_id, paid, refunded
from tests.support.services import Services


async def test_money_in_time_confirms_the_visit(deposit_shop: DepositShop) -> None:
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)

    await deposit_shop.pay(ann, hold)

    visit, payment = await deposit_shop.services.visit(hold), await deposit_shop.payment(hold)
    assert (visit.status, visit.hold_expires_at) == (BookingStatus.CONFIRMED, None)
    assert visit.paid == visit.deposit == Money(1000, "EUR")
    assert (payment.state, payment.paid_at) == (PaymentState.PAID, NOW)
    assert await deposit_shop.ways(hold) == ["created", "invoiced", "paid"]
    assert [made.booking_id for made in await deposit_shop.told(MessageKind.BOOKING_MADE)] == [hold]
    refreshed = [card.key for card in await deposit_shop.told(MessageKind.CARD_REFRESH)]
    assert f"card_refresh:{hold}:confirmed" in refreshed
    assert "reminder" in await deposit_shop.kinds()


async def test_a_payment_that_is_reported_twice_changes_nothing_the_second_time(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)
    charge_id = next_charge_id()
    await deposit_shop.pay(ann, hold, charge_id=charge_id)
    lines = await deposit_shop.database.value(select(func.count()).select_from(payment_events))

    await deposit_shop.pay(ann, hold, charge_id=charge_id)
    again = await deposit_shop.payment_services.settle_one(charge_id, ChargeKind.PAID)

    assert again is not None
    assert (again.outcome, again.booking_id) == (Outcome.CONFIRMED, hold)
    assert await deposit_shop.states(hold) == [PaymentState.PAID]
    assert lines == await deposit_shop.database.value(
        select(func.count()).select_from(payment_events)
    )


async def test_a_hold_that_ran_out_but_that_nobody_ended_is_confirmed(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)
    deposit_shop.pass_(TEN_MINUTES)

    await deposit_shop.pay(ann, hold)

    assert await deposit_shop.status(hold) is BookingStatus.CONFIRMED


async def test_who_pays_two_invoices_of_one_visit_gets_the_second_sum_back(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)

    await deposit_shop.pay(ann, hold)
    await deposit_shop.pay(ann, hold)

    assert await deposit_shop.status(hold) is BookingStatus.CONFIRMED
    assert await deposit_shop.states(hold) == [PaymentState.PAID, PaymentState.REFUND_DUE]
    (told,) = await deposit_shop.told(MessageKind.PAYMENT_DUPLICATE_REFUND)
    assert told.recipient_id == ann.user_id
    assert told.facts["reason"] == "paid_twice"
    assert await deposit_shop.payment_services.return_money() == 1
    assert await deposit_shop.states(hold) == [PaymentState.PAID, PaymentState.REFUNDED]
    assert [amount for _, _, amount in deposit_shop.fake_provider.refunds] == [Money(1000, "EUR")]
    (told,) = await deposit_shop.told(MessageKind.PAYMENT_REFUNDED)
    assert told.audience == "client"  # the admins would take it for an unpaid visit


async def test_a_second_sum_goes_back_after_the_visit_was_moved(deposit_shop: DepositShop) -> None:
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)
    await deposit_shop.pay(ann, hold)
    await deposit_shop.services.move(ann, hold, at(15))

    await deposit_shop.pay(ann, hold)

    visit = await deposit_shop.services.visit(hold)
    assert (visit.status, visit.starts_at) == (BookingStatus.CONFIRMED, at(15))
    assert await deposit_shop.states(hold) == [PaymentState.PAID, PaymentState.REFUND_DUE]


async def test_money_for_a_hold_that_was_given_up_goes_back_without_an_offer(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)
    await deposit_shop.services.cancel(ann, hold)

    await deposit_shop.pay(ann, hold)

    assert await deposit_shop.status(hold) is BookingStatus.CANCELLED
    assert await deposit_shop.states(hold) == [PaymentState.REFUND_DUE]
    assert (await deposit_shop.payment(hold)).refund_at == NOW
    (told,) = await deposit_shop.told(MessageKind.PAYMENT_DUPLICATE_REFUND)
    assert told.facts["reason"] == "cancelled"


@pytest.mark.parametrize(
    ("forged", "outcome"),
    [
        ({"amount_minor": 999}, Outcome.WRONG_AMOUNT),
        ({"amount_minor": -1000}, Outcome.WRONG_AMOUNT),
        ({"amount_minor": 0}, Outcome.WRONG_AMOUNT),
        ({"amount_minor": 10**40}, Outcome.WRONG_AMOUNT),
        ({"currency": "USD"}, Outcome.WRONG_AMOUNT),
        ({"currency": "\0" * 1000}, Outcome.WRONG_AMOUNT),
        ({"payload": "none of ours"}, Outcome.UNKNOWN_PAYMENT),
        ({"payload": "\ud800\0"}, Outcome.UNKNOWN_PAYMENT),
        ({"payload": "x" * 100_000}, Outcome.UNKNOWN_PAYMENT),
        ({"charge_id": "y" * 100_000, "payload": ""}, Outcome.UNKNOWN_PAYMENT),
    ],
)
async def test_money_that_fits_nothing_is_kept_and_the_admins_are_asked(
    deposit_shop: DepositShop, forged: dict[str, Any], outcome: Outcome
) -> None:
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)
    ways, before = await deposit_shop.ways(hold), await deposit_shop.kinds()

    await deposit_shop.pay(ann, hold, **forged)

    assert await deposit_shop.outcomes() == [outcome]
    charge_id = await deposit_shop.database.value(select(charges.c.telegram_charge_id))
    again = await deposit_shop.payment_services.settle_one(charge_id, ChargeKind.PAID)
    assert again == Settlement(outcome, None)
    assert await deposit_shop.status(hold) is BookingStatus.PENDING
    assert await deposit_shop.ways(hold) == ways
    assert await deposit_shop.kinds() - before == {"payment_unmatched"}
    (told,) = await deposit_shop.told(MessageKind.PAYMENT_UNMATCHED)
    assert (told.audience, told.facts["reason"]) == ("admins", outcome)
    assert told.facts["payer_telegram_id"] == deposit_shop.telegram_ids[ann.user_id]


async def test_the_providers_own_number_may_come_twice(deposit_shop: DepositShop) -> None:
    ann, bob = await deposit_shop.meet(), await deposit_shop.meet("Bob")
    holds = {await deposit_shop.hold(ann): ann, await deposit_shop.hold(bob, at(14)): bob}

    for hold, client in holds.items():
        charge = paid(await deposit_shop.payment(hold), deposit_shop.telegram_ids[client.user_id])
        await deposit_shop.payment_services.store(replace(charge, provider_charge_id="_"))
    await deposit_shop.payment_services.settle()

    assert await deposit_shop.outcomes() == [Outcome.CONFIRMED] * 2


@pytest.mark.parametrize("payer", [1, -1, 10**30])
async def test_money_of_a_foreign_payer_is_nobodys_visit(
    deposit_shop: DepositShop, payer: int
) -> None:
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)
    await deposit_shop.payment_services.store(paid(await deposit_shop.payment(hold), payer))

    await deposit_shop.payment_services.settle()

    assert await deposit_shop.outcomes() == [Outcome.FOREIGN_PAYER]
    assert await deposit_shop.states(hold) == [PaymentState.INVOICED]


async def test_a_refund_of_what_nobody_paid_is_refused(deposit_shop: DepositShop) -> None:
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)
    never_paid = paid(await deposit_shop.payment(hold), deposit_shop.telegram_ids[ann.user_id])
    await deposit_shop.payment_services.store(refunded(never_paid))

    await deposit_shop.payment_services.settle()

    assert await deposit_shop.outcomes() == [Outcome.UNKNOWN_PAYMENT]
    assert await deposit_shop.states(hold) == [PaymentState.INVOICED]


async def test_a_charge_that_was_never_kept_is_not_settled(deposit_shop: DepositShop) -> None:
    assert await deposit_shop.payment_services.settle_one("made up", ChargeKind.PAID) is None


class BrokenPayments(SqlaPaymentGateway):
    """Cannot read one payment, for a reason that nobody thought of."""

    broken: UUID | None = None

    async def find_by_payload(self, payload: UUID) -> Payment | None:
        if payload == self.broken:
            raise RuntimeError("a defect")
        return await super().find_by_payload(payload)


async def test_a_charge_that_breaks_the_program_keeps_no_other_waiting_and_is_raised(
    deposit_shop: DepositShop,
) -> None:
    ann, bob = await deposit_shop.meet(), await deposit_shop.meet("Bob")
    first, second = await deposit_shop.hold(ann), await deposit_shop.hold(bob, at(14))
    services = Services(
        deposit_shop.database.engine,
        deposit_shop.database.clock,
        provider=deposit_shop.fake_provider,
        gateways={PaymentGateway: BrokenPayments},
    )
    assert isinstance(services.payments, BrokenPayments)
    services.payments.broken = (await deposit_shop.payment(first)).payload
    broken = PaymentServices(services)
    for client, hold in ((ann, first), (bob, second)):
        charge = paid(await deposit_shop.payment(hold), deposit_shop.telegram_ids[client.user_id])
        await broken.store(charge)

    for _ in range(RAISED_AFTER + 2):
        with suppress(RuntimeError):
            await broken.settle()
        deposit_shop.pass_(LONGEST_PAUSE)

    assert await deposit_shop.status(second) is BookingStatus.CONFIRMED
    assert await deposit_shop.outcomes() == [Outcome.STUCK, Outcome.CONFIRMED]
    (told,) = await deposit_shop.told(MessageKind.PAYMENT_UNMATCHED)
    assert told.facts["reason"] == "stuck"
    await deposit_shop.payment_services.settle()  # by a program without the defect
    assert await deposit_shop.outcomes() == [Outcome.CONFIRMED, Outcome.CONFIRMED]


async def test_a_charge_that_fails_is_not_tried_again_at_once(deposit_shop: DepositShop) -> None:
    ann = await deposit_shop.meet()
    payment = await deposit_shop.payment(await deposit_shop.hold(ann))
    services = Services(
        deposit_shop.database.engine,
        deposit_shop.database.clock,
        provider=deposit_shop.fake_provider,
        gateways={PaymentGateway: BrokenPayments},
    )
    assert isinstance(services.payments, BrokenPayments)
    services.payments.broken = payment.payload
    broken = PaymentServices(services)
    await broken.store(paid(payment, deposit_shop.telegram_ids[ann.user_id]))

    with pytest.raises(RuntimeError):
        await broken.settle()

    assert await broken.settle() == 0
    deposit_shop.pass_(FIRST_PAUSE)
    with pytest.raises(RuntimeError):
        await broken.settle()
    assert await broken.settle() == 0
    deposit_shop.pass_(FIRST_PAUSE)
    assert await broken.settle() == 0


async def test_a_hold_whose_money_is_here_does_not_end_before_that_is_settled(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)
    await deposit_shop.payment_services.store(
        paid(await deposit_shop.payment(hold), deposit_shop.telegram_ids[ann.user_id])
    )
    deposit_shop.pass_(TEN_MINUTES)

    assert await deposit_shop.services.release_holds() == 0

    await deposit_shop.payment_services.settle()
    assert await deposit_shop.status(hold) is BookingStatus.CONFIRMED
    assert "hold_expired" not in await deposit_shop.kinds()


async def test_two_replicas_that_hear_of_one_payment_keep_it_once(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    charge = paid(
        await deposit_shop.payment(await deposit_shop.hold(ann)),
        deposit_shop.telegram_ids[ann.user_id],
    )

    await deposit_shop.payment_services.store(charge, charge)
    await deposit_shop.open_payment_services().store(charge)

    assert await deposit_shop.database.value(select(func.count()).select_from(charges)) == 1
    assert await deposit_shop.payment_services.settle() == 1
    assert await deposit_shop.payment_services.settle() == 0


async def test_a_process_that_died_before_it_noted_the_invoice_gets_the_money_right(
    database: DatabaseFactory,
) -> None:
    deposit_shop = await DepositShop.open(database)
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)
    payment = await deposit_shop.payment(hold)
    await database.change(payments, payment.id, state="created", invoice_message_id=None)

    await deposit_shop.pay(ann, hold)

    assert await deposit_shop.status(hold) is BookingStatus.CONFIRMED
