"""Money that comes when the hold is over: the visit after all, another time, or the money back."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from domain.catalog.deposit import DepositKind, DepositRule
from domain.checkout.send_refunds import LONGEST_PAUSE
from domain.outbox.message import MessageKind
from domain.payments.errors import NothingToRefundError, PaymentNotFoundError
from domain.payments.model import Outcome, PaymentState
from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from domain.visit.errors import SlotTakenError
from domain.visit.model import BookingStatus
from infra.db.tables import masters
from tests.domain.checkout.deposit_shop import TEN_MINUTES, DepositShop
from tests.support.database import at
from tests.support.services import choice_of

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


class Late:
    """Ann, whose hold of noon has expired before she paid."""

    def __init__(self, deposit_shop: DepositShop, ann: Identity, visit: BookingId) -> None:
        self.deposit_shop = deposit_shop
        self.ann = ann
        self.visit = visit

    async def pay(self) -> Outcome | None:
        """Pay, and return what came of it."""
        await self.deposit_shop.pay(self.ann, self.visit)
        return (await self.deposit_shop.outcomes())[-1]

    async def lose_time(self) -> Identity:
        """Let Bob have the time, for good."""
        bob = await self.deposit_shop.meet("Bob")
        await self.deposit_shop.pay(bob, await self.deposit_shop.hold(bob))
        return bob

    async def take(self, hour: int, client: Identity | None = None) -> BookingId:
        """Take another time for the money."""
        payment = await self.deposit_shop.payment(self.visit)
        return await self.deposit_shop.payment_services.take_other_time(
            client or self.ann, payment.id, at(hour)
        )

    async def ask_back(self, client: Identity | None = None) -> None:
        """Ask for the money instead."""
        payment = await self.deposit_shop.payment(self.visit)
        await self.deposit_shop.payment_services.ask_back(client or self.ann, payment.id)


@pytest.fixture
async def late(deposit_shop: DepositShop) -> Late:
    ann = await deposit_shop.meet()
    visit = await deposit_shop.hold(ann)
    deposit_shop.pass_(TEN_MINUTES)
    assert await deposit_shop.services.release_holds() == 1
    return Late(deposit_shop, ann, visit)


async def test_a_free_time_is_given_back(late: Late) -> None:
    assert await late.pay() is Outcome.CONFIRMED

    visit = await late.deposit_shop.services.visit(late.visit)
    assert (visit.status, visit.starts_at) == (BookingStatus.CONFIRMED, at(12))
    assert await late.deposit_shop.ways(late.visit) == ["created", "invoiced", "cancelled", "paid"]
    with pytest.raises(SlotTakenError):
        await late.deposit_shop.services.book(
            await late.deposit_shop.meet("Bob"),
            late.deposit_shop.shop,
            choice_of(late.deposit_shop.cut),
            at(12),
        )


async def close_for_maintenance(late: Late) -> None:
    await late.deposit_shop.database.change_policies(
        late.deposit_shop.shop,
        is_in_maintenance=True,
        deposit=DepositRule(DepositKind.FIXED, 1000),
    )


async def come_near(late: Late) -> None:
    late.deposit_shop.database.clock.moment = at(11, 30)  # within the lead time of an hour


@pytest.mark.parametrize("happens", [close_for_maintenance, come_near])
async def test_rules_for_new_bookings_do_not_stand_in_the_way(
    late: Late, happens: Callable[[Late], Awaitable[None]]
) -> None:
    await happens(late)

    assert await late.pay() is Outcome.CONFIRMED


async def test_another_lane_of_the_master_will_do(late: Late) -> None:
    await late.deposit_shop.database.change(masters, late.deposit_shop.mia, max_clients_parallel=2)
    await late.lose_time()

    assert await late.pay() is Outcome.CONFIRMED


async def take_time(late: Late) -> None:
    await late.lose_time()


async def hold_time(late: Late) -> None:
    await late.deposit_shop.hold(await late.deposit_shop.meet("Bob"))


async def dismiss_master(late: Late) -> None:
    await late.deposit_shop.database.change(masters, late.deposit_shop.mia, is_active=False)


async def block_time(late: Late) -> None:
    await late.deposit_shop.database.block(late.deposit_shop.mia, at(11, 30), at(12, 30))


async def begin(late: Late) -> None:
    late.deposit_shop.database.clock.moment = at(12)


@pytest.mark.parametrize("happens", [take_time, hold_time, dismiss_master, block_time, begin])
async def test_where_the_time_is_gone_another_one_or_the_money_is_offered(
    late: Late, happens: Callable[[Late], Awaitable[None]]
) -> None:
    await happens(late)

    assert await late.pay() is Outcome.OFFERED

    payment, now = (
        await late.deposit_shop.payment(late.visit),
        late.deposit_shop.database.clock.moment,
    )
    assert (payment.state, payment.refund) == (PaymentState.REFUND_DUE, payment.amount)
    assert payment.refund_at == now + HOUR
    (offer,) = await late.deposit_shop.told(MessageKind.PAYMENT_LATE_OFFER)
    assert offer.recipient_id == late.ann.user_id
    assert offer.facts == {
        "payment_id": payment.id,
        "amount_minor": 1000,
        "currency": "EUR",
        "refund_at": (now + HOUR).isoformat(),
    }
    card = await late.deposit_shop.services.card(late.ann, late.visit)
    assert (card.visit.status, card.can_take_other_time) == (BookingStatus.EXPIRED, True)


@pytest.mark.parametrize("is_written", [True, False])
async def test_money_for_a_visit_that_would_be_over_is_offered_another_time(
    deposit_shop: DepositShop, *, is_written: bool
) -> None:
    ann = await deposit_shop.meet()
    visit = await deposit_shop.hold(ann)
    deposit_shop.database.clock.moment = at(18)  # nothing ran since the morning
    if is_written:
        await deposit_shop.services.release_holds()

    await deposit_shop.pay(ann, visit)

    assert await deposit_shop.outcomes() == [Outcome.OFFERED]
    assert await deposit_shop.status(visit) is BookingStatus.EXPIRED
    assert await deposit_shop.states(visit) == [PaymentState.REFUND_DUE]
    ended = MessageKind.HOLD_EXPIRED if is_written else MessageKind.CARD_REFRESH
    assert {"invoice_message_id": 101} in [told.facts for told in await deposit_shop.told(ended)]


async def test_a_run_out_hold_of_somebody_else_is_no_obstacle(late: Late) -> None:
    bobs = await late.deposit_shop.hold(await late.deposit_shop.meet("Bob"))
    late.deposit_shop.pass_(TEN_MINUTES)

    assert await late.pay() is Outcome.CONFIRMED
    assert await late.deposit_shop.status(bobs) is BookingStatus.EXPIRED


async def test_a_new_hold_of_the_same_client_elsewhere_stays(late: Late) -> None:
    other = await late.deposit_shop.hold(late.ann, at(15))

    assert await late.pay() is Outcome.CONFIRMED
    assert await late.deposit_shop.status(other) is BookingStatus.PENDING


async def test_another_time_is_taken_for_the_same_money(late: Late) -> None:
    await late.lose_time()
    await late.pay()

    assert await late.take(15) == late.visit

    visit, payment = (
        await late.deposit_shop.services.visit(late.visit),
        await late.deposit_shop.payment(late.visit),
    )
    assert (visit.status, visit.starts_at) == (BookingStatus.CONFIRMED, at(15))
    assert (payment.state, payment.refund_at, payment.refund) == (PaymentState.PAID, None, None)
    late.deposit_shop.pass_(2 * HOUR)
    assert await late.deposit_shop.payment_services.return_money() == 0
    assert late.visit in [
        m.booking_id for m in await late.deposit_shop.told(MessageKind.BOOKING_MADE)
    ]


async def test_another_time_that_is_taken_comes_with_alternatives(late: Late) -> None:
    await late.lose_time()
    await late.pay()

    with pytest.raises(SlotTakenError) as caught:
        await late.take(12)

    assert at(13) in caught.value.alternatives
    assert await late.deposit_shop.states(late.visit) == [PaymentState.REFUND_DUE]


async def test_unanswered_the_money_goes_back_after_an_hour_and_finds_no_other_time_then(
    late: Late,
) -> None:
    await late.lose_time()
    await late.pay()
    late.deposit_shop.pass_(HOUR - SECOND)
    assert await late.deposit_shop.payment_services.return_money() == 0

    late.deposit_shop.pass_(SECOND)
    with pytest.raises(NothingToRefundError):
        await late.take(15)
    assert await late.deposit_shop.payment_services.return_money() == 1

    with pytest.raises(NothingToRefundError):
        await late.take(15)
    assert await late.deposit_shop.states(late.visit) == [PaymentState.REFUNDED]
    (told,) = await late.deposit_shop.told(MessageKind.PAYMENT_REFUNDED)
    assert told.recipient_id == late.ann.user_id


async def test_the_money_goes_back_at_once_where_the_client_wants_it(late: Late) -> None:
    await late.lose_time()
    await late.pay()

    await late.ask_back()
    await late.ask_back()

    assert await late.deposit_shop.payment_services.return_money() == 1
    with pytest.raises(NothingToRefundError):
        await late.ask_back()
    with pytest.raises(NothingToRefundError):
        await late.take(15)


async def test_somebody_elses_money_is_out_of_reach(late: Late) -> None:
    bob = await late.lose_time()
    await late.pay()

    with pytest.raises(PaymentNotFoundError):
        await late.take(15, client=bob)
    with pytest.raises(PaymentNotFoundError):
        await late.ask_back(client=bob)


async def test_money_of_a_visit_that_stands_is_no_offer(late: Late) -> None:
    await late.pay()

    with pytest.raises(NothingToRefundError):
        await late.take(15)
    with pytest.raises(NothingToRefundError):
        await late.ask_back()


async def test_late_money_that_comes_twice_goes_back_once_and_is_offered_once(late: Late) -> None:
    await late.lose_time()
    await late.pay()

    assert await late.pay() is Outcome.PAID_TWICE

    assert await late.deposit_shop.states(late.visit) == [PaymentState.REFUND_DUE] * 2
    await late.take(15)
    assert await late.deposit_shop.payment_services.return_money() == 1
    assert await late.deposit_shop.states(late.visit) == [PaymentState.PAID, PaymentState.REFUNDED]


async def test_a_provider_away_for_long_is_told_the_admins_once_and_asked_until_it_is_back(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    visit = await deposit_shop.hold(ann)
    await deposit_shop.services.cancel(ann, visit)
    await deposit_shop.pay(ann, visit)
    deposit_shop.fake_provider.is_away = True

    for _ in range(16):
        assert await deposit_shop.payment_services.return_money() == 0
        deposit_shop.pass_(LONGEST_PAUSE)

    (told,) = await deposit_shop.told(MessageKind.REFUND_DUE)
    assert told.audience == "admins"
    assert told.facts == {
        "payment_id": (await deposit_shop.payment(visit)).id,
        "amount_minor": 1000,
        "currency": "EUR",
        "client_id": ann.user_id,
        "is_tried_on": 1,
    }
    deposit_shop.fake_provider.is_away = False
    assert await deposit_shop.payment_services.return_money() == 1
    assert await deposit_shop.states(visit) == [PaymentState.REFUNDED]
