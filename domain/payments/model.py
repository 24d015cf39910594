"""Money that is asked for, comes in and goes back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from domain.shared.destination import Destination
from domain.shared.ids import BookingId, ChargeId, InvoiceRef, PaymentId, UserId
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


class PaidBy(StrEnum):
    """How a client pays at the venue."""

    CASH = "cash"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Deposit:
    """What is to be paid in advance, and the name of the provider that takes it."""

    amount: Money
    provider: str


@dataclass(frozen=True, slots=True)
class Payment:
    """One sum that one client is asked for, for one booking.

    `payload` is the unguessable id under which the provider knows it, `invoice_ref` is how it finds
    the invoice again, `charge_ref` how it knows the charge. `checked_at` is when the client was
    last let pay. `refund` is what goes back, or went; `refund_at` is when, unless the client takes
    another time before; `refund_attempts` counts how often that was begun,
    `refund_attempt_at` is when it is tried again, and `raised_at` when the admins were told that
    it cannot be sent back. `paid_by` tells how it was paid at the venue.
    """

    id: PaymentId
    booking_id: BookingId
    client_id: UserId
    provider: str
    state: PaymentState
    amount: Money
    payload: UUID
    invoice_ref: InvoiceRef | None = None
    charge_ref: str | None = None
    refund: Money | None = None
    refund_at: datetime | None = None
    provider_charge_id: str | None = None
    created_at: datetime | None = None
    checked_at: datetime | None = None
    paid_at: datetime | None = None
    refunded_at: datetime | None = None
    raised_at: datetime | None = None
    refund_attempts: int = 0
    refund_attempt_at: datetime | None = None
    paid_by: PaidBy | None = None

    @property
    def is_by_hand(self) -> bool:
        """Whether an admin was asked to send it back: the program does not try it any more."""
        return self.raised_at is not None and self.refund_attempt_at is None

    def waits_for_answer(self, now: datetime) -> bool:
        """Return whether the client can still take another time for the money."""
        return self.refund_at is not None and self.refund_at > now and not self.refund_attempts


@dataclass(frozen=True, slots=True)
class Payer:
    """A client as an invoice needs to know them; who only phones can be sent none.

    `payer_ref` is how whoever takes the money knows the client.
    """

    destination: Destination | None
    payer_ref: int | None
    language: str
    timezone: ZoneInfo | None
    region: str | None = None


class ChargeKind(StrEnum):
    """Which way money went."""

    PAID = "paid"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class Charge:
    """What we are told of money that moved. Nothing in it is trusted; the references are theirs."""

    kind: ChargeKind
    charge_ref: str
    provider_charge_id: str | None
    payer_ref: int
    payload: str
    amount_minor: int
    currency: str


class Outcome(StrEnum):
    """What became of a charge."""

    CONFIRMED = "confirmed"  # its visit stands
    OFFERED = "offered"  # the time is gone: another one, or the money back
    CANCELLED = "cancelled"  # the visit was given up: the money goes back
    PAID_TWICE = "paid_twice"  # the visit is paid for: the money goes back
    REFUNDED = "refunded"
    KNOWN = "known"  # it was told before, by other means
    UNKNOWN_PAYMENT = "unknown_payment"  # this and what follows: the admins are asked
    FOREIGN_PAYER = "foreign_payer"
    WRONG_AMOUNT = "wrong_amount"
    STUCK = "stuck"  # it could not be settled yet, and was tried often


@dataclass(frozen=True, slots=True)
class KeptCharge:
    """A charge that was stored, how often it was tried, and what became of it in the end."""

    id: ChargeId
    charge: Charge
    attempts: int
    outcome: Outcome | None = None
