from dataclasses import dataclass
from datetime import datetime

from domain.payments.model import Payment
from domain.payments.ports import PaymentGateway
from domain.schedule.model import LocationProfile, PolicySet
from domain.schedule.ports import LocationProfileCache
from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from domain.shared.money import Money
from domain.visit.model import BookingStatus, Visit
from domain.visit.policies import (
    Locks,
    TooLateToCancelDenial,
    TooLateToMoveDenial,
    locks_of,
    refund_on_cancel,
)
from domain.visit.ports import VisitGateway
from domain.visit.proposal_ports import ProposalGateway
from domain.visit.proposals import Proposal
from domain.visit.rules import can_take_other_time, ensure_own, is_coming


@dataclass(frozen=True, slots=True)
class VisitCard:
    """A visit with its payment and the actions that its client can still take.

    `payment` is the most relevant one. `refund_on_cancel` is the refund if the client cancels
    now; `None` if nothing was paid.
    """

    visit: Visit
    is_coming: bool
    move_denial: TooLateToMoveDenial | None = None
    cancel_denial: TooLateToCancelDenial | None = None
    payment: Payment | None = None
    refund_on_cancel: Money | None = None
    can_take_other_time: bool = False  # a late payment waits for another time
    proposal: Proposal | None = None  # an open proposal of another time

    @property
    def is_held(self) -> bool:
        """Whether the time is held until `visit.hold_expires_at`, awaiting payment."""
        return self.visit.status is BookingStatus.PENDING

    @property
    def locks(self) -> Locks:
        """What the client can no longer do."""
        return Locks(self.move_denial, self.cancel_denial)


@dataclass(frozen=True, slots=True)
class ReadVisitCard:
    """Read the client's view of a visit, inside the caller's transaction."""

    visits: VisitGateway
    payments: PaymentGateway
    proposals: ProposalGateway
    profiles: LocationProfileCache

    async def execute(
        self,
        client: Identity,
        booking_id: BookingId,
        now: datetime,
        profile: LocationProfile | None = None,
    ) -> VisitCard:
        """Return the card at this moment; pass the location's `profile` if it is already loaded.

        Raises:
            VisitNotFoundError: there is no such visit, or it belongs to another client.
        """
        visit = ensure_own(await self.visits.get_visit(booking_id), client).as_of(now)
        profile = profile or await self.profiles.get_profile(visit.location.id)
        payment = await self.payments.find_of_booking(booking_id) if visit.deposit else None
        is_offered = visit.status is BookingStatus.RESCHEDULE_PROPOSED
        proposal = await self.proposals.get_open(visit.id) if is_offered else None
        # A closed location has no policies, but its visits can still be read.
        policies = profile.policies if profile else None
        locks = locks_of(visit, now, policies)
        is_held = visit.status is BookingStatus.PENDING
        return VisitCard(
            visit,
            is_coming(visit, now),
            move_denial=locks.move,
            cancel_denial=None if is_held else locks.cancel,
            payment=payment,
            refund_on_cancel=_refund_on_cancel(visit, now, policies),
            can_take_other_time=can_take_other_time(visit, payment, now),
            proposal=proposal,
        )


def _refund_on_cancel(visit: Visit, now: datetime, policies: PolicySet | None) -> Money | None:
    if visit.paid is None or not is_coming(visit, now):
        return None
    return refund_on_cancel(visit, visit.paid, now, policies)
