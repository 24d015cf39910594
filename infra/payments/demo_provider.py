import structlog

from domain.payments.model import Payment
from domain.shared.money import Money
from infra.payments.telegram_invoices import TelegramInvoices

log = structlog.get_logger(__name__)


class TestProvider(TelegramInvoices):
    """For demonstrations: invoices with a test token; full and partial refunds are only logged.

    No money moves.
    """

    name = "test"
    can_refund = True
    can_refund_part = True
    __test__ = False  # not a test class for pytest

    async def refund(
        self,
        payment: Payment,
        payer_telegram_id: int,  # noqa: ARG002 - the port's
        amount: Money,
    ) -> None:
        """Log the refund."""
        log.info(
            "test_refund",
            payment_id=payment.id,
            amount_minor=amount.amount_minor,
            currency=amount.currency,
        )
