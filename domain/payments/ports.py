from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.payments.model import Charge, ChargeKind, KeptCharge, Outcome, PaidBy, Payer, Payment
from domain.payments.transitions import PaymentTransition
from domain.shared.ids import BookingId, ChargeId, PaymentId, UserId
from domain.shared.money import Money


@dataclass(frozen=True, slots=True)
class NewPayment:
    """A payment that is about to be written; its state is that of its first transition.

    Money that came without being asked for has its `charge`, and goes back at `refund_at`; what
    is paid at the venue tells by what.
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

    Whoever changes a payment has locked its booking first.
    """

    async def add(self, payment: NewPayment, first: PaymentTransition) -> PaymentId:
        """Write a payment and the first line of its history."""
        ...

    async def get_payment(
        self, payment_id: PaymentId, *, for_update: bool = False
    ) -> Payment | None:
        """Return a payment; `for_update` keeps other writers off it."""
        ...

    async def find_by_payload(self, payload: UUID) -> Payment | None:
        """Return the payment that the provider knows under this payload."""
        ...

    async def find_by_charge(self, charge_ref: str) -> Payment | None:
        """Return the payment that this charge paid."""
        ...

    async def find_of_booking(
        self, booking_id: BookingId, *, for_update: bool = False
    ) -> Payment | None:
        """Return the payment that says most of where the booking's money in advance stands.

        That is the paid one, else the awaited one, else the first whose money goes back.
        """
        ...

    async def find_at_venue(
        self, booking_id: BookingId, *, for_update: bool = False
    ) -> Payment | None:
        """Return what was paid for the booking at the venue."""
        ...

    async def lock_open(self, booking_ids: Sequence[BookingId]) -> tuple[Payment, ...]:
        """Return, locked, the payments for which money is awaited."""
        ...

    async def save(self, payment: Payment, change: PaymentTransition | None = None) -> None:
        """Write the payment as it is now; its state, with a line of history, is the change's."""
        ...

    async def note_check(self, payment_id: PaymentId, checked_at: datetime) -> None:
        """Remember that the client was let pay."""
        ...

    async def close(self, payment_ids: Sequence[PaymentId], change: PaymentTransition) -> None:
        """Write one change of state of several payments, with its lines of history."""
        ...

    async def lock_refund(self, now: datetime) -> Payment | None:
        """Return, locked, the payment whose money is to go back now that was tried least often.

        Left out are those that somebody else locks at this moment, and that a person sends back.
        """
        ...

    async def note_refund_attempt(self, payment_id: PaymentId, try_again_at: datetime) -> None:
        """Count an attempt to send money back; nobody else begins one before the moment."""
        ...

    async def find_unraised_refund(self, attempts: int) -> Payment | None:
        """Return a payment that had that many attempts, and of which no admin was told."""
        ...

    async def has_any(self, provider: str) -> bool:
        """Return whether money was ever asked for through the provider."""
        ...

    async def get_payer(self, client_id: UserId) -> Payer:
        """Return whom to ask for money, or to send it back to."""
        ...


class ChargeGateway(Protocol):
    """Keeps what was said of money that moved, until it is settled; never commits."""

    async def store(self, charges: Sequence[Charge], received_at: datetime) -> int:
        """Write the charges and return how many are new; a known one stays as it is."""
        ...

    async def lock_waiting(self, now: datetime) -> KeptCharge | None:
        """Return, locked, the charge to be settled now that was tried least often.

        Left out are those that somebody else locks at this moment.
        """
        ...

    async def note_attempt(self, charge_id: ChargeId, try_again_at: datetime) -> None:
        """Count an attempt to settle a charge; the job begins none before the moment."""
        ...

    async def get(self, kind: ChargeKind, charge_ref: str) -> KeptCharge | None:
        """Return a charge."""
        ...

    async def lock(self, kind: ChargeKind, charge_ref: str) -> KeptCharge | None:
        """Return a charge; others who settle it wait."""
        ...

    async def claim_stuck(self, attempts: int) -> tuple[KeptCharge, ...]:
        """Return charges that had that many attempts and wait still: each once."""
        ...

    async def settle(self, charge_id: ChargeId, outcome: Outcome, settled_at: datetime) -> None:
        """Write what became of a charge."""
        ...

    async def reopen_refund(self, charge_ref: str) -> None:
        """Have a refund settled anew that was told of before its payment; wait for who does so."""
        ...


class ReconcileCursors(Protocol):
    """How far the lists of accounts with providers have been read; never commits."""

    async def get_position(self, provider: str, account: str) -> int | None:
        """Return how many transactions were read; nothing where no reading has begun."""
        ...

    async def advance(self, provider: str, account: str, position: int) -> None:
        """Remember the position, unless another reader is further already."""
        ...
