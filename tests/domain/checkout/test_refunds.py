"""What goes back of what was paid, and who sends it."""

from contextlib import suppress
from datetime import timedelta

import pytest

from domain.catalog.deposit import DepositKind, DepositRule
from domain.checkout.mark_refunded import MarkRefunded
from domain.checkout.send_refunds import LONGEST_PAUSE, RAISED_AFTER
from domain.outbox.message import MessageKind
from domain.payments.errors import NothingToRefundError, PaymentNotFoundError
from domain.payments.model import Outcome, Payment, PaymentState
from domain.shared.identity import Identity, Role, RoleMissingError
from domain.shared.ids import BookingId, PaymentId, UserId
from domain.shared.money import Money
from domain.visit.errors import VisitNotActiveError
from domain.visit.model import BookingStatus
from domain.visit.policies import TooLateToCancelDenial
from tests.domain.checkout.deposit_shop import TEN_MINUTES, DepositShop
from tests.support.database import DatabaseFactory, at
from tests.support.fake_provider import FakePaymentProvider
from tests.support.payment_services import paid, refunded
from tests.support.services import StoppedClock

ADMIN = Identity(UserId(1), frozenset({Role.CLIENT, Role.ADMIN}))


async def paid_visit(deposit_shop: DepositShop, ann: Identity) -> BookingId:
    """Return Ann's visit at noon, ten euros of whose thirty are paid."""
    visit = await deposit_shop.hold(ann)
    await deposit_shop.pay(ann, visit)
    return visit


async def test_a_cancel_in_time_sends_everything_back(deposit_shop: DepositShop) -> None:
    ann = await deposit_shop.meet()
    visit = await paid_visit(deposit_shop, ann)
    card = await deposit_shop.services.card(ann, visit)

    await deposit_shop.services.cancel(ann, visit)
    sent = await deposit_shop.payment_services.return_money()

    assert card.refund_on_cancel == Money(1000, "EUR")
    assert sent == 1
    ((charge_id, payer, amount),) = deposit_shop.fake_provider.refunds
    assert charge_id == (await deposit_shop.payment(visit)).charge_ref
    assert (payer, amount) == (deposit_shop.telegram_ids[ann.user_id], Money(1000, "EUR"))
    assert await deposit_shop.ways(visit) == [
        "created",
        "invoiced",
        "paid",
        "refund_due",
        "refunded",
    ]
    assert await deposit_shop.status(visit) is BookingStatus.CANCELLED


@pytest.mark.parametrize(
    ("percent", "back_minor", "states"),
    [
        (0, 1000, [PaymentState.REFUND_DUE]),
        (10, 700, [PaymentState.REFUND_DUE]),
        (33, 10, [PaymentState.REFUND_DUE]),
        (34, 0, [PaymentState.PAID]),
        (100, 0, [PaymentState.PAID]),
    ],
)
async def test_a_late_cancel_costs_a_part_of_the_price_at_most_what_was_paid(
    database: DatabaseFactory, percent: int, back_minor: int, states: list[PaymentState]
) -> None:
    deposit_shop = await DepositShop.open(database, late_cancel_fee_percent=percent)
    ann = await deposit_shop.meet()
    visit = await paid_visit(deposit_shop, ann)
    database.clock.moment = at(11, 30)
    card = await deposit_shop.services.card(ann, visit)

    await deposit_shop.services.cancel(ann, visit)

    assert card.cancel_denial is None
    assert card.refund_on_cancel == Money(back_minor, "EUR")
    assert await deposit_shop.states(visit) == states
    back = (await deposit_shop.payment(visit)).refund
    assert back == (Money(back_minor, "EUR") if back_minor else None)


