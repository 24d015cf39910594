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
from tests.domain.checkout.deposit_shop import TEN_MINUTES, Parlour
from tests.support.database import NOW, DatabaseFactory, at
from tests.support.payment_services import PaymentServices, next_charge_id, paid, refunded
from tests.support.services import Services


async def test_money_in_time_confirms_the_visit(parlour: Parlour) -> None:
    ann = await parlour.meet()
    hold = await parlour.hold(ann)

    await parlour.pay(ann, hold)

    visit, payment = await parlour.services.visit(hold), await parlour.payment(hold)
    assert (visit.status, visit.hold_expires_at) == (BookingStatus.CONFIRMED, None)
    assert visit.paid == visit.deposit == Money(1000, "EUR")
    assert (payment.state, payment.paid_at) == (PaymentState.PAID, NOW)
    assert await parlour.ways(hold) == ["created", "invoiced", "paid"]
    assert [made.booking_id for made in await parlour.told(MessageKind.BOOKING_MADE)] == [hold]
    refreshed = [card.key for card in await parlour.told(MessageKind.CARD_REFRESH)]
    assert f"card_refresh:{hold}:confirmed" in refreshed
    assert "reminder" in await parlour.kinds()


async def test_a_payment_that_is_reported_twice_changes_nothing_the_second_time(
    parlour: Parlour,
) -> None:
    ann = await parlour.meet()
    hold = await parlour.hold(ann)
    charge_id = next_charge_id()
    await parlour.pay(ann, hold, charge_id=charge_id)
    lines = await parlour.database.value(select(func.count()).select_from(payment_events))

    await parlour.pay(ann, hold, charge_id=charge_id)
    again = await parlour.payment_services.settle_one(charge_id, ChargeKind.PAID)

    assert again is not None
    assert (again.outcome, again.booking_id) == (Outcome.CONFIRMED, hold)
    assert await parlour.states(hold) == [PaymentState.PAID]
    assert lines == await parlour.database.value(select(func.count()).select_from(payment_events))


async def test_a_hold_that_ran_out_but_that_nobody_ended_is_confirmed(parlour: Parlour) -> None:
    ann = await parlour.meet()
    hold = await parlour.hold(ann)
    parlour.pass_(TEN_MINUTES)

    await parlour.pay(ann, hold)

    assert await parlour.status(hold) is BookingStatus.CONFIRMED


async def test_who_pays_two_invoices_of_one_visit_gets_the_second_sum_back(
    parlour: Parlour,
) -> None:
    ann = await parlour.meet()
    hold = await parlour.hold(ann)

    await parlour.pay(ann, hold)
    await parlour.pay(ann, hold)

    assert await parlour.status(hold) is BookingStatus.CONFIRMED
    assert await parlour.states(hold) == [PaymentState.PAID, PaymentState.REFUND_DUE]
    (told,) = await parlour.told(MessageKind.PAYMENT_DUPLICATE_REFUND)
    assert told.recipient_id == ann.user_id
    assert told.facts["reason"] == "paid_twice"
    assert await parlour.payment_services.return_money() == 1
    assert await parlour.states(hold) == [PaymentState.PAID, PaymentState.REFUNDED]
    assert [amount for _, _, amount in parlour.till.refunds] == [Money(1000, "EUR")]
    (told,) = await parlour.told(MessageKind.PAYMENT_REFUNDED)
    assert told.audience == "client"  # the admins would take it for an unpaid visit


async def test_a_second_sum_goes_back_after_the_visit_was_moved(parlour: Parlour) -> None:
    ann = await parlour.meet()
    hold = await parlour.hold(ann)
    await parlour.pay(ann, hold)
    await parlour.services.move(ann, hold, at(15))

    await parlour.pay(ann, hold)

    visit = await parlour.services.visit(hold)
    assert (visit.status, visit.starts_at) == (BookingStatus.CONFIRMED, at(15))
    assert await parlour.states(hold) == [PaymentState.PAID, PaymentState.REFUND_DUE]


