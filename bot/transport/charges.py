from collections.abc import Awaitable, Callable, Iterable, Sequence

from aiogram.enums import ChatType
from aiogram.types import Message, RefundedPayment, SuccessfulPayment, Update

from domain.payments.model import Charge, ChargeKind

StoreCharges = Callable[[Sequence[Charge]], Awaitable[None]]
"""Stores charges durably, or raises; charges that are stored already do not change."""


def charges_in(updates: Iterable[Update]) -> tuple[Charge, ...]:
    """Return the payments and refunds in the updates."""
    charges = (charge_in(update.message) for update in updates if update.message is not None)
    return tuple(charge for charge in charges if charge is not None)


def charge_in(message: Message) -> Charge | None:
    """Return the payment or refund in a message; most messages have none."""
    if message.successful_payment is not None:
        return _charge(ChargeKind.PAID, message.successful_payment, message)
    if message.refunded_payment is not None:
        return _charge(ChargeKind.REFUNDED, message.refunded_payment, message)
    return None


def _charge(
    kind: ChargeKind, payment: SuccessfulPayment | RefundedPayment, message: Message
) -> Charge:
    return Charge(
        kind=kind,
        charge_ref=payment.telegram_payment_charge_id,
        provider_charge_id=payment.provider_payment_charge_id or None,  # empty for stars
        payer_ref=_payer_of(message),
        payload=payment.invoice_payload,
        amount_minor=payment.total_amount,
        currency=payment.currency,
    )


def _payer_of(message: Message) -> int:
    """Return who paid: the id of a private chat is its user's, also for messages of the bot."""
    if message.chat.type == ChatType.PRIVATE or message.from_user is None:
        return message.chat.id
    return message.from_user.id
