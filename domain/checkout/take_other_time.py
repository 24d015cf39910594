from dataclasses import dataclass, replace
from datetime import datetime

from domain.availability.plan_visit import PlanVisitAfresh
from domain.booking.change_visit import ChangeVisit
from domain.booking.claim_time import ClaimTime
from domain.booking.occupy_time import OccupyTime
from domain.checkout.request_refund import get_own_due
from domain.outbox.ports import Outbox
from domain.payments.errors import NothingToRefundError, PaymentNotFoundError
from domain.payments.model import Payment, PaymentState
from domain.payments.ports import PaymentGateway
from domain.payments.transitions import payment_transition
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId, PaymentId
from domain.shared.master_days import MasterDay
from domain.shared.time import Clock
from domain.visit.messages import booking_made, card_refresh
from domain.visit.model import Actor, BookingStatus, Visit
from domain.visit.moves import same_again
from domain.visit.ports import VisitGateway
from domain.visit.reasons import ProgramReason
from domain.visit.rules import can_take_other_time
from domain.visit.transitions import transition


@dataclass(frozen=True, slots=True)
class TakeOtherTime:
    """Move a visit to another time: its payment came after its own time was taken."""

    occupy_time: OccupyTime
    payments: PaymentGateway
    visits: VisitGateway
    plan_visit: PlanVisitAfresh
    claim_time: ClaimTime
    change_visit: ChangeVisit
    outbox: Outbox
    clock: Clock

    async def execute(
        self, client: Identity, payment_id: PaymentId, start_at: datetime
    ) -> BookingId:
        """Book `start_at` and return the booking; its price stays.

        Raises:
            PaymentNotFoundError: there is no such payment, or it belongs to another client.
            NothingToRefundError: the refund has begun, or the payment is for an active visit.
            SlotTakenError: the time was taken in the meantime; carries alternatives.
            PolicyDenial, and what `PlanVisit` raises: it can no longer be booked.
        """
        async with self.occupy_time.attempt() as attempt:
            visit = await self._get_late(client, payment_id)
            attempt.wants(same_again(visit), start_at)
            attempt.touched = await self._move(visit, client, payment_id, start_at)
            return visit.id

    async def _get_late(self, client: Identity, payment_id: PaymentId) -> Visit:
        payment = await self.payments.get_payment(payment_id)
        if payment is None or payment.client_id != client.user_id:
            raise PaymentNotFoundError
        visit = await self.visits.get_visit(payment.booking_id)
        if visit is None or not can_take_other_time(visit, payment, self.clock.now()):
            raise NothingToRefundError
        return visit

    async def _move(
        self, visit: Visit, client: Identity, payment_id: PaymentId, start_at: datetime
    ) -> set[MasterDay]:
        now = self.clock.now()
        plan = await self.plan_visit.execute(same_again(visit))
        claim = await self.claim_time.for_booking(visit.id, plan, start_at, client, now)
        # Masters' days are locked before rows, so the refund may have begun meanwhile.
        payment = await get_own_due(self.payments, self.visits, client, payment_id)
        if not payment.waits_for_answer(now):
            raise NothingToRefundError
        change = transition(
            visit.status,
            BookingStatus.CONFIRMED,
            at=now,
            actor=Actor(client.user_id, Role.CLIENT),
            reason=ProgramReason.OTHER_TIME_TAKEN,
        )
        moved = await self.change_visit.move(visit, claim.items, change)
        await self._mark_paid(payment, now)
        return moved.touched | claim.freed

    async def _mark_paid(self, payment: Payment, now: datetime) -> None:
        change = payment_transition(payment.state, PaymentState.PAID, at=now)
        await self.payments.save(replace(payment, refund=None, refund_at=None), change)
        await self.outbox.add(
            [
                booking_made(payment.booking_id, now),
                card_refresh(payment.booking_id, payment.client_id, "reseated", now),
            ]
        )
