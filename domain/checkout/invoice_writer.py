from typing import Protocol

from domain.payments.model import Payer
from domain.payments.provider_ports import InvoiceWords
from domain.shared.money import Money
from domain.visit.model import Visit


class InvoiceWriter(Protocol):
    """Finds the words of invoices; the chat does, which knows the client's language."""

    def write(self, visit: Visit, amount: Money, payer: Payer) -> InvoiceWords:
        """Return what the client reads on the invoice of a visit."""
        ...
