from typing import Protocol

from domain.payments.model import Payer
from domain.payments.provider_ports import InvoiceText
from domain.shared.money import Money
from domain.visit.model import Visit


class InvoiceWriter(Protocol):
    """Writes the texts of invoices; the chat implements it in the client's language."""

    def write(self, visit: Visit, amount: Money, payer: Payer) -> InvoiceText:
        """Return the texts on the invoice of a visit."""
        ...