async def test_a_late_cancel_without_a_fee_is_denied_and_the_money_stays(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    visit = await paid_visit(deposit_shop, ann)
    deposit_shop.database.clock.moment = at(11, 30)

    with pytest.raises(TooLateToCancelDenial):
        await deposit_shop.services.cancel(ann, visit)

    assert await deposit_shop.states(visit) == [PaymentState.PAID]


async def test_what_is_cancelled_twice_goes_back_once(deposit_shop: DepositShop) -> None:
    ann = await deposit_shop.meet()
    visit = await paid_visit(deposit_shop, ann)
    await deposit_shop.services.cancel(ann, visit)

    with pytest.raises(VisitNotActiveError):
        await deposit_shop.services.cancel(ann, visit)
    await deposit_shop.payment_services.return_money()
    await deposit_shop.payment_services.return_money()

    assert len(deposit_shop.fake_provider.refunds) == 1


async def test_a_hold_is_let_go_at_any_time(database: DatabaseFactory) -> None:
    deposit_shop = await DepositShop.open(database, min_advance_minutes=0)
    ann = await deposit_shop.meet()
    database.clock.moment = at(11, 55)
    hold = await deposit_shop.hold(ann)
    card = await deposit_shop.services.card(ann, hold)

    await deposit_shop.services.cancel(ann, hold)

    assert (card.is_held, card.cancel_denial, card.refund_on_cancel) == (True, None, None)
    assert await deposit_shop.states(hold) == [PaymentState.CANCELLED]
    (told,) = [
        m for m in await deposit_shop.told(MessageKind.CARD_REFRESH) if m.key.endswith(":ended")
    ]
    assert told.facts == {"invoice_message_id": 101}
    assert "hold_expired" not in await deposit_shop.kinds()


@pytest.mark.parametrize(("can_refund", "can_refund_part"), [(False, True), (True, False)])
async def test_what_the_provider_cannot_send_back_the_admins_are_told_of_once(
    database: DatabaseFactory, *, can_refund: bool, can_refund_part: bool
) -> None:
    deposit_shop = await DepositShop.open(database, late_cancel_fee_percent=10)
    deposit_shop.fake_provider.can_refund, deposit_shop.fake_provider.can_refund_part = (
        can_refund,
        can_refund_part,
    )
    ann = await deposit_shop.meet()
    visit = await paid_visit(deposit_shop, ann)
    database.clock.moment = at(11, 30)
    await deposit_shop.services.cancel(ann, visit)

    for _ in range(3):
        assert await deposit_shop.payment_services.return_money() == 0
        deposit_shop.pass_(timedelta(hours=1))

    (told,) = await deposit_shop.told(MessageKind.REFUND_DUE)
    assert (told.facts["amount_minor"], told.facts["client_id"]) == (700, ann.user_id)
    assert await deposit_shop.states(visit) == [PaymentState.REFUND_DUE]


async def refunds_due(deposit_shop: DepositShop, count: int) -> list[BookingId]:
    """Return cancelled visits whose money is to go back now."""
    visits = []
    for number in range(count):
        ann = await deposit_shop.meet()
        visits.append(await deposit_shop.hold(ann, at(11 + 2 * number)))
        await deposit_shop.pay(ann, visits[-1])
        await deposit_shop.services.cancel(ann, visits[-1])
    return visits


class BreakingProvider(FakePaymentProvider):
    """Has a defect with one payment, and takes its time for all others."""

    def __init__(self, broken: PaymentId | None, clock: StoppedClock) -> None:
        super().__init__()
        self.asked: list[PaymentId] = []
        self._broken = broken
        self._clock = clock

    async def refund(self, payment: Payment, payer_ref: int, amount: Money) -> None:
        self.asked.append(payment.id)
        if payment.id == self._broken:
            raise ValueError
        await super().refund(payment, payer_ref, amount)
        self._clock.moment += timedelta(seconds=30)


async def test_a_refund_that_breaks_the_program_keeps_no_other_waiting_and_is_raised(
    deposit_shop: DepositShop,
) -> None:
    first, second = await refunds_due(deposit_shop, 2)
    broken = (await deposit_shop.payment(first)).id
    deposit_shop.use(BreakingProvider(broken, deposit_shop.database.clock))

    for _ in range(RAISED_AFTER + 1):
        with suppress(ValueError):
            await deposit_shop.payment_services.return_money()
        deposit_shop.pass_(LONGEST_PAUSE)

    assert await deposit_shop.states(first) == [PaymentState.REFUND_DUE]
    assert await deposit_shop.states(second) == [PaymentState.REFUNDED]
    (told,) = await deposit_shop.told(MessageKind.REFUND_DUE)
    assert told.booking_id == first


async def test_a_second_worker_does_not_send_what_a_slow_one_has_under_way(
    deposit_shop: DepositShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    await refunds_due(deposit_shop, 3)
    fake_provider = deposit_shop.use(BreakingProvider(None, deposit_shop.database.clock))
    slow, other = deposit_shop.open_payment_services(), deposit_shop.open_payment_services()
    refund = fake_provider.refund

    async def refund_while_the_other_works(payment: Payment, payer_ref: int, amount: Money) -> None:
        await refund(payment, payer_ref, amount)
        if len(fake_provider.asked) == 2:
            await other.return_money()

    monkeypatch.setattr(fake_provider, "refund", refund_while_the_other_works)
    await slow.return_money()

    assert (
        len(fake_provider.asked) == len(set(fake_provider.asked)) == len(fake_provider.refunds) == 3
    )


async def test_an_admin_marks_what_was_sent_back_by_hand(deposit_shop: DepositShop) -> None:
    deposit_shop.fake_provider.can_refund = False
    ann = await deposit_shop.meet()
    visit = await paid_visit(deposit_shop, ann)
    payment = await deposit_shop.payment(visit)
    with pytest.raises(NothingToRefundError):
        await deposit_shop.payment_services.mark_refunded(ADMIN, payment.id)
    await deposit_shop.services.cancel(ann, visit)
    await deposit_shop.payment_services.return_money()

    with pytest.raises(RoleMissingError):
        await deposit_shop.payment_services.mark_refunded(ann, payment.id)
    with pytest.raises(PaymentNotFoundError):
        await deposit_shop.payment_services.mark_refunded(ADMIN, PaymentId(payment.id + 1))
    await deposit_shop.payment_services.mark_refunded(ADMIN, payment.id)
    await deposit_shop.payment_services.mark_refunded(ADMIN, payment.id)

    assert await deposit_shop.states(visit) == [PaymentState.REFUNDED]
    (told,) = await deposit_shop.told(MessageKind.PAYMENT_REFUNDED)
    assert told.recipient_id == ann.user_id


async def test_money_that_went_back_at_the_provider_leaves_the_visit_and_is_told(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    visit = await deposit_shop.hold(ann)
    charge = paid(await deposit_shop.payment(visit), deposit_shop.telegram_ids[ann.user_id])
    await deposit_shop.payment_services.store(charge)
    await deposit_shop.payment_services.settle()
    await deposit_shop.payment_services.store(refunded(charge), refunded(charge))

    await deposit_shop.payment_services.settle()

    assert await deposit_shop.status(visit) is BookingStatus.CONFIRMED
    assert await deposit_shop.ways(visit) == ["created", "invoiced", "paid", "refunded"]
    told = await deposit_shop.told(MessageKind.PAYMENT_REFUNDED)
    assert [(m.audience, m.recipient_id) for m in told] == [
        ("client", ann.user_id),
        ("admins", None),
    ]
    await deposit_shop.services.cancel(ann, visit)
    assert await deposit_shop.payment_services.return_money() == 0


async def test_a_refund_that_is_heard_of_before_its_payment_waits_for_it(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    visit = await deposit_shop.hold(ann)
    charge = paid(await deposit_shop.payment(visit), deposit_shop.telegram_ids[ann.user_id])
    await deposit_shop.payment_services.store(refunded(charge), charge)

    await deposit_shop.payment_services.settle()
    await deposit_shop.payment_services.settle()

    assert await deposit_shop.outcomes() == [Outcome.REFUNDED, Outcome.CONFIRMED]
    assert await deposit_shop.states(visit) == [PaymentState.REFUNDED]


async def test_a_refund_that_was_settled_before_its_payment_came_is_settled_anew(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    visit = await deposit_shop.hold(ann)
    charge = paid(await deposit_shop.payment(visit), deposit_shop.telegram_ids[ann.user_id])
    await deposit_shop.payment_services.store(refunded(charge))
    await deposit_shop.payment_services.settle()
    assert await deposit_shop.outcomes() == [Outcome.UNKNOWN_PAYMENT]
    await deposit_shop.payment_services.store(charge)

    await deposit_shop.payment_services.settle()

    assert await deposit_shop.outcomes() == [Outcome.REFUNDED, Outcome.CONFIRMED]
    assert await deposit_shop.states(visit) == [PaymentState.REFUNDED]
    await deposit_shop.services.cancel(ann, visit)
    assert await deposit_shop.payment_services.return_money() == 0


async def test_our_own_refund_that_telegram_reports_changes_nothing(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    visit = await deposit_shop.hold(ann)
    charge = paid(await deposit_shop.payment(visit), deposit_shop.telegram_ids[ann.user_id])
    await deposit_shop.payment_services.store(charge)
    await deposit_shop.payment_services.settle()
    await deposit_shop.services.cancel(ann, visit)
    await deposit_shop.payment_services.return_money()
    await deposit_shop.payment_services.store(refunded(charge))

    await deposit_shop.payment_services.settle()

    assert await deposit_shop.outcomes() == [Outcome.CONFIRMED, Outcome.KNOWN]
    assert len(await deposit_shop.told(MessageKind.PAYMENT_REFUNDED)) == 1


@pytest.mark.parametrize("amount_minor", [-1, 0, 1, 999, 1001, 10**30])
async def test_a_refund_of_a_part_or_of_an_impossible_sum_is_for_the_admins(
    deposit_shop: DepositShop, amount_minor: int
) -> None:
    ann = await deposit_shop.meet()
    visit = await deposit_shop.hold(ann)
    charge = paid(await deposit_shop.payment(visit), deposit_shop.telegram_ids[ann.user_id])
    await deposit_shop.payment_services.store(charge, refunded(charge, amount_minor))

    await deposit_shop.payment_services.settle()

    assert await deposit_shop.outcomes() == [Outcome.CONFIRMED, Outcome.WRONG_AMOUNT]
    assert await deposit_shop.states(visit) == [PaymentState.PAID]
    (told,) = await deposit_shop.told(MessageKind.PAYMENT_UNMATCHED)
    assert told.facts["reason"] == "wrong_amount"


async def test_the_part_that_is_due_may_be_told_by_the_provider(database: DatabaseFactory) -> None:
    deposit_shop = await DepositShop.open(database, late_cancel_fee_percent=10)
    ann = await deposit_shop.meet()
    visit = await deposit_shop.hold(ann)
    charge = paid(await deposit_shop.payment(visit), deposit_shop.telegram_ids[ann.user_id])
    await deposit_shop.payment_services.store(charge)
    await deposit_shop.payment_services.settle()
    database.clock.moment = at(11, 30)
    await deposit_shop.services.cancel(ann, visit)
    await deposit_shop.payment_services.store(refunded(charge, 700))

    await deposit_shop.payment_services.settle()

    assert await deposit_shop.states(visit) == [PaymentState.REFUNDED]


async def test_what_nobody_was_asked_to_send_by_hand_cannot_be_marked_as_sent(
    deposit_shop: DepositShop,
) -> None:
    ann, bob = await deposit_shop.meet(), await deposit_shop.meet("Bob")
    late = await deposit_shop.hold(ann)
    deposit_shop.pass_(TEN_MINUTES)
    await deposit_shop.hold(bob)
    await deposit_shop.pay(ann, late)  # which waits for Ann's answer
    payment = await deposit_shop.payment(late)

    with pytest.raises(NothingToRefundError):
        await deposit_shop.payment_services.mark_refunded(ADMIN, payment.id)

    deposit_shop.fake_provider.is_away = True
    for _ in range(RAISED_AFTER + 2):
        deposit_shop.pass_(LONGEST_PAUSE)
        await deposit_shop.payment_services.return_money()
    assert await deposit_shop.told(MessageKind.REFUND_DUE)  # and the program tries on
    with pytest.raises(NothingToRefundError):
        await deposit_shop.payment_services.mark_refunded(ADMIN, payment.id)


async def test_an_admin_notes_what_went_back_by_hand_for_a_visit_that_stands(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    visit = await paid_visit(deposit_shop, ann)
    marking = deposit_shop.services.get(MarkRefunded)
    with pytest.raises(RoleMissingError):
        await marking.of_visit(ann, visit)
    with pytest.raises(NothingToRefundError):  # the provider does it, and tells of it
        await marking.of_visit(ADMIN, visit)
    deposit_shop.fake_provider.can_refund = False

    await marking.of_visit(ADMIN, visit)

    with pytest.raises(NothingToRefundError):
        await marking.of_visit(ADMIN, visit)
    assert await deposit_shop.states(visit) == [PaymentState.REFUNDED]
    assert await deposit_shop.status(visit) is BookingStatus.CONFIRMED
    await deposit_shop.services.cancel(ann, visit)
    await deposit_shop.payment_services.return_money()
    assert await deposit_shop.told(MessageKind.REFUND_DUE) == []


async def test_a_full_price_is_paid_back_in_full(database: DatabaseFactory) -> None:
    deposit_shop = await DepositShop.open(database, deposit=DepositRule(DepositKind.FULL))
    ann = await deposit_shop.meet()
    visit = await paid_visit(deposit_shop, ann)

    await deposit_shop.services.cancel(ann, visit)
    await deposit_shop.payment_services.return_money()

    assert [amount for _, _, amount in deposit_shop.fake_provider.refunds] == [Money(3000, "EUR")]
