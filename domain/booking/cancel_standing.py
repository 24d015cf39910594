from dataclasses import dataclass, replace
from datetime import datetime

from domain.booking.change_visit import ChangeVisit
from domain.outbox.ports import Outbox
from domain.payments.model import PaymentState
from domain.payments.ports import PaymentGateway
from domain.payments.transitions import payment_transition
from domain.schedule.model import PolicySet
from domain.schedule.ports import LocationProfileGateway
from domain.shared.denials import ensure
from domain.shared.identity import Role
from domain.visit.messages import booking_cancelled
from domain.visit.model import Actor, BookingStatus, Visit
from domain.visit.policies import locks_of, refund_on_cancel
from domain.visit.transitions import transition


@dataclass(frozen=True, slots=True)
class CancelStanding:
    """Cancel an active visit, and mark the refund by the policy as due.

    Runs inside the caller's transaction.
    """

    profiles: LocationProfileGateway
    payments: PaymentGateway
    change_visit: ChangeVisit
    outbox: Outbox

    async def execute(self, visit: Visit, actor: Actor, reason: str, now: datetime) -> int:
        """Return the refund, in minor units.

        Raises:
            TooLateToCancelDenial: the actor is a client, and the lock window has begun.
        """
        policies = None if actor.role is Role.ADMIN else await self._get_policies(visit)
        ensure(locks_of(visit, now, policies).cancel)
        change = transition(
            visit.status,
            BookingStatus.CANCELLED,
            at=now,
            actor=actor,
            reason=reason,
        )
        await self.change_visit.cancel(visit, change)
        refund = await self._mark_refund_due(visit, policies, now)
        await self.outbox.add([booking_cancelled(visit.id, now)])
        return refund

    async def _get_policies(self, visit: Visit) -> PolicySet | None:
        """Return the policies for the cancel; a closed location has none, so no lock window."""
        profile = await self.profiles.get_profile(visit.location.id)
        return profile.policies if profile else None

    async def _mark_refund_due(
        self, visit: Visit, policies: PolicySet | None, now: datetime
    ) -> int:
        """Mark the payment minus the fee of a late cancel as due; return that refund."""
        payment = await self.payments.find_of_booking(visit.id, for_update=True)
        if payment is None or payment.state is not PaymentState.PAID:
            return 0
        refund = refund_on_cancel(visit, payment.amount, now, policies)
        if refund.amount_minor:
            due = replace(payment, refund=refund, refund_at=now)
            change = payment_transition(payment.state, PaymentState.REFUND_DUE, at=now)
            await self.payments.save(due, change)
        return refund.amount_minor
