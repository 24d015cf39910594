"""What a provider tells only when it is asked."""

from dataclasses import replace

from domain.checkout import reconcile_payments
from domain.checkout.reconcile_payments import Reconciliation
from domain.outbox.message import MessageKind
from domain.payments.model import Charge, ChargeKind, Outcome, PaymentState
from domain.visit.model import BookingStatus
from tests.domain.checkout.deposit_shop import DepositShop
from tests.support.payment_services import paid, refunded

A_CHARGE = Charge(ChargeKind.PAID, "one", None, 1, "of another program", 250, "XTR")


async def test_what_was_paid_there_and_sent_back_there_is_repaired_here(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    visit = await deposit_shop.hold(ann)
    charge = paid(await deposit_shop.payment(visit), deposit_shop.telegram_ids[ann.user_id])
    deposit_shop.fake_provider.transactions.append(charge)

    assert await deposit_shop.payment_services.reconcile() == Reconciliation(read=1, unheard=1)

    assert await deposit_shop.status(visit) is BookingStatus.CONFIRMED
    deposit_shop.fake_provider.transactions.append(refunded(charge))
    assert await deposit_shop.payment_services.reconcile() == Reconciliation(read=1, unheard=1)
    assert await deposit_shop.states(visit) == [PaymentState.REFUNDED]


async def test_what_was_heard_of_before_is_read_and_changes_nothing(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    visit = await deposit_shop.hold(ann)
    await deposit_shop.pay(ann, visit, charge_id="known")
    deposit_shop.fake_provider.transactions.append(
        paid(
            await deposit_shop.payment(visit),
            deposit_shop.telegram_ids[ann.user_id],
            charge_id="known",
        )
    )

    assert await deposit_shop.payment_services.reconcile() == Reconciliation(read=1, unheard=0)
    assert await deposit_shop.payment_services.reconcile() == Reconciliation()
    assert await deposit_shop.states(visit) == [PaymentState.PAID]


async def test_a_long_list_is_read_page_by_page_and_never_again(deposit_shop: DepositShop) -> None:
    ann = await deposit_shop.meet()
    payment = await deposit_shop.payment(await deposit_shop.hold(ann))
    pages = 2 * reconcile_payments.PAGE_SIZE + 1
    deposit_shop.fake_provider.transactions += [
        paid(payment, deposit_shop.telegram_ids[ann.user_id], payload="not ours")
        for _ in range(pages)
    ]

    assert await deposit_shop.payment_services.reconcile() == Reconciliation(
        read=pages, unheard=pages
    )
    assert await deposit_shop.payment_services.reconcile() == Reconciliation()


async def test_what_an_account_did_before_it_was_ours_is_none_of_our_business(
    deposit_shop: DepositShop,
) -> None:
    stranger = replace(A_CHARGE, charge_ref="old")
    deposit_shop.fake_provider.transactions += [stranger] * (reconcile_payments.PAGE_SIZE + 1)
    assert await deposit_shop.payment_services.reconcile() == Reconciliation()

    ann = await deposit_shop.meet()
    visit = await deposit_shop.hold(ann)
    charge = paid(await deposit_shop.payment(visit), deposit_shop.telegram_ids[ann.user_id])
    deposit_shop.fake_provider.transactions.append(charge)

    assert await deposit_shop.payment_services.reconcile() == Reconciliation(read=1, unheard=1)
    assert await deposit_shop.outcomes() == [Outcome.CONFIRMED]


async def test_another_account_has_a_list_of_its_own(deposit_shop: DepositShop) -> None:
    ann = await deposit_shop.meet()
    visit = await deposit_shop.hold(ann)
    payment, payer = await deposit_shop.payment(visit), deposit_shop.telegram_ids[ann.user_id]
    deposit_shop.fake_provider.transactions += [
        paid(payment, payer, payload="not ours") for _ in range(5)
    ]
    await deposit_shop.payment_services.reconcile()

    deposit_shop.fake_provider.account, deposit_shop.fake_provider.transactions[:] = (
        "another",
        [paid(payment, payer)],
    )

    assert await deposit_shop.payment_services.reconcile() == Reconciliation(read=1, unheard=1)
    assert await deposit_shop.status(visit) is BookingStatus.CONFIRMED


async def test_a_provider_that_does_not_answer_is_asked_again(deposit_shop: DepositShop) -> None:
    deposit_shop.fake_provider.is_away = True

    assert await deposit_shop.payment_services.reconcile() == Reconciliation()
    assert await deposit_shop.told(MessageKind.PAYMENT_UNMATCHED) == []
