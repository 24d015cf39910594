from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.booking.model import Visit
from domain.payments.model import Charge, ChargeKind, KeptCharge, Outcome, Payer, Payment
from domain.payments.transitions import PaymentTransition
from domain.shared.ids import BookingId, ChargeId, PaymentId, UserId
from domain.shared.money import Money


@dataclass(frozen=True, slots=True)
class NewPayment:
    """A payment that is about to be written; its state is that of its first transition.

    Money that came without being asked for has its `charge`, and goes back at `refund_at`.
    """

    booking_id: BookingId
    client_id: UserId
    provider: str
    amount: Money
    payload: UUID
    charge: Charge | None = None
    refund_at: datetime | None = None


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
        """Return the payment that Telegram knows under this payload."""
        ...

    async def find_by_charge(self, telegram_charge_id: str) -> Payment | None:
        """Return the payment that this charge paid."""
        ...

    async def find_of_booking(
        self, booking_id: BookingId, *, for_update: bool = False
    ) -> Payment | None:
        """Return the payment that says most of where the booking's money stands.

        That is the paid one, else the awaited one, else the first whose money goes back.
        """
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

    async def claim_refunds(
        self, now: datetime, try_again_at: datetime, limit: int
    ) -> tuple[Payment, ...]:
        """Return payments whose money is to go back now; nobody else tries before the moment."""
        ...

    async def get_payer(self, client_id: UserId) -> Payer:
        """Return whom to ask for money, or to send it back to."""
        ...


class ChargeGateway(Protocol):
    """Keeps what was said of money that moved, until it is settled; never commits."""

    async def keep(self, charges: Sequence[Charge], received_at: datetime) -> int:
        """Write the charges and return how many are new; a known one stays as it is."""
        ...

    async def claim(self, max_attempts: int, tried: Collection[ChargeId]) -> KeptCharge | None:
        """Count an attempt of the waiting charge that had fewest, and return it.

        Left out are those that were `tried`, that had `max_attempts`, and that somebody else
        claims at this moment.
        """
        ...

    async def get(self, kind: ChargeKind, telegram_charge_id: str) -> KeptCharge | None:
        """Return a charge."""
        ...

    async def lock(self, kind: ChargeKind, telegram_charge_id: str) -> KeptCharge | None:
        """Return a charge; others who settle it wait."""
        ...

    async def lock_stuck(self, max_attempts: int) -> tuple[KeptCharge, ...]:
        """Return, locked, charges that had that many attempts and wait still."""
        ...

    async def settle(self, charge_id: ChargeId, outcome: Outcome, settled_at: datetime) -> None:
        """Write what became of a charge."""
        ...


class ReconcileCursors(Protocol):
    """How far each provider's list of transactions has been read; never commits."""

    async def get_position(self, provider: str) -> int:
        """Return how many transactions were read."""
        ...

    async def advance(self, provider: str, position: int) -> None:
        """Remember the position, unless another reader is further already."""
        ...


@dataclass(frozen=True, slots=True)
class InvoiceWords:
    """What the client reads on an invoice, in their own language."""

    title: str
    description: str
    label: str


class InvoiceWriter(Protocol):
    """Finds the words of invoices; the chat does, which knows the client's language."""

    def write(self, visit: Visit, amount: Money, payer: Payer) -> InvoiceWords:
        """Return what the client reads on the invoice of a visit."""
        ...


@dataclass(frozen=True, slots=True)
class Invoice:
    """A request for money: one sum, to one private chat, under the payment's payload."""

    chat_telegram_id: int
    payload: UUID
    amount: Money
    words: InvoiceWords


@dataclass(frozen=True, slots=True)
class InvoiceRef:
    """Where an invoice can be found again: the message that shows it."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Transactions:
    """A page of a provider's list: `count` are listed on it, `charges` are those of clients."""

    charges: tuple[Charge, ...]
    count: int


class PaymentProvider(Protocol):
    """Whoever takes the money, and tells of it. Spoken to outside of transactions.

    Whatever it does not do or cannot be asked, it raises as `PaymentFailedError`: the same
    may be tried again.
    """

    @property
    def name(self) -> str:
        """The name under which payments remember it; never changed once used."""
        ...

    @property
    def takes_deposits(self) -> bool:
        """Whether money can be paid in advance; otherwise it is all paid at the venue."""
        ...

    @property
    def can_refund(self) -> bool:
        """Whether it sends money back when asked; otherwise an admin does, by hand."""
        ...

    @property
    def can_refund_part(self) -> bool:
        """Whether it can send back less than was paid."""
        ...

    @property
    def can_list(self) -> bool:
        """Whether it can be asked what was paid and sent back."""
        ...

    async def create_invoice(self, invoice: Invoice) -> InvoiceRef:
        """Ask the client for money."""
        ...

    async def withdraw_invoice(self, chat_telegram_id: int, message_id: int) -> None:
        """Take an invoice away, so that nobody pays it; one that is gone already is fine."""
        ...

    async def verify_payment(self, payment: Payment, charge: Charge) -> None:
        """Ensure that a charge is what the payment asked for.

        Raises:
            PaymentUnknownError: it belongs to another payment.
            PaymentAmountError: the amount or the currency differ.
        """
        ...

    async def refund(self, payment: Payment, payer_telegram_id: int, amount: Money) -> None:
        """Send money back; what went back before counts as done.

        Raises:
            RefundImpossibleError: it cannot, or not this part of it.
        """
        ...

    async def list_transactions(self, offset: int, limit: int) -> Transactions:
        """Return what happened, oldest first, from the `offset`-th on."""
        ...


class PaymentProviders(Protocol):
    """The providers that are set up."""

    def for_currency(self, currency: str) -> PaymentProvider:
        """Return who takes new payments in the currency."""
        ...

    def named(self, name: str) -> PaymentProvider:
        """Return the provider under which a payment was made; it may take no new ones.

        Raises:
            ProviderUnknownError: there is none of this name.
        """
        ...

    def listing(self) -> tuple[PaymentProvider, ...]:
        """Return those that can be asked for their transactions."""
        ...
