from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from domain.payments.model import PaidBy, PaymentState
from domain.payments.ports import NewPayment, PaymentGateway
from domain.payments.transitions import payment_transition
from domain.visit.model import Visit
from domain.visit.venue import AT_VENUE, MoneyLeftError, left_to_pay


@dataclass(frozen=True, slots=True)
class TakeAtVenue:
    """Write down what a client pays at the venue, or that this was written by mistake.

    Runs inside the caller's transaction.
    """

    payments: PaymentGateway

    async def execute(self, visit: Visit, paid_by: PaidBy | None, now: datetime) -> None:
        """Write down what was left to pay; where that is nothing, there is nothing to write.

        Raises:
            MoneyLeftError: something was, and it is not told how it was paid.
        """
        left = left_to_pay(visit)
        if not left.amount_minor:
            return
        if paid_by is None:
            raise MoneyLeftError
        payment = NewPayment(visit.id, visit.client_id, AT_VENUE, left, uuid4(), paid_by=paid_by)
        paid = payment_transition(None, PaymentState.PAID, at=now, reason=paid_by)
        await self.payments.add(payment, paid)

    async def undo(self, visit: Visit, now: datetime) -> None:
        """Count it as never taken; where it lies, the staff know."""
        payment = await self.payments.find_at_venue(visit.id, for_update=True)
        if payment is None:
            return
        change = payment_transition(
            payment.state, PaymentState.REFUNDED, at=now, reason="marked by mistake"
        )
        await self.payments.save(replace(payment, refund=payment.amount, refunded_at=now), change)
