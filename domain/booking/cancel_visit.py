from dataclasses import dataclass, replace
from datetime import datetime

from domain.availability.ports import BusyCache
from domain.outbox.audit import Action
from domain.outbox.message import OutboxMessage
from domain.outbox.ports import Outbox
from domain.payments.model import PaymentState
from domain.payments.ports import PaymentGateway
from domain.payments.transitions import payment_transition
from domain.reminders.rewrite_reminders import RewriteReminders
from domain.schedule.model import PolicySet
from domain.schedule.ports import LocationProfileGateway
from domain.shared.denials import ensure
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId
from domain.shared.texts import cleaned
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.end_holds import EndHolds, given_up
from domain.visit.errors import RefundChangedError, VisitNotActiveError
from domain.visit.messages import booking_cancelled, to_client
from domain.visit.model import Actor, BookingStatus, Visit, master_days_of
from domain.visit.policies import locks_of, refund_on_cancel
from domain.visit.ports import BookingGateway, Hold, VisitGateway
from domain.visit.proposal_ports import ProposalGateway
from domain.visit.proposals import ProposalAnswer
from domain.visit.reasons import MAX_REASON_LENGTH
from domain.visit.rules import ensure_own, is_coming
from domain.visit.staff_changes import RecordStaffAction, acting, staff_can_change
from domain.visit.transitions import transition


@dataclass(frozen=True, slots=True)
class CancelVisit:
    """Let a client's coming visit go, or an admin for them; its time is free for others at once."""

    uow: UnitOfWork
    visits: VisitGateway
    bookings: BookingGateway
    payments: PaymentGateway
    profiles: LocationProfileGateway
    end_holds: EndHolds
    proposals: ProposalGateway
    outbox: Outbox
    rewrite_reminders: RewriteReminders
    record_staff_action: RecordStaffAction
    busy_cache: BusyCache
    clock: Clock

    async def execute(
        self,
        client: Identity,
        booking_id: BookingId,
        reason: str = "",
        *,
        seen_refund_minor: int = 0,
        admin: Identity | None = None,
    ) -> None:
        """Cancel the visit, and have sent back of what was paid what the policy says.

        `reason` is one of `CancelReason` or `StaffReason`, own words, or nothing. Who is offered
        another time, or told that we run late, may cancel whenever they like, and loses nothing.
        `seen_refund_minor` is what the client was told to get back, at least. Where an `admin`
        cancels, until the visit ends, all of it goes back and the client is told.

        Raises:
            RoleMissingError: who cancels for the client is no admin.
            VisitNotFoundError: there is none, or it is somebody else's.
            VisitNotActiveError: it is over or cancelled already.
            TooLateToCancelDenial: its lock window has begun.
            RefundChangedError: less would go back than the client was told.
        """
        now, actor = self.clock.now(), acting(client, admin)
        is_open = staff_can_change if admin else is_coming
        reason = cleaned(reason, in_one_line=True)[:MAX_REASON_LENGTH]
        async with self.uow:
            found = await self.visits.get_visit(booking_id, for_update=True)
            visit = ensure_own(found, client).as_of(now)
            if not is_open(visit, now):
                raise VisitNotActiveError
            items, refund = await self.bookings.get_items(booking_id), 0
            if visit.status is BookingStatus.PENDING:
                hold = Hold(visit.id, visit.client_id, False, frozenset(master_days_of(items)))
                await self.end_holds.execute([hold], given_up(actor, reason), now)
            else:
                refund = await self._cancel(visit, actor, reason, now)
                if refund < seen_refund_minor:
                    raise RefundChangedError
            await self.record_staff_action.execute(
                actor,
                Action.VISIT_CANCELLED,
                _told(visit, refund, now),
                before={"status": visit.status},
                after={"refund_minor": refund},
            )
            await self.uow.commit()
        await self.busy_cache.forget(master_days_of(items))

    async def _cancel(self, visit: Visit, actor: Actor, reason: str, now: datetime) -> int:
        """Return what goes back, in minor units."""
        policies = None if actor.role is Role.ADMIN else await self._get_policies(visit)
        ensure(locks_of(visit, now, policies).cancel)
        change = transition(
            visit.status,
            BookingStatus.CANCELLED,
            at=now,
            actor=actor,
            reason=reason,
        )
        await self.bookings.change_status([visit.id], change)
        await self.proposals.close(visit.id, ProposalAnswer.CANCELLED, now)
        refund = await self._have_sent_back(visit, policies, now)
        await self.outbox.add([booking_cancelled(visit.id, now)])
        await self.rewrite_reminders.execute([visit.id], now)
        return refund

    async def _get_policies(self, visit: Visit) -> PolicySet | None:
        """Return what holds for the cancel; a location that has closed down locks nobody in."""
        profile = await self.profiles.get_profile(visit.location.id)
        return profile.policies if profile else None

    async def _have_sent_back(self, visit: Visit, policies: PolicySet | None, now: datetime) -> int:
        """Keep the fee of a late cancel, owe the client the rest, and return it."""
        payment = await self.payments.find_of_booking(visit.id, for_update=True)
        if payment is None or payment.state is not PaymentState.PAID:
            return 0
        refund = refund_on_cancel(visit, payment.amount, now, policies)
        if refund.amount_minor:
            due = replace(payment, refund=refund, refund_at=now)
            change = payment_transition(payment.state, PaymentState.REFUND_DUE, at=now)
            await self.payments.save(due, change)
        return refund.amount_minor


def _told(visit: Visit, refund_minor: int, now: datetime) -> OutboxMessage:
    """Tell a client that the staff let the visit go, and what goes back."""
    message = to_client(booking_cancelled(visit.id, now), visit.client_id)
    return replace(message, facts={"refund_minor": refund_minor})
