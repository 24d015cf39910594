import structlog

from domain.payments.model import Payment
from domain.shared.money import Money
from infra.payments.telegram_invoices import TelegramInvoices

log = structlog.get_logger(__name__)


<<<<<<< HEAD
class DemoProvider(TelegramInvoices):
    """For demonstrations: invoices with a test token; refunds, of any part, are only written down.
=======
class TestProvider(TelegramInvoices):
    """For demonstrations: invoices with a test token; full and partial refunds are only logged.
>>>>>>> p1

    No money moves.
    """

    name = "test"
    can_refund = True
    can_refund_part = True
<<<<<<< HEAD
=======
    __test__ = False  # not a test class for pytest
>>>>>>> p1

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
