"""Whoever takes money and tells of it, and how clients are asked for it."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from domain.payments.model import Charge, Payment
from domain.shared.destination import Destination
from domain.shared.ids import InvoiceRef
from domain.shared.money import Money


@dataclass(frozen=True, slots=True)
class InvoiceWords:
    """What the client reads on an invoice, in their own language."""

    title: str
    description: str
    label: str


@dataclass(frozen=True, slots=True)
class Invoice:
    """A request for money: one sum, to one client, under the payment's payload."""

    destination: Destination
    payload: UUID
    amount: Money
    words: InvoiceWords


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
    def account(self) -> str:
        """Whose list of transactions it is; empty where there is none."""
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
        """Ask the client for money; a destination that it cannot send to is a failure."""
        ...

    async def withdraw_invoice(self, destination: Destination, invoice_ref: InvoiceRef) -> None:
        """Take an invoice away, so that nobody pays it; one that is gone already is fine."""
        ...

    async def verify_payment(self, payment: Payment, charge: Charge) -> None:
        """Ensure that a charge is what the payment asked for.

        Raises:
            PaymentUnknownError: it belongs to another payment.
            PaymentAmountError: the amount or the currency differ.
        """
        ...

    async def refund(self, payment: Payment, payer_ref: int, amount: Money) -> None:
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
