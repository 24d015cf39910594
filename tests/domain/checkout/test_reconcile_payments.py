"""What a provider tells only when it is asked."""

from dataclasses import replace

from domain.checkout import reconcile_payments
from domain.checkout.reconcile_payments import Reconciliation
from domain.outbox.message import MessageKind
from domain.payments.model import Charge, ChargeKind, Outcome, PaymentState
from domain.visit.model import BookingStatus
from tests.domain.checkout.deposit_shop import Parlour
from tests.support.payment_services import paid, refunded

A_CHARGE = Charge(ChargeKind.PAID, "one", None, 1, "of another program", 250, "XTR")


async def test_what_was_paid_there_and_sent_back_there_is_repaired_here(parlour: Parlour) -> None:
    ann = await parlour.meet()
    visit = await parlour.hold(ann)
    charge = paid(await parlour.payment(visit), parlour.telegram_ids[ann.user_id])
    parlour.till.transactions.append(charge)

    assert await parlour.payment_services.reconcile() == Reconciliation(read=1, unheard=1)

    assert await parlour.status(visit) is BookingStatus.CONFIRMED
    parlour.till.transactions.append(refunded(charge))
    assert await parlour.payment_services.reconcile() == Reconciliation(read=1, unheard=1)
    assert await parlour.states(visit) == [PaymentState.REFUNDED]


async def test_what_was_heard_of_before_is_read_and_changes_nothing(parlour: Parlour) -> None:
    ann = await parlour.meet()
    visit = await parlour.hold(ann)
    await parlour.pay(ann, visit, charge_id="known")
    parlour.till.transactions.append(
        paid(await parlour.payment(visit), parlour.telegram_ids[ann.user_id], charge_id="known")
    )

    assert await parlour.payment_services.reconcile() == Reconciliation(read=1, unheard=0)
    assert await parlour.payment_services.reconcile() == Reconciliation()
    assert await parlour.states(visit) == [PaymentState.PAID]


async def test_a_long_list_is_read_page_by_page_and_never_again(parlour: Parlour) -> None:
    ann = await parlour.meet()
    payment = await parlour.payment(await parlour.hold(ann))
    pages = 2 * reconcile_payments.PAGE_SIZE + 1
    parlour.till.transactions += [
        paid(payment, parlour.telegram_ids[ann.user_id], payload="not ours") for _ in range(pages)
    ]

    assert await parlour.payment_services.reconcile() == Reconciliation(read=pages, unheard=pages)
    assert await parlour.payment_services.reconcile() == Reconciliation()


async def test_what_an_account_did_before_it_was_ours_is_none_of_our_business(
    parlour: Parlour,
) -> None:
    stranger = replace(A_CHARGE, charge_ref="old")
    parlour.till.transactions += [stranger] * (reconcile_payments.PAGE_SIZE + 1)
    assert await parlour.payment_services.reconcile() == Reconciliation()

    ann = await parlour.meet()
    visit = await parlour.hold(ann)
    charge = paid(await parlour.payment(visit), parlour.telegram_ids[ann.user_id])
    parlour.till.transactions.append(charge)

    assert await parlour.payment_services.reconcile() == Reconciliation(read=1, unheard=1)
    assert await parlour.outcomes() == [Outcome.CONFIRMED]


async def test_another_account_has_a_list_of_its_own(parlour: Parlour) -> None:
    ann = await parlour.meet()
    visit = await parlour.hold(ann)
    payment, payer = await parlour.payment(visit), parlour.telegram_ids[ann.user_id]
    parlour.till.transactions += [paid(payment, payer, payload="not ours") for _ in range(5)]
    await parlour.payment_services.reconcile()

    parlour.till.account, parlour.till.transactions[:] = "another", [paid(payment, payer)]

    assert await parlour.payment_services.reconcile() == Reconciliation(read=1, unheard=1)
    assert await parlour.status(visit) is BookingStatus.CONFIRMED


async def test_a_provider_that_does_not_answer_is_asked_again(parlour: Parlour) -> None:
    parlour.till.is_away = True

    assert await parlour.payment_services.reconcile() == Reconciliation()
    assert await parlour.told(MessageKind.PAYMENT_UNMATCHED) == []
