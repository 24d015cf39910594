from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from domain.availability.plan_visit import PlanVisitAfresh
from domain.booking.claim_time import Claim, ClaimTime
from domain.checkout.messages import goes_back, late_offer
from domain.outbox.ports import Outbox
from domain.payments.model import Charge, Outcome, Payment, PaymentState
from domain.payments.ports import NewPayment, PaymentGateway
from domain.payments.transitions import payment_transition
from domain.reminders.rewrite_reminders import RewriteReminders
from domain.shared.errors import DomainError, RetryableError
from domain.shared.identity import Role
from domain.shared.master_days import MasterDay
from domain.visit.end_holds import EndHolds, paid_too_late
from domain.visit.messages import booking_made, card_refresh
from domain.visit.model import OCCUPYING, Actor, BookingStatus, Transition, Visit, master_days_of
from domain.visit.moves import at_old_prices, same_again
from domain.visit.ports import BookingGateway, Hold, VisitGateway
from domain.visit.reasons import ProgramReason
from domain.visit.transitions import transition

TIME_TO_ANSWER = timedelta(hours=1)
"""How long a client can choose another time before the payment is refunded."""


@dataclass(frozen=True, slots=True)
class Applied:
    """The outcome of a charge, and the master-days whose busy time it changed."""

    outcome: Outcome
    touched: frozenset[MasterDay] = frozenset()


