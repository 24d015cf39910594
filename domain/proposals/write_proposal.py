from dataclasses import dataclass, replace
from datetime import datetime

from domain.availability.model import ServiceChoice, VisitWish
from domain.availability.plan_visit import PlanVisitAfresh
from domain.booking.claim_time import ClaimTime
from domain.outbox.ports import Outbox
from domain.proposals import messages
from domain.reminders.rewrite_reminders import RewriteReminders
from domain.schedule.model import LocationProfile
from domain.shared.errors import RetryableError
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId
from domain.shared.master_days import MasterDay
from domain.visit.model import Actor, BookingStatus, Transition, Visit
from domain.visit.moves import same_again
from domain.visit.ports import BookingGateway, VisitGateway
from domain.visit.proposal_ports import ProposalGateway
from domain.visit.proposals import NewProposal, expires_at
from domain.visit.reasons import offered
from domain.visit.transitions import transition


@dataclass(frozen=True, slots=True)
class ProposeTimeRequest:
    """Another start offered by the staff; services stay, and masters where possible.

    `is_displaced`: a master of the visit is absent at the old time.
    """

    staff: Identity
    booking_id: BookingId
    start_at: datetime
    with_any_master: bool = False
    is_displaced: bool = False


@dataclass(frozen=True, slots=True)
class WriteProposal:
    """Check an offered time as for a booking, then write the offer and ask the client.

    Runs inside the caller's transaction.
    """

    visits: VisitGateway
    plan_visit: PlanVisitAfresh
    claim_time: ClaimTime
    bookings: BookingGateway
    proposals: ProposalGateway
    outbox: Outbox
    rewrite_reminders: RewriteReminders

    async def execute(
        self, visit: Visit, request: ProposeTimeRequest, now: datetime
    ) -> frozenset[MasterDay]:
        """Return the days on which expired holds were released.

        Raises:
            SlotTakenError: the time is not available.
            RetryableError: the visit was changed concurrently.
            PolicyDenial, and what `PlanVisit` raises: a client could not book it, either.
        """
        plan = await self.plan_visit.execute(
            offered_wish(visit, with_any_master=request.with_any_master)
        )
        claim = await self.claim_time.for_booking(
            visit.id, plan, request.start_at, Identity(visit.client_id), now, is_offer=True
        )
        await self._ensure_unchanged(visit)
        await self.bookings.change_status([visit.id], _change(visit, request, now))
        await self._write(visit, request, plan.profile, now)
        await self.rewrite_reminders.execute([visit.id], now)
        return claim.freed

    async def _ensure_unchanged(self, visit: Visit) -> None:
        """Masters' days are locked before rows, so the row may have changed before its lock."""
        locked = await self.visits.get_visit(visit.id, for_update=True)
        if locked is None or (locked.status, locked.version) != (visit.status, visit.version):
            raise RetryableError

    async def _write(
        self, visit: Visit, request: ProposeTimeRequest, profile: LocationProfile, now: datetime
    ) -> None:
        waits_until = expires_at(now, visit.expected_at, request.start_at)
        offer = NewProposal(
            visit.id,
            request.staff.user_id,
            request.start_at,
            now,
            waits_until,
            request.with_any_master,
            request.is_displaced,
        )
        proposal_id = await self.proposals.add(offer)
        await self.outbox.add(messages.question(proposal_id, offer, visit, profile))


def offered_wish(visit: Visit, *, with_any_master: bool) -> VisitWish:
    """Return the visit that the client gets by accepting the offer."""
    if not with_any_master:
        return same_again(visit)
    choice = tuple(ServiceChoice(item.service_id) for item in visit.items)
    return replace(same_again(visit), choice=choice)


def _change(visit: Visit, request: ProposeTimeRequest, now: datetime) -> Transition:
    role = Role.ADMIN if Role.ADMIN in request.staff.roles else Role.MASTER
    return transition(
        visit.status,
        BookingStatus.RESCHEDULE_PROPOSED,
        at=now,
        actor=Actor(request.staff.user_id, role),
        reason=offered(request.start_at),
    )
