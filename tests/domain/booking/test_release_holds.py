import asyncio

from domain.booking.release_holds import MAX_AT_ONCE
from domain.outbox.message import MessageKind
from domain.payments.model import PaymentState
from domain.visit.model import BookingStatus
from tests.domain.checkout.deposit_shop import NOON, TEN_MINUTES, DepositShop
from tests.support.database import DatabaseFactory, at
from tests.support.query_log import queries_of
from tests.support.services import choice_of


async def test_a_hold_whose_time_runs_out_is_ended_and_told(database: DatabaseFactory) -> None:
    deposit_shop = await DepositShop.open(database)
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)
    assert await deposit_shop.services.release_holds() == 0

    deposit_shop.pass_(TEN_MINUTES)

    assert await deposit_shop.services.release_holds() == 1
    assert await deposit_shop.services.release_holds() == 0
    assert await deposit_shop.status(hold) is BookingStatus.EXPIRED
    assert await deposit_shop.states(hold) == [PaymentState.CANCELLED]
    (told,) = await deposit_shop.told(MessageKind.HOLD_EXPIRED)
    assert (told.key, told.channel, told.recipient_id) == (
        f"hold_expired:{hold}",
        "card",
        ann.user_id,
    )
    assert told.facts == {"invoice_message_id": 101}


async def test_a_payment_that_was_begun_and_never_came_has_failed(
    database: DatabaseFactory,
) -> None:
    deposit_shop = await DepositShop.open(database)
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)
    payment = await deposit_shop.payment(hold)
    await deposit_shop.payment_services.check(
        deposit_shop.telegram_ids[ann.user_id], payment.payload
    )
    deposit_shop.pass_(TEN_MINUTES)

    await deposit_shop.services.release_holds()

    assert await deposit_shop.states(hold) == [PaymentState.FAILED]
    told = await deposit_shop.told(MessageKind.PAYMENT_FAILED)
    assert [(m.channel, m.audience) for m in told] == [("card", "client"), ("message", "admins")]
    assert "hold_expired" not in await deposit_shop.kinds()


async def test_a_hold_that_somebody_else_books_over_is_ended_in_the_same_way(
    database: DatabaseFactory,
) -> None:
    deposit_shop = await DepositShop.open(database)
    ann, bob = await deposit_shop.meet(), await deposit_shop.meet("Bob")
    hold = await deposit_shop.hold(ann)
    deposit_shop.pass_(TEN_MINUTES)

    await deposit_shop.hold(bob)

    assert await deposit_shop.status(hold) is BookingStatus.EXPIRED
    assert await deposit_shop.states(hold) == [PaymentState.CANCELLED]
    assert [m.booking_id for m in await deposit_shop.told(MessageKind.HOLD_EXPIRED)] == [hold]


async def test_many_workers_end_each_hold_once_and_no_number_of_holds_costs_more_queries(
    database: DatabaseFactory,
) -> None:
    deposit_shop = await DepositShop.open(database)
    await database.hire(deposit_shop.shop, deposit_shop.cut)
    for hour in (9, 10, 11, 12, 13, 14):
        await deposit_shop.hold(await deposit_shop.meet(), at(hour))
    deposit_shop.pass_(TEN_MINUTES)

    with queries_of(database.engine) as queries:
        ended = await asyncio.gather(
            *(deposit_shop.open_services().release_holds() for _ in range(4))
        )

    assert sum(ended) == 6 <= MAX_AT_ONCE
    assert len(await deposit_shop.told(MessageKind.HOLD_EXPIRED)) == 6
    idle = ended.count(0)
    assert len(queries) <= idle + 7 * (len(ended) - idle)


async def test_a_hold_without_a_payment_ends_as_well(database: DatabaseFactory) -> None:
    deposit_shop = await DepositShop.open(database)
    ann = await deposit_shop.meet()
    await database.change_policies(deposit_shop.shop)
    visit = await deposit_shop.services.book(
        ann, deposit_shop.shop, choice_of(deposit_shop.cut), NOON
    )
    await database.turn_into_hold(visit, at(8))

    assert await deposit_shop.services.release_holds() == 1
    assert await deposit_shop.status(visit) is BookingStatus.EXPIRED
