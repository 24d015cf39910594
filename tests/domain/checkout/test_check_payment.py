from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from domain.outbox.message import MessageKind
from domain.payments.errors import (
    AlreadyPaidError,
    HoldOverError,
    PaymentAmountError,
    PaymentNotYoursError,
    PaymentUnknownError,
)
from domain.shared.errors import DomainError
from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from domain.visit.model import BookingStatus
from infra.db.tables import bookings
from tests.domain.checkout.deposit_shop import TEN_MINUTES, DepositShop
from tests.support.database import NOW, at

SECOND = timedelta(seconds=1)
TWO_MINUTES = timedelta(minutes=2)


async def check(deposit_shop: DepositShop, client: Identity, hold: BookingId) -> None:
    """Ask as Telegram does when the client presses Pay."""
    payment = await deposit_shop.payment(hold)
    await deposit_shop.open_payment_services().check(
        deposit_shop.telegram_ids[client.user_id], payment.payload
    )


async def test_a_check_near_the_end_extends_the_hold_so_that_the_money_can_come(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)
    deposit_shop.pass_(TEN_MINUTES - SECOND)

    await check(deposit_shop, ann, hold)

    visit = await deposit_shop.services.visit(hold)
    assert visit.hold_expires_at == NOW + TEN_MINUTES - SECOND + TWO_MINUTES
    assert (await deposit_shop.payment(hold)).checked_at == deposit_shop.database.clock.moment


async def test_an_early_check_does_not_shorten_the_hold(deposit_shop: DepositShop) -> None:
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)

    await check(deposit_shop, ann, hold)

    assert (await deposit_shop.services.visit(hold)).hold_expires_at == NOW + TEN_MINUTES


async def test_the_card_counts_down_to_the_end_of_an_extended_hold(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)
    before = {told.key for told in await deposit_shop.told(MessageKind.CARD_REFRESH)}
    deposit_shop.pass_(TEN_MINUTES - SECOND)
    now = deposit_shop.database.clock.moment

    await check(deposit_shop, ann, hold)
    await check(deposit_shop, ann, hold)

    told = await deposit_shop.told(MessageKind.CARD_REFRESH)
    assert [told.due_at for told in told if told.key not in before] == [now, now + TWO_MINUTES / 2]


async def test_a_hold_is_not_extended_for_ever_by_trying_to_pay(deposit_shop: DepositShop) -> None:
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)

    for _ in range(9):
        deposit_shop.pass_(TWO_MINUTES - SECOND)
        await check(deposit_shop, ann, hold)
    deposit_shop.pass_(TWO_MINUTES - SECOND)
    with pytest.raises(HoldOverError):
        await check(deposit_shop, ann, hold)

    visit = await deposit_shop.services.visit(hold)
    assert NOW + TEN_MINUTES < (visit.hold_expires_at or NOW) <= NOW + 2 * TEN_MINUTES


@pytest.mark.parametrize(
    "payload", ["", "x", "1" * 10_000, "\0", "7b1c0a52-5f0e-4c53-9d3e-0f6a1c2b3d4e", "{%s}"]
)
async def test_a_forged_payload_is_unknown(deposit_shop: DepositShop, payload: str) -> None:
    ann = await deposit_shop.meet()
    own = (await deposit_shop.payment(await deposit_shop.hold(ann))).payload
    payload = payload.replace("%s", str(own))

    with pytest.raises(PaymentUnknownError):
        await deposit_shop.payment_services.check(deposit_shop.telegram_ids[ann.user_id], payload)


@pytest.mark.parametrize(
    ("amount_minor", "currency"),
    [(999, "EUR"), (1001, "EUR"), (0, "EUR"), (-1000, "EUR"), (10**30, "EUR"), (1000, "USD")],
)
async def test_another_amount_is_refused(
    deposit_shop: DepositShop, amount_minor: int, currency: str
) -> None:
    ann = await deposit_shop.meet()
    payment = await deposit_shop.payment(await deposit_shop.hold(ann))
    payer = deposit_shop.telegram_ids[ann.user_id]

    with pytest.raises(PaymentAmountError):
        await deposit_shop.payment_services.check(payer, payment.payload, amount_minor, currency)


async def test_only_who_was_asked_may_pay(deposit_shop: DepositShop) -> None:
    ann, bob = await deposit_shop.meet(), await deposit_shop.meet("Bob")
    hold = await deposit_shop.hold(ann)

    with pytest.raises(PaymentNotYoursError):
        await check(deposit_shop, bob, hold)


async def run_out(deposit_shop: DepositShop, _ann: Identity, _hold: BookingId) -> None:
    deposit_shop.pass_(TEN_MINUTES)


async def begin(deposit_shop: DepositShop, _ann: Identity, hold: BookingId) -> None:
    await deposit_shop.database.change(bookings, hold, hold_expires_at=at(13))
    deposit_shop.database.clock.moment = at(12)


async def expire(deposit_shop: DepositShop, _ann: Identity, _hold: BookingId) -> None:
    deposit_shop.pass_(TEN_MINUTES)
    assert await deposit_shop.services.release_holds() == 1


async def cancel(deposit_shop: DepositShop, ann: Identity, hold: BookingId) -> None:
    await deposit_shop.services.cancel(ann, hold)


async def replace_hold(deposit_shop: DepositShop, ann: Identity, _hold: BookingId) -> None:
    await deposit_shop.hold(ann, at(15))


async def pay(deposit_shop: DepositShop, ann: Identity, hold: BookingId) -> None:
    await deposit_shop.pay(ann, hold)


async def pay_and_cancel(deposit_shop: DepositShop, ann: Identity, hold: BookingId) -> None:
    await deposit_shop.pay(ann, hold)
    await deposit_shop.services.cancel(ann, hold)


@pytest.mark.parametrize(
    ("happens", "error"),
    [
        (run_out, HoldOverError),
        (expire, HoldOverError),
        (begin, HoldOverError),
        (cancel, HoldOverError),
        (replace_hold, HoldOverError),
        (pay, AlreadyPaidError),
        (pay_and_cancel, AlreadyPaidError),
    ],
)
async def test_what_is_not_held_any_more_cannot_be_paid(
    deposit_shop: DepositShop,
    happens: Callable[[DepositShop, Identity, BookingId], Awaitable[None]],
    error: type[DomainError],
) -> None:
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)
    await happens(deposit_shop, ann, hold)
    before = await deposit_shop.status(hold)

    with pytest.raises(error):
        await check(deposit_shop, ann, hold)

    assert await deposit_shop.status(hold) is before
    assert before is not BookingStatus.PENDING or happens in {run_out, begin}
