"""A provider of payments in memory, as obedient or unwilling as a test wants it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from domain.payments.errors import (
    PaymentAmountError,
    PaymentFailedError,
    ProviderUnknownError,
    RefundImpossibleError,
)
from domain.payments.model import Charge, Payer, Payment
from domain.payments.provider_ports import (
    Invoice,
    InvoiceText,
    PaymentProvider,
    Transactions,
)
from domain.shared.destination import Destination
from domain.shared.ids import InvoiceRef
from domain.shared.money import Money
from domain.visit.model import Visit


@dataclass
class FakePaymentProvider:
    """Remembers what it was asked."""

    name: str = "till"
    account: str = "ours"
    takes_deposits: bool = True
    can_refund: bool = True
    can_refund_part: bool = True
    can_list: bool = True
    is_away: bool = False
    invoices: dict[int, Invoice] = field(default_factory=dict)
    withdrawn: list[int] = field(default_factory=list)
    refunds: list[tuple[str | None, int, Money]] = field(default_factory=list)
    transactions: list[Charge] = field(default_factory=list)
    _message_ids: Iterator[int] = field(default_factory=lambda: count(101))

    async def create_invoice(self, invoice: Invoice) -> InvoiceRef:
        self._ensure_there()
        message_id = next(self._message_ids)
        self.invoices[message_id] = invoice
        return InvoiceRef(message_id)

    async def withdraw_invoice(self, destination: Destination, invoice_ref: InvoiceRef) -> None:
        self._ensure_there()
        assert self.invoices[invoice_ref].destination == destination
        self.withdrawn.append(invoice_ref)

    async def verify_payment(self, payment: Payment, charge: Charge) -> None:
        amount = payment.amount
        if (charge.amount_minor, charge.currency) != (amount.amount_minor, amount.currency):
            raise PaymentAmountError

    async def refund(self, payment: Payment, payer_ref: int, amount: Money) -> None:
        self._ensure_there()
        if not self.can_refund or (amount < payment.amount and not self.can_refund_part):
            raise RefundImpossibleError
        self.refunds.append((payment.charge_ref, payer_ref, amount))

    async def list_transactions(self, offset: int, limit: int) -> Transactions:
        self._ensure_there()
        page = tuple(self.transactions[offset : offset + limit])
        return Transactions(page, len(page))

    def _ensure_there(self) -> None:
        if self.is_away:
            raise PaymentFailedError


class FakePaymentProviders:
    """One provider takes everything."""

    def __init__(self, till: FakePaymentProvider) -> None:
        self._till = till

    def for_currency(self, _currency: str) -> PaymentProvider:
        return self._till

    def named(self, name: str) -> PaymentProvider:
        if name != self._till.name:
            raise ProviderUnknownError(name)
        return self._till

    def listing(self) -> tuple[PaymentProvider, ...]:
        return (self._till,) if self._till.can_list else ()


class PlainWriter:
    """Writes invoices for people without words."""

    def write(self, visit: Visit, amount: Money, payer: Payer) -> InvoiceText:
        return InvoiceText(f"visit {visit.id}", payer.language, str(amount.amount_minor))
