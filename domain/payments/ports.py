from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.payments.model import Charge, ChargeKind, Outcome, PaidBy, Payer, Payment, StoredCharge
from domain.payments.transitions import PaymentTransition
from domain.shared.ids import BookingId, ChargeId, PaymentId, UserId
from domain.shared.money import Money


@dataclass(frozen=True, slots=True)
class NewPayment:
    """A payment to store; its state is that of its first transition.

    A payment that was not requested has its `charge`, and is refunded at `refund_at`. A payment at
    the venue has `paid_by`.
    """

    booking_id: BookingId
    client_id: UserId
    provider: str
    amount: Money
    payload: UUID
    charge: Charge | None = None
    refund_at: datetime | None = None
    paid_by: PaidBy | None = None


class PaymentGateway(Protocol):
    """Reads and writes payments; never commits.

    Every change of a payment locks its booking first.
    """

    async def add(self, payment: NewPayment, first: PaymentTransition) -> PaymentId:
        """Store a payment and the first line of its history."""
        ...

    async def get_payment(
        self, payment_id: PaymentId, *, for_update: bool = False
    ) -> Payment | None:
        """Return a payment; `for_update` locks it."""
        ...

    async def find_by_payload(self, payload: UUID) -> Payment | None:
        """Return the payment with this payload."""
        ...

    async def find_by_charge(self, charge_ref: str) -> Payment | None:
        """Return the payment that this charge paid."""
        ...

    async def find_of_booking(
        self, booking_id: BookingId, *, for_update: bool = False
    ) -> Payment | None:
        """Return the most relevant deposit of the booking.

        That is the paid one, else the awaited one, else the first with a refund.
        """
        ...

    async def find_at_venue(
        self, booking_id: BookingId, *, for_update: bool = False
    ) -> Payment | None:
        """Return the payment of the booking at the venue."""
        ...

    async def lock_open(self, booking_ids: Sequence[BookingId]) -> tuple[Payment, ...]:
        """Lock and return the payments that are awaited."""
        ...

    async def save(self, payment: Payment, change: PaymentTransition | None = None) -> None:
        """Store the payment; the change sets its state and adds a line of history."""
        ...

    async def note_check(self, payment_id: PaymentId, checked_at: datetime) -> None:
        """Store when the client was allowed to pay."""
        ...

    async def close(self, payment_ids: Sequence[PaymentId], change: PaymentTransition) -> None:
        """Store one change of state for several payments, with its lines of history."""
        ...

    async def lock_refund(self, now: datetime) -> Payment | None:
        """Lock and return the payment with a due refund that was tried least often.

        Skip payments that another process has locked, and refunds that an admin sends.
        """
        ...

    async def note_refund_attempt(self, payment_id: PaymentId, try_again_at: datetime) -> None:
        """Count a refund attempt; no process begins another before `try_again_at`."""
        ...

    async def find_unraised_refund(self, attempts: int) -> Payment | None:
        """Return a payment with that many refund attempts and no notification to the admins."""
        ...

    async def has_any(self, provider: str) -> bool:
        """Return whether a payment was ever requested through the provider."""
        ...

    async def get_payer(self, client_id: UserId) -> Payer:
        """Return the payer of invoices and the receiver of refunds."""
        ...


class ChargeGateway(Protocol):
    """Stores reported charges until they are settled; never commits."""

    async def store(self, charges: Sequence[Charge], received_at: datetime) -> int:
        """Store the charges and return how many are new; a known one stays unchanged."""
        ...

    async def lock_waiting(self, now: datetime) -> StoredCharge | None:
        """Lock and return the charge due for settlement that was tried least often.

        Skip charges that another process has locked.
        """
        ...

    async def note_attempt(self, charge_id: ChargeId, try_again_at: datetime) -> None:
        """Count an attempt to settle a charge; the job begins none before `try_again_at`."""
        ...

    async def get(self, kind: ChargeKind, charge_ref: str) -> StoredCharge | None:
        """Return a charge."""
        ...

    async def lock(self, kind: ChargeKind, charge_ref: str) -> StoredCharge | None:
        """Lock and return a charge; other processes that settle it wait."""
        ...

    async def claim_stuck(self, attempts: int) -> tuple[StoredCharge, ...]:
        """Return the charges that still wait after that many attempts, each only once."""
        ...

    async def settle(self, charge_id: ChargeId, outcome: Outcome, settled_at: datetime) -> None:
        """Store the outcome of a charge."""
        ...

    async def reopen_refund(self, charge_ref: str) -> None:
        """Reopen a refund that was reported before its payment; wait for its lock."""
        ...


class ReconcileCursors(Protocol):
    """Stores how far the transaction lists of provider accounts were read; never commits."""

    async def get_position(self, provider: str, account: str) -> int | None:
        """Return how many transactions were read, `None` before the first reading."""
        ...

    async def advance(self, provider: str, account: str, position: int) -> None:
        """Store the position, unless another reader is already further."""
        ...
