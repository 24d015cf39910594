"""Checkouts and payment messages of Telegram; `bot/transport` has already stored the charges."""

import asyncio

import structlog
from aiogram.filters import Filter
from aiogram.types import Message, PreCheckoutQuery
from dishka import AsyncContainer
from structlog.contextvars import bind_contextvars

from bot.errors.explain import explain_plainly
from bot.navigation.answering import answer_checkout
from bot.navigation.frames.visits import visit_frame
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.transport.updates.charges import charge_in
from bot.ui import toasts
from bot.ui.catalogues import Catalogues
from bot.ui.localizer import Localizer
from domain.checkout.check_payment import CheckPayment
from domain.checkout.settle_charges import SettleCharges, Settlement
from domain.clients.identify import Identify
from domain.clients.model import spoken_language
from domain.payments.model import ChargeKind
from domain.shared.errors import DomainError, RetryableError
from domain.shared.ids import BookingId

log = structlog.get_logger(__name__)

CHECK_TIMEOUT_S = 8.0
"""Telegram waits for 10 seconds; the rest is for sending the answer."""


class CarriesMoney(Filter):
    """Lets messages about payments and refunds pass."""

    async def __call__(self, message: Message) -> bool:
        """Return whether the message contains a payment or refund."""
        return charge_in(message) is not None


async def on_checkout(
    query: PreCheckoutQuery,
    dishka_container: AsyncContainer,
    catalogues: Catalogues,
    routes: Routes,
) -> None:
    """Answer, before any payment, whether the user may pay; a refusal gives the reason."""
    language = spoken_language(query.from_user.language_code)
    refusal: DomainError | None = None
    try:
        async with asyncio.timeout(CHECK_TIMEOUT_S):
            identify = await dishka_container.get(Identify)
            if client := await identify.recall(query.from_user.id):
                language = client.language
                bind_contextvars(user_id=client.id)
            check = await dishka_container.get(CheckPayment)
            payment = await check.execute(
                query.from_user.id,
                query.invoice_payload,
                query.total_amount,
                query.currency,
            )
            bind_contextvars(booking_id=payment.booking_id, payment_id=payment.id)
    except TimeoutError:
        refusal = RetryableError()
    except DomainError as error:
        refusal = error
    log.info("checkout_checked", ok=not refusal, reason=type(refusal).__name__ if refusal else "")
    localizer = Localizer(language, None, catalogues[language])
    text = explain_plainly(refusal, localizer, routes.errors) if refusal else ""
    await answer_checkout(query, text)


async def on_money(
    message: Message, navigator: Navigator, dishka_container: AsyncContainer
) -> None:
    """Settle the payment or refund in a message, and show its visit."""
    charge = charge_in(message)
    if charge is None:
        return
    settle = await dishka_container.get(SettleCharges)
    settlement = await settle.settle(charge.charge_ref, charge.kind)
    booking_id = settlement.booking_id if settlement else None
    if booking_id is not None:
        bind_contextvars(booking_id=booking_id)
    log.info("charge_told", kind=charge.kind, outcome=settlement.outcome if settlement else "")
    if booking_id is not None and _shows(navigator, booking_id):
        await navigator.show()
    elif charge.kind is ChargeKind.PAID:
        await _show_beneath(navigator, settlement)


def _shows(navigator: Navigator, booking_id: BookingId) -> bool:
    return navigator.top == visit_frame(booking_id)


async def _show_beneath(navigator: Navigator, settlement: Settlement | None) -> None:
    """Show the visit although another screen is open; without a visit, confirm the payment."""
    if settlement is None:
        navigator.toast = toasts.money_is_here(navigator.localizer)
    elif settlement.booking_id is None:
        navigator.toast = toasts.money_without_visit(navigator.localizer)
    else:
        navigator.restart_at(visit_frame(settlement.booking_id))
    await navigator.show_beneath(keep_old=False)
