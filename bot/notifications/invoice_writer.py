from bot.notifications.invoice_text import invoice_text_of
from bot.ui.catalogues import Catalogues
from bot.ui.localizer import Localizer
from domain.payments.model import Payer
from domain.payments.provider_ports import InvoiceText
from domain.shared.money import Money
from domain.visit.model import Visit


class ChatInvoiceWriter:
    """Writes invoices in the client's own language, like all texts of the chat."""

    def __init__(self, catalogues: Catalogues) -> None:
        self._catalogues = catalogues

    def write(self, visit: Visit, amount: Money, payer: Payer) -> InvoiceText:
        """Return the text of the invoice of a visit."""
        localizer = Localizer(
            payer.language, payer.timezone, self._catalogues[payer.language], payer.region
        )
        return invoice_text_of(visit, amount, localizer)
