from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from domain.booking.model import BookingStatus
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
from tests.domain.payments.parlour import TEN_MINUTES, Parlour
from tests.workshop import NOW, at

SECOND = timedelta(seconds=1)
TWO_MINUTES = timedelta(minutes=2)


async def check(parlour: Parlour, client: Identity, hold: BookingId) -> None:
    """Ask as Telegram does when the client presses Pay."""
    payment = await parlour.payment(hold)
    await parlour.open_cashier().check(parlour.telegram_ids[client.user_id], payment.payload)


async def test_a_check_near_the_end_extends_the_hold_so_that_the_money_can_come(
    parlour: Parlour,
) -> None:
    ann = await parlour.meet()
    hold = await parlour.hold(ann)
    parlour.pass_(TEN_MINUTES - SECOND)

    await check(parlour, ann, hold)

    visit = await parlour.desk.visit(hold)
    assert visit.hold_expires_at == NOW + TEN_MINUTES - SECOND + TWO_MINUTES
    assert (await parlour.payment(hold)).checked_at == parlour.workshop.clock.moment


async def test_an_early_check_does_not_shorten_the_hold(parlour: Parlour) -> None:
    ann = await parlour.meet()
    hold = await parlour.hold(ann)

    await check(parlour, ann, hold)

    assert (await parlour.desk.visit(hold)).hold_expires_at == NOW + TEN_MINUTES


@pytest.mark.parametrize("payload", ["", "x", "1" * 10_000, "\0", str(uuid4()), "{%s}"])
async def test_a_forged_payload_is_unknown(parlour: Parlour, payload: str) -> None:
    ann = await parlour.meet()
    own = (await parlour.payment(await parlour.hold(ann))).payload
    payload = payload.replace("%s", str(own))

    with pytest.raises(PaymentUnknownError):
        await parlour.cashier.check(parlour.telegram_ids[ann.user_id], payload)


@pytest.mark.parametrize(
    ("amount_minor", "currency"),
    [(999, "EUR"), (1001, "EUR"), (0, "EUR"), (-1000, "EUR"), (10**30, "EUR"), (1000, "USD")],
)
async def test_another_amount_is_refused(
    parlour: Parlour, amount_minor: int, currency: str
) -> None:
    ann = await parlour.meet()
    payment = await parlour.payment(await parlour.hold(ann))
    payer = parlour.telegram_ids[ann.user_id]

    with pytest.raises(PaymentAmountError):
        await parlour.cashier.check(payer, payment.payload, amount_minor, currency)


async def test_only_who_was_asked_may_pay(parlour: Parlour) -> None:
    ann, bob = await parlour.meet(), await parlour.meet("Bob")
    hold = await parlour.hold(ann)

    with pytest.raises(PaymentNotYoursError):
        await check(parlour, bob, hold)


async def run_out(parlour: Parlour, _ann: Identity, _hold: BookingId) -> None:
    parlour.pass_(TEN_MINUTES)


async def expire(parlour: Parlour, _ann: Identity, _hold: BookingId) -> None:
    parlour.pass_(TEN_MINUTES)
    assert await parlour.desk.release_holds() == 1


async def cancel(parlour: Parlour, ann: Identity, hold: BookingId) -> None:
    await parlour.desk.cancel(ann, hold)


async def replace_hold(parlour: Parlour, ann: Identity, _hold: BookingId) -> None:
    await parlour.hold(ann, at(15))


async def pay(parlour: Parlour, ann: Identity, hold: BookingId) -> None:
    await parlour.pay(ann, hold)


async def pay_and_cancel(parlour: Parlour, ann: Identity, hold: BookingId) -> None:
    await parlour.pay(ann, hold)
    await parlour.desk.cancel(ann, hold)


@pytest.mark.parametrize(
    ("happens", "error"),
    [
        (run_out, HoldOverError),
        (expire, HoldOverError),
        (cancel, HoldOverError),
        (replace_hold, HoldOverError),
        (pay, AlreadyPaidError),
        (pay_and_cancel, AlreadyPaidError),
    ],
)
async def test_what_is_not_held_any_more_cannot_be_paid(
    parlour: Parlour,
    happens: Callable[[Parlour, Identity, BookingId], Awaitable[None]],
    error: type[DomainError],
) -> None:
    ann = await parlour.meet()
    hold = await parlour.hold(ann)
    await happens(parlour, ann, hold)
    before = await parlour.status(hold)

    with pytest.raises(error):
        await check(parlour, ann, hold)

    assert await parlour.status(hold) is before
    assert before is not BookingStatus.PENDING or happens is run_out
