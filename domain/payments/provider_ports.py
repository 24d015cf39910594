"""Payment providers, and the invoices that they send to clients."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from domain.payments.model import Charge, Payment
from domain.shared.destination import Destination
from domain.shared.ids import InvoiceRef
from domain.shared.money import Money


@dataclass(frozen=True, slots=True)
class InvoiceText:
    """The texts of an invoice, in the client's language."""

    title: str
    description: str
    label: str


@dataclass(frozen=True, slots=True)
class Invoice:
    """A request to one client for one sum, with the payment's payload."""

    destination: Destination
    payload: UUID
    amount: Money
    words: InvoiceText


@dataclass(frozen=True, slots=True)
class Transactions:
    """A page of a provider's list: `count` entries, of which `charges` are those of clients."""

    charges: tuple[Charge, ...]
    count: int


class PaymentProvider(Protocol):
    """Takes payments and reports them. It is called outside transactions.

    It raises `PaymentFailedError` if a request fails or the provider cannot be reached; the
    same request may be retried.
    """

    @property
    def name(self) -> str:
        """The name that payments store; it never changes once used."""
        ...

    @property
    def account(self) -> str:
        """The account that owns the list of transactions; empty if there is none."""
        ...

    @property
    def takes_deposits(self) -> bool:
        """Whether clients can pay in advance; otherwise they pay all at the venue."""
        ...

    @property
    def can_refund(self) -> bool:
        """Whether it sends refunds; otherwise an admin does so by hand."""
        ...

    @property
    def can_refund_part(self) -> bool:
        """Whether it can send partial refunds."""
        ...

    @property
    def can_list(self) -> bool:
        """Whether it can list payments and refunds."""
        ...

    async def create_invoice(self, invoice: Invoice) -> InvoiceRef:
        """Send an invoice to the client; an unsupported destination is a failure."""
        ...

    async def withdraw_invoice(self, destination: Destination, invoice_ref: InvoiceRef) -> None:
        """Withdraw an invoice so that it cannot be paid; a missing one is no error."""
        ...

    async def verify_payment(self, payment: Payment, charge: Charge) -> None:
        """Ensure that a charge matches the payment.

        Raises:
            PaymentUnknownError: it belongs to another payment.
            PaymentAmountError: the amount or the currency differ.
        """
        ...

    async def refund(self, payment: Payment, payer_ref: int, amount: Money) -> None:
        """Send a refund; one that was already sent counts as done.

        Raises:
            RefundImpossibleError: the provider cannot refund it, or not this part of it.
        """
        ...

    async def list_transactions(self, offset: int, limit: int) -> Transactions:
        """Return what happened, oldest first, from the `offset`-th on."""
        ...


class PaymentProviders(Protocol):
    """The configured providers."""

    def for_currency(self, currency: str) -> PaymentProvider:
        """Return the provider for new payments in the currency."""
        ...

    def named(self, name: str) -> PaymentProvider:
        """Return the provider under which a payment was made; it may take no new ones.

        Raises:
            ProviderUnknownError: no provider has this name.
        """
        ...

    def listing(self) -> tuple[PaymentProvider, ...]:
        """Return the providers that can list their transactions."""
        ...
