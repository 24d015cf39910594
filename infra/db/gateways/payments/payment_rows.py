"""Conversion of payments and charges to rows and back."""

from collections.abc import Mapping

from domain.payments.model import (
    Charge,
    ChargeKind,
    Outcome,
    PaidBy,
    Payment,
    PaymentState,
    StoredCharge,
)
from domain.payments.ports import NewPayment
from domain.payments.transitions import PaymentTransition
from domain.shared.money import Money
from infra.db.rows import AnyRow

MAX_TEXT = 500
BIGINT_MAX = 2**63 - 1


def new_payment_values(payment: NewPayment, first: PaymentTransition) -> Mapping[str, object]:
    """Return the column values of a new payment."""
    charge = payment.charge
    return {
        "booking_id": payment.booking_id,
        "client_id": payment.client_id,
        "provider": payment.provider,
        "state": first.to_state,
        "amount_minor": payment.amount.amount_minor,
        "currency": payment.amount.currency,
        "payload": payment.payload,
        "created_at": first.at,
        "paid_at": first.at if charge or payment.paid_by else None,
        "paid_by": payment.paid_by,
        "telegram_charge_id": charge.charge_ref if charge else None,
        "provider_charge_id": charge.provider_charge_id if charge else None,
        "refund_minor": payment.amount.amount_minor if payment.refund_at else 0,
        "refund_at": payment.refund_at,
    }


def changeable_values(payment: Payment) -> Mapping[str, object]:
    """Return the values of the columns that change during a payment, except its state."""
    return {
        "invoice_message_id": payment.invoice_ref,
        "telegram_charge_id": payment.charge_ref,
        "provider_charge_id": payment.provider_charge_id,
        "checked_at": payment.checked_at,
        "paid_at": payment.paid_at,
        "refund_minor": payment.refund.amount_minor if payment.refund else 0,
        "refund_at": payment.refund_at,
        "refund_attempt_at": payment.refund_attempt_at,
        "refunded_at": payment.refunded_at,
        "raised_at": payment.raised_at,
    }


def payment_of(row: AnyRow) -> Payment:
    """Read a payment."""
    return Payment(
        id=row.id,
        booking_id=row.booking_id,
        client_id=row.client_id,
        provider=row.provider,
        state=PaymentState(row.state),
        amount=Money(row.amount_minor, row.currency),
        payload=row.payload,
        invoice_ref=row.invoice_message_id,
        charge_ref=row.telegram_charge_id,
        refund=Money(row.refund_minor, row.currency) if row.refund_minor else None,
        refund_at=row.refund_at,
        provider_charge_id=row.provider_charge_id,
        created_at=row.created_at,
        checked_at=row.checked_at,
        paid_at=row.paid_at,
        refunded_at=row.refunded_at,
        raised_at=row.raised_at,
        refund_attempts=row.refund_attempts,
        refund_attempt_at=row.refund_attempt_at,
        paid_by=PaidBy(row.paid_by) if row.paid_by else None,
    )


def payment_event_values(change: PaymentTransition) -> Mapping[str, object]:
    """Return the column values of a history entry."""
    return {
        "from_state": change.from_state,
        "to_state": change.to_state,
        "happened_at": change.at,
        "reason": change.reason,
    }


def charge_values(charge: Charge) -> Mapping[str, object]:
    """Return the column values of a charge.

    A charge comes from outside and must not be lost because of its format: values that PostgreSQL
    would reject are changed to fit. Such a charge matches no payment, so the admins see it.
    """
    provider_charge_id = charge.provider_charge_id
    return {
        "kind": charge.kind,
        "telegram_charge_id": storable(charge.charge_ref),
        "provider_charge_id": storable(provider_charge_id) if provider_charge_id else None,
        "payer_telegram_id": _bounded(charge.payer_ref),
        "payload": storable(charge.payload),
        "amount_minor": _bounded(charge.amount_minor),
        "currency": storable(charge.currency),
    }


def _charge_of(row: AnyRow) -> Charge:
    """Read a charge."""
    return Charge(
        kind=ChargeKind(row.kind),
        charge_ref=row.telegram_charge_id,
        provider_charge_id=row.provider_charge_id,
        payer_ref=row.payer_telegram_id,
        payload=row.payload,
        amount_minor=row.amount_minor,
        currency=row.currency,
    )


def stored_charge_of(row: AnyRow) -> StoredCharge:
    """Read a charge with its outcome."""
    return StoredCharge(
        row.id, _charge_of(row), row.attempts, Outcome(row.outcome) if row.settled_at else None
    )


def storable(text: str) -> str:
    """Return external text in a form that PostgreSQL can store."""
    return text.encode(errors="replace").decode().replace("\0", "?")[:MAX_TEXT]


def _bounded(number: int) -> int:
    return max(-BIGINT_MAX, min(number, BIGINT_MAX))
