from dataclasses import dataclass
from datetime import datetime

from domain.availability.find_alternatives import FindAlternatives
from domain.availability.model import ServiceChoice
from domain.availability.plan_visit import PlanVisitAfresh
from domain.availability.ports import BusyCache
from domain.booking.claim_time import ClaimTime
from domain.booking.reschedule import choice_of
from domain.outbox.ports import Outbox
from domain.proposals import messages
from domain.reminders.rewrite_reminders import RewriteReminders
from domain.schedule.model import LocationProfile
from domain.shared.errors import RetryableError
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId
from domain.shared.master_days import MasterDay
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.correspondence import ClientAwayDenial
from domain.visit.errors import SameTimeError, SlotTakenError, VisitNotActiveError
from domain.visit.model import Actor, BookingStatus, Transition, Visit
from domain.visit.ports import BookingGateway, VisitGateway
from domain.visit.proposal_ports import ProposalGateway
from domain.visit.proposals import NewProposal, ProposalOpenError, expires_at
from domain.visit.reasons import offered
from domain.visit.rules import ensure_serves, is_coming
from domain.visit.staff_ports import StaffGateway
from domain.visit.transitions import transition


@dataclass(frozen=True, slots=True)
class ProposeTimeRequest:
    """Another start that somebody of the staff offers; services stay, and masters if they can.

    Of a visit that `is_displaced` a master is not there at the old time.
    """

    staff: Identity
    booking_id: BookingId
    start_at: datetime
    with_any_master: bool = False
    is_displaced: bool = False


@dataclass(frozen=True, slots=True)
class ProposeTime:
    """Offer a client another time. The old one stays held, the new one is not kept from others."""

    uow: UnitOfWork
    visits: VisitGateway
    staff_gateway: StaffGateway
    plan_visit: PlanVisitAfresh
    claim_time: ClaimTime
    bookings: BookingGateway
    proposals: ProposalGateway
    outbox: Outbox
    rewrite_reminders: RewriteReminders
    busy_cache: BusyCache
    find_alternatives: FindAlternatives
    clock: Clock

    async def execute(self, request: ProposeTimeRequest) -> None:
        """Write the offer and ask the client.

        Raises:
            RoleMissingError, VisitNotFoundError: it is not for this person to offer.
            VisitNotActiveError: the visit is not confirmed, or has begun.
            ProposalOpenError: another time is offered already.
            SameTimeError: the visit is at that time.
            ClientAwayDenial: nobody can be asked in the chat.
            SlotTakenError: that time cannot be had; carries the nearest alternatives.
            PolicyDenial, and what `PlanVisit` raises: a client could not book it, either.
        """
        now = self.clock.now()
        async with self.uow:
            visit = await self._get_proposable(request, now)
        try:
            async with self.uow:
                freed = await self.within(visit, request, now)
                await self.uow.commit()
        except SlotTakenError:
            alternatives = await self.find_alternatives.execute(
                visit.location.id,
                offered_choice(visit, with_any_master=request.with_any_master),
                request.start_at,
                visit.id,
            )
            raise SlotTakenError(alternatives) from None
        await self.busy_cache.forget(freed)

    async def _get_proposable(self, request: ProposeTimeRequest, now: datetime) -> Visit:
        own = await self.staff_gateway.get_master_ids(request.staff.user_id)
        found = await self.visits.get_visit(request.booking_id)
        visit = ensure_serves(found, request.staff, own)
        if visit.status is BookingStatus.RESCHEDULE_PROPOSED:
            raise ProposalOpenError
        if visit.status is not BookingStatus.CONFIRMED or not is_coming(visit, now):
            raise VisitNotActiveError
        if request.start_at == visit.starts_at:
            raise SameTimeError
        if not (await self.staff_gateway.get_contact(visit.id)).is_reachable:
            raise ClientAwayDenial
        return visit

    async def within(
        self, visit: Visit, request: ProposeTimeRequest, now: datetime
    ) -> frozenset[MasterDay]:
        """Check the time as if it were taken, then write the offer; return what was let go.

        Runs inside the transaction of who offers, and raises as `execute`.
        """
        choice = offered_choice(visit, with_any_master=request.with_any_master)
        plan = await self.plan_visit.execute(visit.location.id, choice)
        claim = await self.claim_time.for_booking(
            visit.id, plan, request.start_at, Identity(visit.client_id), now
        )
        await self._ensure_unchanged(visit)
        await self.bookings.change_status([visit.id], _change(visit, request, now))
        await self._write(visit, request, plan.profile, now)
        await self.rewrite_reminders.execute([visit.id], now)
        return claim.freed

    async def _ensure_unchanged(self, visit: Visit) -> None:
        """Masters' days are locked before rows; so the row may have changed before it was ours."""
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


def offered_choice(visit: Visit, *, with_any_master: bool) -> tuple[ServiceChoice, ...]:
    """Return what the client gets who takes the offered time."""
    if not with_any_master:
        return choice_of(visit)
    return tuple(ServiceChoice(item.service_id) for item in visit.items)


def _change(visit: Visit, request: ProposeTimeRequest, now: datetime) -> Transition:
    role = Role.ADMIN if Role.ADMIN in request.staff.roles else Role.MASTER
    return transition(
        visit.status,
        BookingStatus.RESCHEDULE_PROPOSED,
        at=now,
        actor=Actor(request.staff.user_id, role),
        reason=offered(request.start_at),
    )
