from dataclasses import dataclass, replace
from datetime import datetime

from domain.availability.find_alternatives import FindAlternatives
from domain.availability.plan_visit import PlanVisitAfresh
from domain.availability.ports import BusyCache
from domain.booking.claim_time import ClaimTime
from domain.booking.reschedule import at_old_prices, choice_of
from domain.checkout.request_refund import get_own_due
from domain.outbox.ports import Outbox
from domain.payments.errors import NothingToRefundError, PaymentNotFoundError
from domain.payments.model import Payment, PaymentState
from domain.payments.ports import PaymentGateway
from domain.payments.transitions import payment_transition
from domain.reminders.rewrite_reminders import RewriteReminders
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId, PaymentId
from domain.shared.master_days import MasterDay
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.errors import SlotTakenError
from domain.visit.messages import booking_made, card_refresh
from domain.visit.model import Actor, BookingStatus, Visit, master_days_of
from domain.visit.ports import BookingGateway, VisitGateway
from domain.visit.reasons import ProgramReason
from domain.visit.rules import can_take_other_time
from domain.visit.transitions import transition


@dataclass(frozen=True, slots=True)
class TakeOtherTime:
    """Have the visit at another time for money that came when its own was gone."""

    uow: UnitOfWork
    payments: PaymentGateway
    visits: VisitGateway
    bookings: BookingGateway
    plan_visit: PlanVisitAfresh
    claim_time: ClaimTime
    outbox: Outbox
    rewrite_reminders: RewriteReminders
    busy_cache: BusyCache
    find_alternatives: FindAlternatives
    clock: Clock

    async def execute(
        self, client: Identity, payment_id: PaymentId, start_at: datetime
    ) -> BookingId:
        """Return the booking that stands, at `start_at` now; its price stays.

        Raises:
            PaymentNotFoundError: there is no such payment, or it is somebody else's.
            NothingToRefundError: the money is on its way back, or stands for a visit.
            SlotTakenError: the time was taken in the meantime; carries alternatives.
            PolicyDenial, and what `PlanVisit` raises: it can no longer be booked.
        """
        visit = await self._get_late(client, payment_id)
        try:
            async with self.uow:
                touched = await self._seat(visit, client, payment_id, start_at)
                await self.uow.commit()
        except SlotTakenError:
            alternatives = await self.find_alternatives.execute(
                visit.location.id, choice_of(visit), start_at, visit.id
            )
            raise SlotTakenError(alternatives) from None
        await self.busy_cache.forget(touched)
        return visit.id

    async def _get_late(self, client: Identity, payment_id: PaymentId) -> Visit:
        async with self.uow:
            payment = await self.payments.get_payment(payment_id)
            if payment is None or payment.client_id != client.user_id:
                raise PaymentNotFoundError
            visit = await self.visits.get_visit(payment.booking_id)
        if visit is None or not can_take_other_time(visit, payment, self.clock.now()):
            raise NothingToRefundError
        return visit

    async def _seat(
        self, visit: Visit, client: Identity, payment_id: PaymentId, start_at: datetime
    ) -> set[MasterDay]:
        now = self.clock.now()
        plan = await self.plan_visit.execute(visit.location.id, choice_of(visit))
        claim = await self.claim_time.for_booking(visit.id, plan, start_at, client, now)
        # Masters' days are locked before rows; so the money may have gone back before.
        payment = await get_own_due(self.payments, self.visits, client, payment_id)
        if not payment.waits_for_answer(now):
            raise NothingToRefundError
        items = at_old_prices(claim.items, await self.bookings.get_items(visit.id))
        change = transition(
            visit.status,
            BookingStatus.CONFIRMED,
            at=now,
            actor=Actor(client.user_id, Role.CLIENT),
            reason=ProgramReason.OTHER_TIME_TAKEN,
        )
        await self.bookings.replace_items(visit.id, items, change)
        await self._keep_money(payment, now)
        return {*claim.freed, *master_days_of(items)}

    async def _keep_money(self, payment: Payment, now: datetime) -> None:
        change = payment_transition(payment.state, PaymentState.PAID, at=now)
        await self.payments.save(replace(payment, refund=None, refund_at=None), change)
        await self.outbox.add(
            [
                booking_made(payment.booking_id, now),
                card_refresh(payment.booking_id, payment.client_id, "reseated", now),
            ]
        )
        await self.rewrite_reminders.execute([payment.booking_id], now)