@dataclass(frozen=True, slots=True)
class ApplyPayment:
    """Confirm the paid visit; if it is not active, schedule a refund.

    Runs inside the caller's transaction; the charge must belong to the payment.
    """

    payments: PaymentGateway
    visits: VisitGateway
    bookings: BookingGateway
    plan_visit: PlanVisitAfresh
    claim_time: ClaimTime
    end_holds: EndHolds
    outbox: Outbox
    rewrite_reminders: RewriteReminders

    async def execute(self, charge: Charge, payment: Payment, now: datetime) -> Applied:
        """Apply the charge.

        Raises:
            RetryableError: the booking was changed concurrently; nothing was written.
        """
        seen = await self._get_visit(payment)
        claim = await self._reclaim_time(seen, payment, now)
        visit = await self._get_visit(payment, for_update=True)
        if visit.status is not seen.status:
            raise RetryableError
        touched = await self._expire_hold_of_begun(visit, now)
        payment = await self.payments.get_payment(payment.id, for_update=True) or payment
        if payment.paid_at is not None:
            return await self._schedule_second_refund(charge, payment, now)
        charged = replace(
            payment,
            paid_at=now,
            charge_ref=charge.charge_ref,
            provider_charge_id=charge.provider_charge_id,
        )
        if claim is not None:
            return await self._confirm_late(visit, charged, claim, now)
        if touched or visit.status is BookingStatus.EXPIRED:
            return await self._offer(charged, touched, now)
        if visit.status in OCCUPYING:
            return await self._confirm(visit, charged, now)
        return await self._schedule_refund(charged, now)

    async def _get_visit(self, payment: Payment, *, for_update: bool = False) -> Visit:
        visit = await self.visits.get_visit(payment.booking_id, for_update=for_update)
        if visit is None:
            raise LookupError(f"payment {payment.id} is for no booking")
        return visit

    async def _reclaim_time(self, visit: Visit, payment: Payment, now: datetime) -> Claim | None:
        """Claim the expired time of the visit; return `None` if it is taken."""
        if visit.status is not BookingStatus.EXPIRED or payment.paid_at is not None:
            return None
        try:
            plan = await self.plan_visit.execute(same_again(visit))
            return await self.claim_time.as_agreed(
                visit.id, plan, visit.starts_at, payment.created_at or now, now
            )
        except RetryableError:
            raise
        except DomainError:  # for whatever reason, the time is not available
            return None

    async def _expire_hold_of_begun(self, visit: Visit, now: datetime) -> frozenset[MasterDay]:
        """Expire a hold that ran out and whose visit time has begun: it cannot be used any more."""
        is_held = visit.status is BookingStatus.PENDING
        has_run_out = is_held and visit.as_of(now).status is BookingStatus.EXPIRED
        if not has_run_out or visit.starts_at > now:
            return frozenset()
        days = frozenset(master_days_of(await self.bookings.get_items(visit.id)))
        hold = Hold(visit.id, visit.client_id, True, days)
        await self.end_holds.execute([hold], paid_too_late(visit.client_id), now)
        return days

    async def _confirm(self, visit: Visit, payment: Payment, now: datetime) -> Applied:
        if visit.status is BookingStatus.PENDING:
            await self.bookings.change_status([visit.id], _confirmation(visit, now))
        await self._write_paid(payment, now)
        items = await self.bookings.get_items(visit.id)  # cached elsewhere as a hold that expires
        return Applied(Outcome.CONFIRMED, frozenset(master_days_of(items)))

    async def _confirm_late(
        self, visit: Visit, payment: Payment, claim: Claim, now: datetime
    ) -> Applied:
        """Book the visit's old time again, possibly in another lane; the prices stay."""
        old = await self.bookings.get_items(visit.id)
        items = at_old_prices(claim.items, old)
        await self.bookings.replace_items(visit.id, items, _confirmation(visit, now))
        await self._write_paid(payment, now)
        return Applied(Outcome.CONFIRMED, claim.freed | master_days_of(items))

    async def _write_paid(self, payment: Payment, now: datetime) -> None:
        change = payment_transition(payment.state, PaymentState.PAID, at=now)
        await self.payments.save(payment, change)
        booking_id, client_id = payment.booking_id, payment.client_id
        await self.outbox.add(
            [
                booking_made(booking_id, now),
                card_refresh(booking_id, client_id, "confirmed", now),
            ]
        )
        await self.rewrite_reminders.execute([booking_id], now)

    async def _offer(
        self, payment: Payment, touched: frozenset[MasterDay], now: datetime
    ) -> Applied:
        """Offer the client another time or a refund; the refund waits an hour for the answer."""
        refund_at = now + TIME_TO_ANSWER
        await self._write_refund_due(payment, Outcome.OFFERED, refund_at, now)
        await self.outbox.add([late_offer(payment, refund_at, now)])
        return Applied(Outcome.OFFERED, touched)

    async def _schedule_refund(self, payment: Payment, now: datetime) -> Applied:
        await self._write_refund_due(payment, Outcome.CANCELLED, now, now)
        await self.outbox.add([goes_back(payment, Outcome.CANCELLED, now)])
        return Applied(Outcome.CANCELLED)

    async def _write_refund_due(
        self, payment: Payment, outcome: Outcome, refund_at: datetime, now: datetime
    ) -> None:
        due = replace(payment, refund=payment.amount, refund_at=refund_at)
        change = payment_transition(payment.state, PaymentState.REFUND_DUE, at=now, reason=outcome)
        await self.payments.save(due, change)

    async def _schedule_second_refund(
        self, charge: Charge, payment: Payment, now: datetime
    ) -> Applied:
        """Store a second charge as a separate payment, so that it is refunded separately."""
        outcome = Outcome.PAID_TWICE
        second = NewPayment(
            payment.booking_id,
            payment.client_id,
            payment.provider,
            payment.amount,
            uuid4(),
            charge,
            refund_at=now,
        )
        first = payment_transition(None, PaymentState.REFUND_DUE, at=now, reason=outcome)
        second_id = await self.payments.add(second, first)
        await self.outbox.add([goes_back(replace(payment, id=second_id), outcome, now)])
        return Applied(outcome)


def _confirmation(visit: Visit, now: datetime) -> Transition:
    actor = Actor(visit.client_id, Role.CLIENT)
    return transition(
        visit.status, BookingStatus.CONFIRMED, at=now, actor=actor, reason=ProgramReason.PAID
    )
