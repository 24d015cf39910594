# ruff: noqa: ARG002 - the parameters are the port's
from domain.payments.errors import PaymentFailedError, PaymentUnknownError, RefundImpossibleError
from domain.payments.model import Charge, Payment
from domain.payments.provider_ports import Invoice, Transactions
from domain.shared.destination import Destination
from domain.shared.ids import InvoiceRef
from domain.shared.money import Money


class RefusingProvider:
    """A provider that can do nothing: each kind of provider says what it can, on top of this."""

    account = ""
    takes_deposits = False
    can_refund = False
    can_refund_part = False
    can_list = False

    async def create_invoice(self, invoice: Invoice) -> InvoiceRef:
        """Refuse."""
        raise PaymentFailedError

    async def withdraw_invoice(self, destination: Destination, invoice_ref: InvoiceRef) -> None:
        """Do nothing: there are no invoices."""

    async def verify_payment(self, payment: Payment, charge: Charge) -> None:
        """Refuse."""
        raise PaymentUnknownError

    async def refund(self, payment: Payment, payer_ref: int, amount: Money) -> None:
        """Refuse."""
        raise RefundImpossibleError

    async def list_transactions(self, offset: int, limit: int) -> Transactions:
        """Refuse."""
        raise PaymentFailedError
