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
from tests.domain.checkout.deposit_shop import TEN_MINUTES, Parlour
from tests.support.database import NOW, at

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

    visit = await parlour.services.visit(hold)
    assert visit.hold_expires_at == NOW + TEN_MINUTES - SECOND + TWO_MINUTES
    assert (await parlour.payment(hold)).checked_at == parlour.database.clock.moment


async def test_an_early_check_does_not_shorten_the_hold(parlour: Parlour) -> None:
    ann = await parlour.meet()
    hold = await parlour.hold(ann)

    await check(parlour, ann, hold)

    assert (await parlour.services.visit(hold)).hold_expires_at == NOW + TEN_MINUTES


async def test_the_card_counts_down_to_the_end_of_an_extended_hold(parlour: Parlour) -> None:
    ann = await parlour.meet()
    hold = await parlour.hold(ann)
    before = {told.key for told in await parlour.told(MessageKind.CARD_REFRESH)}
    parlour.pass_(TEN_MINUTES - SECOND)
    now = parlour.database.clock.moment

    await check(parlour, ann, hold)
    await check(parlour, ann, hold)

    told = await parlour.told(MessageKind.CARD_REFRESH)
    assert [told.due_at for told in told if told.key not in before] == [now, now + TWO_MINUTES / 2]


async def test_a_hold_is_not_extended_for_ever_by_trying_to_pay(parlour: Parlour) -> None:
    ann = await parlour.meet()
    hold = await parlour.hold(ann)

    for _ in range(9):
        parlour.pass_(TWO_MINUTES - SECOND)
        await check(parlour, ann, hold)
    parlour.pass_(TWO_MINUTES - SECOND)
    with pytest.raises(HoldOverError):
        await check(parlour, ann, hold)

    visit = await parlour.services.visit(hold)
    assert NOW + TEN_MINUTES < (visit.hold_expires_at or NOW) <= NOW + 2 * TEN_MINUTES


@pytest.mark.parametrize(
    "payload", ["", "x", "1" * 10_000, "\0", "7b1c0a52-5f0e-4c53-9d3e-0f6a1c2b3d4e", "{%s}"]
)
async def test_a_forged_payload_is_unknown(parlour: Parlour, payload: str) -> None:
    ann = await parlour.meet()
    own = (await parlour.payment(await parlour.hold(ann))).payload
    payload = payload.replace("%s", str(own))

    with pytest.raises(PaymentUnknownError):
        await parlour.payment_services.check(parlour.telegram_ids[ann.user_id], payload)


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
        await parlour.payment_services.check(payer, payment.payload, amount_minor, currency)


async def test_only_who_was_asked_may_pay(parlour: Parlour) -> None:
    ann, bob = await parlour.meet(), await parlour.meet("Bob")
    hold = await parlour.hold(ann)

    with pytest.raises(PaymentNotYoursError):
        await check(parlour, bob, hold)


async def run_out(parlour: Parlour, _ann: Identity, _hold: BookingId) -> None:
    parlour.pass_(TEN_MINUTES)


async def begin(parlour: Parlour, _ann: Identity, hold: BookingId) -> None:
    await parlour.database.change(bookings, hold, hold_expires_at=at(13))
    parlour.database.clock.moment = at(12)


async def expire(parlour: Parlour, _ann: Identity, _hold: BookingId) -> None:
    parlour.pass_(TEN_MINUTES)
    assert await parlour.services.release_holds() == 1


async def cancel(parlour: Parlour, ann: Identity, hold: BookingId) -> None:
    await parlour.services.cancel(ann, hold)


async def replace_hold(parlour: Parlour, ann: Identity, _hold: BookingId) -> None:
    await parlour.hold(ann, at(15))


async def pay(parlour: Parlour, ann: Identity, hold: BookingId) -> None:
    await parlour.pay(ann, hold)


async def pay_and_cancel(parlour: Parlour, ann: Identity, hold: BookingId) -> None:
    await parlour.pay(ann, hold)
    await parlour.services.cancel(ann, hold)


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
    assert before is not BookingStatus.PENDING or happens in {run_out, begin}
