# ruff: noqa: ARG002 - the parameters are the port's
from domain.payments.errors import PaymentFailedError, PaymentUnknownError, RefundImpossibleError
from domain.payments.model import Charge, Payment
from domain.payments.provider_ports import Invoice, Transactions
from domain.shared.destination import Destination
from domain.shared.ids import InvoiceRef
from domain.shared.money import Money


class RefusingProvider:
    """Base class of providers: supports nothing; subclasses override what they support."""

    account = ""
    takes_deposits = False
    can_refund = False
    can_refund_part = False
    can_list = False

    def takes(self, amount: Money) -> bool:
        """Return whether clients can pay in advance at all."""
        return self.takes_deposits

    async def create_invoice(self, invoice: Invoice) -> InvoiceRef:
        """Raise `PaymentFailedError`."""
        raise PaymentFailedError

    async def withdraw_invoice(self, destination: Destination, invoice_ref: InvoiceRef) -> None:
        """Do nothing: there are no invoices."""

    async def verify_payment(self, payment: Payment, charge: Charge) -> None:
        """Raise `PaymentUnknownError`."""
        raise PaymentUnknownError

    async def refund(self, payment: Payment, payer_ref: int, amount: Money) -> None:
        """Refuse."""
        raise RefundImpossibleError

    async def list_transactions(self, offset: int, limit: int) -> Transactions:
        """Raise `PaymentFailedError`."""
        raise PaymentFailedError
