import asyncio

from domain.booking.release_holds import MAX_AT_ONCE
from domain.outbox.message import MessageKind
from domain.payments.model import PaymentState
from domain.visit.model import BookingStatus
from tests.domain.checkout.deposit_shop import NOON, TEN_MINUTES, Parlour
from tests.support.database import DatabaseFactory, at
from tests.support.query_log import queries_of
from tests.support.services import choice_of


async def test_a_hold_whose_time_runs_out_is_ended_and_told(database: DatabaseFactory) -> None:
    parlour = await Parlour.open(database)
    ann = await parlour.meet()
    hold = await parlour.hold(ann)
    assert await parlour.services.release_holds() == 0

    parlour.pass_(TEN_MINUTES)

    assert await parlour.services.release_holds() == 1
    assert await parlour.services.release_holds() == 0
    assert await parlour.status(hold) is BookingStatus.EXPIRED
    assert await parlour.states(hold) == [PaymentState.CANCELLED]
    (told,) = await parlour.told(MessageKind.HOLD_EXPIRED)
    assert (told.key, told.channel, told.recipient_id) == (
        f"hold_expired:{hold}",
        "card",
        ann.user_id,
    )
    assert told.facts == {"invoice_message_id": 101}


async def test_a_payment_that_was_begun_and_never_came_has_failed(
    database: DatabaseFactory,
) -> None:
    parlour = await Parlour.open(database)
    ann = await parlour.meet()
    hold = await parlour.hold(ann)
    payment = await parlour.payment(hold)
    await parlour.payment_services.check(parlour.telegram_ids[ann.user_id], payment.payload)
    parlour.pass_(TEN_MINUTES)

    await parlour.services.release_holds()

    assert await parlour.states(hold) == [PaymentState.FAILED]
    told = await parlour.told(MessageKind.PAYMENT_FAILED)
    assert [(m.channel, m.audience) for m in told] == [("card", "client"), ("message", "admins")]
    assert "hold_expired" not in await parlour.kinds()


async def test_a_hold_that_somebody_else_books_over_is_ended_in_the_same_way(
    database: DatabaseFactory,
) -> None:
    parlour = await Parlour.open(database)
    ann, bob = await parlour.meet(), await parlour.meet("Bob")
    hold = await parlour.hold(ann)
    parlour.pass_(TEN_MINUTES)

    await parlour.hold(bob)

    assert await parlour.status(hold) is BookingStatus.EXPIRED
    assert await parlour.states(hold) == [PaymentState.CANCELLED]
    assert [m.booking_id for m in await parlour.told(MessageKind.HOLD_EXPIRED)] == [hold]


async def test_many_workers_end_each_hold_once_and_no_number_of_holds_costs_more_queries(
    database: DatabaseFactory,
) -> None:
    parlour = await Parlour.open(database)
    await database.hire(parlour.shop, parlour.cut)
    for hour in (9, 10, 11, 12, 13, 14):
        await parlour.hold(await parlour.meet(), at(hour))
    parlour.pass_(TEN_MINUTES)

    with queries_of(database.engine) as queries:
        ended = await asyncio.gather(*(parlour.open_desk().release_holds() for _ in range(4)))

    assert sum(ended) == 6 <= MAX_AT_ONCE
    assert len(await parlour.told(MessageKind.HOLD_EXPIRED)) == 6
    idle = ended.count(0)
    assert len(queries) <= idle + 7 * (len(ended) - idle)


async def test_a_hold_without_a_payment_ends_as_well(database: DatabaseFactory) -> None:
    parlour = await Parlour.open(database)
    ann = await parlour.meet()
    await database.change_policies(parlour.shop)
    visit = await parlour.services.book(ann, parlour.shop, choice_of(parlour.cut), NOON)
    await database.turn_into_hold(visit, at(8))

    assert await parlour.services.release_holds() == 1
    assert await parlour.status(visit) is BookingStatus.EXPIRED
