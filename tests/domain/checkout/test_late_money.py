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
from tests.domain.checkout.deposit_shop import TEN_MINUTES, Parlour
from tests.support.database import at
from tests.support.services import choice_of

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


class Late:
    """Ann, whose hold of noon has expired before she paid."""

    def __init__(self, parlour: Parlour, ann: Identity, visit: BookingId) -> None:
        self.parlour = parlour
        self.ann = ann
        self.visit = visit

    async def pay(self) -> Outcome | None:
        """Pay, and return what came of it."""
        await self.parlour.pay(self.ann, self.visit)
        return (await self.parlour.outcomes())[-1]

    async def lose_time(self) -> Identity:
        """Let Bob have the time, for good."""
        bob = await self.parlour.meet("Bob")
        await self.parlour.pay(bob, await self.parlour.hold(bob))
        return bob

    async def take(self, hour: int, client: Identity | None = None) -> BookingId:
        """Take another time for the money."""
        payment = await self.parlour.payment(self.visit)
        return await self.parlour.payment_services.take_other_time(
            client or self.ann, payment.id, at(hour)
        )

    async def ask_back(self, client: Identity | None = None) -> None:
        """Ask for the money instead."""
        payment = await self.parlour.payment(self.visit)
        await self.parlour.payment_services.ask_back(client or self.ann, payment.id)


@pytest.fixture
async def late(parlour: Parlour) -> Late:
    ann = await parlour.meet()
    visit = await parlour.hold(ann)
    parlour.pass_(TEN_MINUTES)
    assert await parlour.services.release_holds() == 1
    return Late(parlour, ann, visit)


async def test_a_free_time_is_given_back(late: Late) -> None:
    assert await late.pay() is Outcome.CONFIRMED

    visit = await late.parlour.services.visit(late.visit)
    assert (visit.status, visit.starts_at) == (BookingStatus.CONFIRMED, at(12))
    assert await late.parlour.ways(late.visit) == ["created", "invoiced", "cancelled", "paid"]
    with pytest.raises(SlotTakenError):
        await late.parlour.services.book(
            await late.parlour.meet("Bob"), late.parlour.shop, choice_of(late.parlour.cut), at(12)
        )


async def close_for_maintenance(late: Late) -> None:
    await late.parlour.database.change_policies(
        late.parlour.shop,
        is_in_maintenance=True,
        deposit=DepositRule(DepositKind.FIXED, 1000),
    )


async def come_near(late: Late) -> None:
    late.parlour.database.clock.moment = at(11, 30)  # within the lead time of an hour


@pytest.mark.parametrize("happens", [close_for_maintenance, come_near])
async def test_rules_for_new_bookings_do_not_stand_in_the_way(
    late: Late, happens: Callable[[Late], Awaitable[None]]
) -> None:
    await happens(late)

    assert await late.pay() is Outcome.CONFIRMED


async def test_another_lane_of_the_master_will_do(late: Late) -> None:
    await late.parlour.database.change(masters, late.parlour.mia, max_clients_parallel=2)
    await late.lose_time()

    assert await late.pay() is Outcome.CONFIRMED


async def take_time(late: Late) -> None:
    await late.lose_time()


async def hold_time(late: Late) -> None:
    await late.parlour.hold(await late.parlour.meet("Bob"))


async def dismiss_master(late: Late) -> None:
    await late.parlour.database.change(masters, late.parlour.mia, is_active=False)


async def block_time(late: Late) -> None:
    await late.parlour.database.block(late.parlour.mia, at(11, 30), at(12, 30))


async def begin(late: Late) -> None:
    late.parlour.database.clock.moment = at(12)


@pytest.mark.parametrize("happens", [take_time, hold_time, dismiss_master, block_time, begin])
async def test_where_the_time_is_gone_another_one_or_the_money_is_offered(
    late: Late, happens: Callable[[Late], Awaitable[None]]
) -> None:
    await happens(late)

    assert await late.pay() is Outcome.OFFERED

    payment, now = await late.parlour.payment(late.visit), late.parlour.database.clock.moment
    assert (payment.state, payment.refund) == (PaymentState.REFUND_DUE, payment.amount)
    assert payment.refund_at == now + HOUR
    (offer,) = await late.parlour.told(MessageKind.PAYMENT_LATE_OFFER)
    assert offer.recipient_id == late.ann.user_id
    assert offer.facts == {
        "payment_id": payment.id,
        "amount_minor": 1000,
        "currency": "EUR",
        "refund_at": (now + HOUR).isoformat(),
    }
    card = await late.parlour.services.card(late.ann, late.visit)
    assert (card.visit.status, card.can_take_other_time) == (BookingStatus.EXPIRED, True)