async def test_money_for_a_hold_that_was_given_up_goes_back_without_an_offer(
    parlour: Parlour,
) -> None:
    ann = await parlour.meet()
    hold = await parlour.hold(ann)
    await parlour.services.cancel(ann, hold)

    await parlour.pay(ann, hold)

    assert await parlour.status(hold) is BookingStatus.CANCELLED
    assert await parlour.states(hold) == [PaymentState.REFUND_DUE]
    assert (await parlour.payment(hold)).refund_at == NOW
    (told,) = await parlour.told(MessageKind.PAYMENT_DUPLICATE_REFUND)
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
    parlour: Parlour, forged: dict[str, Any], outcome: Outcome
) -> None:
    ann = await parlour.meet()
    hold = await parlour.hold(ann)
    ways, before = await parlour.ways(hold), await parlour.kinds()

    await parlour.pay(ann, hold, **forged)

    assert await parlour.outcomes() == [outcome]
    charge_id = await parlour.database.value(select(charges.c.telegram_charge_id))
    again = await parlour.payment_services.settle_one(charge_id, ChargeKind.PAID)
    assert again == Settlement(outcome, None)
    assert await parlour.status(hold) is BookingStatus.PENDING
    assert await parlour.ways(hold) == ways
    assert await parlour.kinds() - before == {"payment_unmatched"}
    (told,) = await parlour.told(MessageKind.PAYMENT_UNMATCHED)
    assert (told.audience, told.facts["reason"]) == ("admins", outcome)
    assert told.facts["payer_telegram_id"] == parlour.telegram_ids[ann.user_id]


async def test_the_providers_own_number_may_come_twice(parlour: Parlour) -> None:
    ann, bob = await parlour.meet(), await parlour.meet("Bob")
    holds = {await parlour.hold(ann): ann, await parlour.hold(bob, at(14)): bob}

    for hold, client in holds.items():
        charge = paid(await parlour.payment(hold), parlour.telegram_ids[client.user_id])
        await parlour.payment_services.keep(replace(charge, provider_charge_id="_"))
    await parlour.payment_services.settle()

    assert await parlour.outcomes() == [Outcome.CONFIRMED] * 2


@pytest.mark.parametrize("payer", [1, -1, 10**30])
async def test_money_of_a_foreign_payer_is_nobodys_visit(parlour: Parlour, payer: int) -> None:
    ann = await parlour.meet()
    hold = await parlour.hold(ann)
    await parlour.payment_services.keep(paid(await parlour.payment(hold), payer))

    await parlour.payment_services.settle()

    assert await parlour.outcomes() == [Outcome.FOREIGN_PAYER]
    assert await parlour.states(hold) == [PaymentState.INVOICED]


async def test_a_refund_of_what_nobody_paid_is_refused(parlour: Parlour) -> None:
    ann = await parlour.meet()
    hold = await parlour.hold(ann)
    never_paid = paid(await parlour.payment(hold), parlour.telegram_ids[ann.user_id])
    await parlour.payment_services.keep(refunded(never_paid))

    await parlour.payment_services.settle()

    assert await parlour.outcomes() == [Outcome.UNKNOWN_PAYMENT]
    assert await parlour.states(hold) == [PaymentState.INVOICED]


async def test_a_charge_that_was_never_kept_is_not_settled(parlour: Parlour) -> None:
    assert await parlour.payment_services.settle_one("made up", ChargeKind.PAID) is None


class BrokenPayments(SqlaPaymentGateway):
    """Cannot read one payment, for a reason that nobody thought of."""

    broken: UUID | None = None

    async def find_by_payload(self, payload: UUID) -> Payment | None:
        if payload == self.broken:
            raise RuntimeError("a defect")
        return await super().find_by_payload(payload)


