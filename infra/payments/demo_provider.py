import structlog

from domain.payments.model import Payment
from domain.shared.money import Money
from infra.payments.telegram_invoices import TelegramInvoices

log = structlog.get_logger(__name__)


class DemoProvider(TelegramInvoices):
    """For demonstrations: invoices with a test token; refunds, of any part, are only written down.

    No money moves.
    """

    name = "test"
    can_refund = True
    can_refund_part = True

    async def refund(
        self,
        payment: Payment,
        payer_ref: int,  # noqa: ARG002 - the port's
        amount: Money,
    ) -> None:
        """Log the refund."""
        log.info(
            "test_refund",
            payment_id=payment.id,
            amount_minor=amount.amount_minor,
            currency=amount.currency,
        )
