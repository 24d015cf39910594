"""Payments, charges and refunds."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from domain.shared.destination import Destination
from domain.shared.ids import BookingId, ChargeId, InvoiceRef, PaymentId, UserId
from domain.shared.money import Money


class PaymentState(StrEnum):
    """The state of a payment; `transitions.py` lists the allowed changes."""

    CREATED = "created"
    INVOICED = "invoiced"
    PAID = "paid"
    REFUNDED = "refunded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    REFUND_DUE = "refund_due"  # we hold money for an inactive booking


OPEN = (PaymentState.CREATED, PaymentState.INVOICED)
"""The states in which a payment is awaited."""


class PaidBy(StrEnum):
    """How a client pays at the venue."""

    CASH = "cash"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Deposit:
    """The amount to pay in advance, and the name of the provider that takes it."""

    amount: Money
    provider: str


@dataclass(frozen=True, slots=True)
class Payment:
    """One sum requested from one client for one booking.

    `payload` is the unguessable id that the provider knows, `invoice_ref` and `charge_ref` are the
    provider's references. `checked_at` is when the client was last allowed to pay. `refund` is the
    refunded sum, due or sent; `refund_at` is when it is due, unless the client takes another time
    before; `refund_attempts` counts the attempts, `refund_attempt_at` is the time of the next one,
    and `raised_at` is when the admins were notified that the refund fails. `paid_by` is how it was
    paid at the venue.
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
        """Whether an admin was asked to refund it: the program no longer tries."""
        return self.raised_at is not None and self.refund_attempt_at is None

    def waits_for_answer(self, now: datetime) -> bool:
        """Return whether the client can still use the payment for another time."""
        return self.refund_at is not None and self.refund_at > now and not self.refund_attempts


@dataclass(frozen=True, slots=True)
class Payer:
    """The data of a client that an invoice needs; without `destination` none can be sent.

    `payer_ref` is the provider's id of the client.
    """

    destination: Destination | None
    payer_ref: int | None
    language: str
    timezone: ZoneInfo | None
    region: str | None = None


class ChargeKind(StrEnum):
    """The direction of a charge."""

    PAID = "paid"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class Charge:
    """A reported movement of money. It is not trusted; the references are the provider's."""

    kind: ChargeKind
    charge_ref: str
    provider_charge_id: str | None
    payer_ref: int
    payload: str
    amount_minor: int
    currency: str


class Outcome(StrEnum):
    """The result of a charge."""

    CONFIRMED = "confirmed"  # its visit is confirmed
    OFFERED = "offered"  # the time is taken: another one, or a refund
    CANCELLED = "cancelled"  # the visit was cancelled: a refund
    PAID_TWICE = "paid_twice"  # the visit is already paid for: a refund
    REFUNDED = "refunded"
    KNOWN = "known"  # it was reported before in another way
    UNKNOWN_PAYMENT = "unknown_payment"  # for this and the following, the admins are asked
    FOREIGN_PAYER = "foreign_payer"
    WRONG_AMOUNT = "wrong_amount"
    STUCK = "stuck"  # it was tried often and is not settled yet


@dataclass(frozen=True, slots=True)
class StoredCharge:
    """A stored charge, its number of attempts, and its outcome."""

    id: ChargeId
    charge: Charge
    attempts: int
    outcome: Outcome | None = None
