"""Money costs a fixed number of queries, however much there is of it."""

from domain.payments.model import PaymentState
from tests.domain.checkout.deposit_shop import NOON, TEN_MINUTES, DepositShop
from tests.support.database import at
from tests.support.payment_services import paid
from tests.support.query_log import queries_of
from tests.support.services import choice_of

# as a booking that is confirmed at once, the payment with its history, and both on the card
QUERIES_OF_A_HOLD = 17
# payment, payer, visit locked and read, payment; check, items
QUERIES_OF_A_CHECK = 7
# stuck charges, a claim of two, and a look that finds no more; charge, payment, payer; the charge
# locked, and its refund; a look at the visit; visit locked and read, payment locked; both changed,
# with their histories; messages, what reminders go by, reminders; items; the outcome
QUERIES_OF_A_CHARGE = 22
# holds; bookings and payments with their histories, locked before; messages
QUERIES_OF_ENDED_HOLDS = 7


async def test_a_hold_and_its_payment(deposit_shop: DepositShop) -> None:
    ann = await deposit_shop.meet()

    with queries_of(deposit_shop.database.engine) as queries:
        hold = await deposit_shop.services.book(
            ann, deposit_shop.shop, choice_of(deposit_shop.cut), NOON
        )
    assert len(queries) == QUERIES_OF_A_HOLD

    payment, payer = await deposit_shop.payment(hold), deposit_shop.telegram_ids[ann.user_id]
    with queries_of(deposit_shop.database.engine) as queries:
        await deposit_shop.payment_services.check(payer, payment.payload)
    assert len(queries) == QUERIES_OF_A_CHECK

    await deposit_shop.payment_services.store(paid(payment, payer))
    with queries_of(deposit_shop.database.engine) as queries:
        assert await deposit_shop.payment_services.settle() == 1
    assert len(queries) == QUERIES_OF_A_CHARGE
    assert await deposit_shop.states(hold) == [PaymentState.PAID]


async def test_holds_that_ran_out_cost_the_same_however_many_they_are(
    deposit_shop: DepositShop,
) -> None:
    for holders in (1, 4):
        for number in range(holders):
            await deposit_shop.hold(await deposit_shop.meet(), at(9 + number, day=1))
        deposit_shop.pass_(TEN_MINUTES)

        with queries_of(deposit_shop.database.engine) as queries:
            assert await deposit_shop.services.release_holds() == holders

        assert len(queries) == QUERIES_OF_ENDED_HOLDS