async def test_a_charge_that_breaks_the_program_keeps_no_other_waiting_and_is_raised(
    parlour: Parlour,
) -> None:
    ann, bob = await parlour.meet(), await parlour.meet("Bob")
    first, second = await parlour.hold(ann), await parlour.hold(bob, at(14))
    services = Services(
        parlour.database.engine,
        parlour.database.clock,
        provider=parlour.till,
        gateways={PaymentGateway: BrokenPayments},
    )
    assert isinstance(services.payments, BrokenPayments)
    services.payments.broken = (await parlour.payment(first)).payload
    broken = PaymentServices(services)
    for client, hold in ((ann, first), (bob, second)):
        charge = paid(await parlour.payment(hold), parlour.telegram_ids[client.user_id])
        await broken.keep(charge)

    for _ in range(RAISED_AFTER + 2):
        with suppress(RuntimeError):
            await broken.settle()
        parlour.pass_(LONGEST_PAUSE)

    assert await parlour.status(second) is BookingStatus.CONFIRMED
    assert await parlour.outcomes() == [Outcome.STUCK, Outcome.CONFIRMED]
    (told,) = await parlour.told(MessageKind.PAYMENT_UNMATCHED)
    assert told.facts["reason"] == "stuck"
    await parlour.payment_services.settle()  # by a program without the defect
    assert await parlour.outcomes() == [Outcome.CONFIRMED, Outcome.CONFIRMED]


async def test_a_charge_that_fails_is_not_tried_again_at_once(parlour: Parlour) -> None:
    ann = await parlour.meet()
    payment = await parlour.payment(await parlour.hold(ann))
    services = Services(
        parlour.database.engine,
        parlour.database.clock,
        provider=parlour.till,
        gateways={PaymentGateway: BrokenPayments},
    )
    assert isinstance(services.payments, BrokenPayments)
    services.payments.broken = payment.payload
    broken = PaymentServices(services)
    await broken.keep(paid(payment, parlour.telegram_ids[ann.user_id]))

    with pytest.raises(RuntimeError):
        await broken.settle()

    assert await broken.settle() == 0
    parlour.pass_(FIRST_PAUSE)
    with pytest.raises(RuntimeError):
        await broken.settle()
    assert await broken.settle() == 0
    parlour.pass_(FIRST_PAUSE)
    assert await broken.settle() == 0


async def test_a_hold_whose_money_is_here_does_not_end_before_that_is_settled(
    parlour: Parlour,
) -> None:
    ann = await parlour.meet()
    hold = await parlour.hold(ann)
    await parlour.payment_services.keep(
        paid(await parlour.payment(hold), parlour.telegram_ids[ann.user_id])
    )
    parlour.pass_(TEN_MINUTES)

    assert await parlour.services.release_holds() == 0

    await parlour.payment_services.settle()
    assert await parlour.status(hold) is BookingStatus.CONFIRMED
    assert "hold_expired" not in await parlour.kinds()


async def test_two_replicas_that_hear_of_one_payment_keep_it_once(parlour: Parlour) -> None:
    ann = await parlour.meet()
    charge = paid(await parlour.payment(await parlour.hold(ann)), parlour.telegram_ids[ann.user_id])

    await parlour.payment_services.keep(charge, charge)
    await parlour.open_cashier().keep(charge)

    assert await parlour.database.value(select(func.count()).select_from(charges)) == 1
    assert await parlour.payment_services.settle() == 1
    assert await parlour.payment_services.settle() == 0


async def test_a_process_that_died_before_it_noted_the_invoice_gets_the_money_right(
    database: DatabaseFactory,
) -> None:
    parlour = await Parlour.open(database)
    ann = await parlour.meet()
    hold = await parlour.hold(ann)
    payment = await parlour.payment(hold)
    await database.change(payments, payment.id, state="created", invoice_message_id=None)

    await parlour.pay(ann, hold)

    assert await parlour.status(hold) is BookingStatus.CONFIRMED
