"""Money that is asked for, comes in and goes back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from domain.shared.ids import BookingId, PaymentId, UserId
from domain.shared.money import Money


class PaymentState(StrEnum):
    """Where a payment stands; `transitions.py` says what may follow what."""

    CREATED = "created"
    INVOICED = "invoiced"
    PAID = "paid"
    REFUNDED = "refunded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    REFUND_DUE = "refund_due"  # money that we hold for a booking that does not stand


OPEN = (PaymentState.CREATED, PaymentState.INVOICED)
"""The states in which money is awaited."""


@dataclass(frozen=True, slots=True)
class Payment:
    """One sum that one client is asked for, for one booking.

    `payload` is the unguessable id under which Telegram knows it. `refund` is what goes back, or
    went; `refund_at` is when, unless the client takes another time before.
    """

    id: PaymentId
    booking_id: BookingId
    client_id: UserId
    provider: str
    state: PaymentState
    amount: Money
    payload: UUID
    invoice_message_id: int | None = None
    telegram_charge_id: str | None = None
    refund: Money | None = None
    refund_at: datetime | None = None


class ChargeKind(StrEnum):
    """Which way money went."""

    PAID = "paid"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class Charge:
    """What Telegram says of money that moved. Nothing in it is trusted; the ids are its own."""

    kind: ChargeKind
    telegram_charge_id: str
    provider_charge_id: str | None
    payer_telegram_id: int
    payload: str
    amount_minor: int
    currency: str
