"""Money in updates. It is read without the library's models: none of it may be lost to a shape."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any

from aiogram.types import Message

from bot.transport.updates.raw_update import LARGEST_ID, RawUpdate, mapping
from domain.payments.model import Charge, ChargeKind

StoreCharges = Callable[[Sequence[Charge]], Awaitable[None]]
"""Stores charges durably, or raises; charges that are stored already do not change."""

KINDS = {"successful_payment": ChargeKind.PAID, "refunded_payment": ChargeKind.REFUNDED}


def charges_in(updates: Iterable[RawUpdate]) -> tuple[Charge, ...]:
    """Return the payments and refunds in the updates."""
    return tuple(
        charge
        for update in updates
        if update.has_money and (charge := _charge(update.content, update.update_id))
    )


def charge_in(message: Message) -> Charge | None:
    """Return the payment or refund in a message; most messages have none."""
    if message.successful_payment is None and message.refunded_payment is None:
        return None
    return _charge(message.model_dump(by_alias=True, exclude_none=True, mode="json"), 0)


def _charge(message: Mapping[str, Any], update_id: int) -> Charge | None:
    """Return the charge in a message; a fact that is missing or no such fact is empty or 0.

    The admins are asked about a charge that fits no payment. One without an id of its own gets
    the update's.
    """
    kind = next((kind for name, kind in KINDS.items() if name in message), None)
    if kind is None:
        return None
    payment = next(mapping(message[name]) for name in KINDS if name in message)
    return Charge(
        kind=kind,
        charge_ref=_text(payment, "telegram_payment_charge_id") or f"update:{update_id}",
        provider_charge_id=_text(payment, "provider_payment_charge_id") or None,  # none for stars
        payer_ref=_payer_of(message),
        payload=_text(payment, "invoice_payload"),
        amount_minor=_number(payment, "total_amount"),
        currency=_text(payment, "currency"),
    )


def _payer_of(message: Mapping[str, Any]) -> int:
    """Return who paid: the id of a private chat is its user's, also for messages of the bot."""
    chat, sender = mapping(message.get("chat")), mapping(message.get("from"))
    return _number(chat if chat.get("type") == "private" or not sender else sender, "id")


def _text(part: Mapping[str, Any], name: str) -> str:
    value = part.get(name)
    return value if isinstance(value, str) else ""


def _number(part: Mapping[str, Any], name: str) -> int:
    value = part.get(name)
    return value if isinstance(value, int) and abs(value) <= LARGEST_ID else 0
