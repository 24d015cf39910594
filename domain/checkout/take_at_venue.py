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
    """Record what a client pays at the venue, or undo a mistaken record.

    Runs inside the caller's transaction.
    """

    payments: PaymentGateway

    async def execute(self, visit: Visit, paid_by: PaidBy | None, now: datetime) -> None:
        """Record the amount that was left to pay, unless it is zero.

        Raises:
            MoneyLeftError: an amount was left and `paid_by` is missing.
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
        """Mark the payment as never taken; the staff handle the money itself."""
        payment = await self.payments.find_at_venue(visit.id, for_update=True)
        if payment is None:
            return
        change = payment_transition(
            payment.state, PaymentState.REFUNDED, at=now, reason="marked by mistake"
        )
        await self.payments.save(replace(payment, refund=payment.amount, refunded_at=now), change)
