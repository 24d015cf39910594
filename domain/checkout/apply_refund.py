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
    """Write down that money went back, by us or at the provider.

    Only a whole payment goes back, or the part that is due; any other part is for a person to
    see to. A visit that stands goes on standing: who sent its money back by hand knows why. Runs
    inside the caller's transaction.
    """

    charges: ChargeGateway
    payments: PaymentGateway
    visits: VisitGateway
    outbox: Outbox

    async def execute(self, charge: Charge, now: datetime) -> Outcome:
        """Apply the charge.

        Raises:
            RetryableError: the money came, but that is not settled yet.
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
        """Write that so much of a payment went back; once, whoever says so and how often."""
        visit = await self.visits.get_visit(payment.booking_id, for_update=True)
        locked = await self.payments.get_payment(payment.id, for_update=True)
        if visit is None or locked is None or locked.state is PaymentState.REFUNDED:
            return Outcome.KNOWN
        change = payment_transition(locked.state, PaymentState.REFUNDED, at=now, reason=reason)
        gone = replace(locked, refund=amount, refund_at=None, refunded_at=now)
        await self.payments.save(gone, change)
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
        return Outcome.KNOWN  # the admins were asked about that money, and sent it back


def _sum_of(charge: Charge, payment: Payment) -> Money | None:
    """Return the whole payment, or the part that is due, if that is what went back."""
    for amount in (payment.amount, payment.refund):
        if amount and (amount.amount_minor, amount.currency) == (
            charge.amount_minor,
            charge.currency,
        ):
            return amount
    return None