@pytest.mark.parametrize("is_written", [True, False])
async def test_money_for_a_visit_that_would_be_over_is_offered_another_time(
    parlour: Parlour, *, is_written: bool
) -> None:
    ann = await parlour.meet()
    visit = await parlour.hold(ann)
    parlour.database.clock.moment = at(18)  # nothing ran since the morning
    if is_written:
        await parlour.services.release_holds()

    await parlour.pay(ann, visit)

    assert await parlour.outcomes() == [Outcome.OFFERED]
    assert await parlour.status(visit) is BookingStatus.EXPIRED
    assert await parlour.states(visit) == [PaymentState.REFUND_DUE]
    ended = MessageKind.HOLD_EXPIRED if is_written else MessageKind.CARD_REFRESH
    assert {"invoice_message_id": 101} in [told.facts for told in await parlour.told(ended)]


async def test_a_run_out_hold_of_somebody_else_is_no_obstacle(late: Late) -> None:
    bobs = await late.parlour.hold(await late.parlour.meet("Bob"))
    late.parlour.pass_(TEN_MINUTES)

    assert await late.pay() is Outcome.CONFIRMED
    assert await late.parlour.status(bobs) is BookingStatus.EXPIRED


async def test_a_new_hold_of_the_same_client_elsewhere_stays(late: Late) -> None:
    other = await late.parlour.hold(late.ann, at(15))

    assert await late.pay() is Outcome.CONFIRMED
    assert await late.parlour.status(other) is BookingStatus.PENDING


async def test_another_time_is_taken_for_the_same_money(late: Late) -> None:
    await late.lose_time()
    await late.pay()

    assert await late.take(15) == late.visit

    visit, payment = (
        await late.parlour.services.visit(late.visit),
        await late.parlour.payment(late.visit),
    )
    assert (visit.status, visit.starts_at) == (BookingStatus.CONFIRMED, at(15))
    assert (payment.state, payment.refund_at, payment.refund) == (PaymentState.PAID, None, None)
    late.parlour.pass_(2 * HOUR)
    assert await late.parlour.payment_services.return_money() == 0
    assert late.visit in [m.booking_id for m in await late.parlour.told(MessageKind.BOOKING_MADE)]


async def test_another_time_that_is_taken_comes_with_alternatives(late: Late) -> None:
    await late.lose_time()
    await late.pay()

    with pytest.raises(SlotTakenError) as caught:
        await late.take(12)

    assert at(13) in caught.value.alternatives
    assert await late.parlour.states(late.visit) == [PaymentState.REFUND_DUE]


async def test_unanswered_the_money_goes_back_after_an_hour_and_finds_no_other_time_then(
    late: Late,
) -> None:
    await late.lose_time()
    await late.pay()
    late.parlour.pass_(HOUR - SECOND)
    assert await late.parlour.payment_services.return_money() == 0

    late.parlour.pass_(SECOND)
    with pytest.raises(NothingToRefundError):
        await late.take(15)
    assert await late.parlour.payment_services.return_money() == 1

    with pytest.raises(NothingToRefundError):
        await late.take(15)
    assert await late.parlour.states(late.visit) == [PaymentState.REFUNDED]
    (told,) = await late.parlour.told(MessageKind.PAYMENT_REFUNDED)
    assert told.recipient_id == late.ann.user_id


async def test_the_money_goes_back_at_once_where_the_client_wants_it(late: Late) -> None:
    await late.lose_time()
    await late.pay()

    await late.ask_back()
    await late.ask_back()

    assert await late.parlour.payment_services.return_money() == 1
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

    assert await late.parlour.states(late.visit) == [PaymentState.REFUND_DUE] * 2
    await late.take(15)
    assert await late.parlour.payment_services.return_money() == 1
    assert await late.parlour.states(late.visit) == [PaymentState.PAID, PaymentState.REFUNDED]


async def test_a_provider_away_for_long_is_told_the_admins_once_and_asked_until_it_is_back(
    parlour: Parlour,
) -> None:
    ann = await parlour.meet()
    visit = await parlour.hold(ann)
    await parlour.services.cancel(ann, visit)
    await parlour.pay(ann, visit)
    parlour.till.is_away = True

    for _ in range(16):
        assert await parlour.payment_services.return_money() == 0
        parlour.pass_(LONGEST_PAUSE)

    (told,) = await parlour.told(MessageKind.REFUND_DUE)
    assert told.audience == "admins"
    assert told.facts == {
        "payment_id": (await parlour.payment(visit)).id,
        "amount_minor": 1000,
        "currency": "EUR",
        "client_id": ann.user_id,
        "is_tried_on": 1,
    }
    parlour.till.is_away = False
    assert await parlour.payment_services.return_money() == 1
    assert await parlour.states(visit) == [PaymentState.REFUNDED]
