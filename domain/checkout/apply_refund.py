from dataclasses import dataclass, replace
from datetime import datetime

from domain.checkout.messages import refunded, refunded_of_standing_visit
from domain.outbox.ports import Outbox
from domain.payments.model import Charge, ChargeKind, Outcome, Payment, PaymentState
from domain.payments.ports import ChargeGateway, PaymentGateway
from domain.payments.transitions import payment_transition
from domain.shared.errors import RetryableError
from domain.shared.money import Money
from domain.visit.model import OCCUPYING
from domain.visit.ports import VisitGateway


@dataclass(frozen=True, slots=True)
class ApplyRefund:
    """Record a refund, sent by us or at the provider.

    Only a refund of the whole payment, or of the part that is due, is applied; any other part
    needs a person. An active visit stays active: an admin refunded it by hand on purpose. Runs
    inside the caller's transaction.
    """

    charges: ChargeGateway
    payments: PaymentGateway
    visits: VisitGateway
    outbox: Outbox

    async def execute(self, charge: Charge, now: datetime) -> Outcome:
        """Apply the charge.

        Raises:
            RetryableError: the payment's own charge is not settled yet.
        """
        payment = await self.payments.find_by_charge(charge.charge_ref)
        if payment is None:
            return await self._of_no_payment(charge)
        if payment.state is PaymentState.REFUNDED:
            return Outcome.KNOWN
        amount = _sum_of(charge, payment)
        if amount is None:
            return Outcome.WRONG_AMOUNT
        return await self.of_payment(payment, amount, now, "told by the provider")

    async def of_payment(
        self, payment: Payment, amount: Money, now: datetime, reason: str
    ) -> Outcome:
        """Record a refund of this amount once, however often it is reported."""
        visit = await self.visits.get_visit(payment.booking_id, for_update=True)
        locked = await self.payments.get_payment(payment.id, for_update=True)
        if visit is None or locked is None or locked.state is PaymentState.REFUNDED:
            return Outcome.KNOWN
        change = payment_transition(locked.state, PaymentState.REFUNDED, at=now, reason=reason)
        refunded_payment = replace(locked, refund=amount, refund_at=None, refunded_at=now)
        await self.payments.save(refunded_payment, change)
        messages = [refunded(payment, amount, now)]
        if locked.state is PaymentState.PAID and visit.status in OCCUPYING:
            messages.append(refunded_of_standing_visit(payment, amount, visit, now))
        await self.outbox.add(messages)
        return Outcome.REFUNDED

    async def _of_no_payment(self, charge: Charge) -> Outcome:
        paid = await self.charges.get(ChargeKind.PAID, charge.charge_ref)
        if paid is None:
            return Outcome.UNKNOWN_PAYMENT
        if paid.outcome is None:
            raise RetryableError
        return Outcome.KNOWN  # the admins were asked about it and refunded it


def _sum_of(charge: Charge, payment: Payment) -> Money | None:
    """Return the refunded sum if it is the whole payment or the part that is due."""
    for amount in (payment.amount, payment.refund):
        if amount and (amount.amount_minor, amount.currency) == (
            charge.amount_minor,
            charge.currency,
        ):
            return amount
    return None
