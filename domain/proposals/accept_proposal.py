from dataclasses import dataclass
from datetime import datetime

from domain.availability.find_alternatives import FindAlternatives
from domain.availability.plan_visit import PlanVisitAfresh
from domain.availability.ports import BusyCache
from domain.booking.claim_time import ClaimTime
from domain.booking.reschedule import at_old_prices, choice_of, line_of_move
from domain.outbox.ports import Outbox
from domain.proposals import messages
from domain.proposals.propose_time import offered_choice
from domain.reminders.rewrite_reminders import RewriteReminders
from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from domain.shared.master_days import MasterDay
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.errors import SlotTakenError
from domain.visit.model import Visit, master_days_of
from domain.visit.ports import BookingGateway, VisitGateway
from domain.visit.proposal_ports import ProposalGateway
from domain.visit.proposals import Proposal, ProposalAnswer, ProposalOverError
from domain.visit.rules import ensure_own, is_coming
from domain.visit.staff_changes import acting


@dataclass(frozen=True, slots=True)
class AcceptProposalRequest:
    """The offered start that the client saw, and wants."""

    client: Identity
    booking_id: BookingId
    start_at: datetime


@dataclass(frozen=True, slots=True)
class AcceptProposal:
    """Move a visit to the time that was offered, if nobody took it since: nothing kept it free."""

    uow: UnitOfWork
    visits: VisitGateway
    plan_visit: PlanVisitAfresh
    claim_time: ClaimTime
    bookings: BookingGateway
    proposals: ProposalGateway
    outbox: Outbox
    rewrite_reminders: RewriteReminders
    busy_cache: BusyCache
    find_alternatives: FindAlternatives
    clock: Clock

    async def execute(self, request: AcceptProposalRequest) -> None:
        """Take the offered time; the price stays.

        Raises:
            VisitNotFoundError: there is no such visit, or it is somebody else's.
            ProposalOverError: this offer does not stand any more.
            SlotTakenError: the time was taken in the meantime; carries alternatives.
            PolicyDenial, and what `PlanVisit` raises: it can no longer be booked.
        """
        now = self.clock.now()
        async with self.uow:
            visit, offer = await self._get_offered(request, now)
        try:
            async with self.uow:
                touched = await self._accept(visit, offer, request, now)
                await self.uow.commit()
        except SlotTakenError:
            alternatives = await self.find_alternatives.execute(
                visit.location.id, choice_of(visit), request.start_at, visit.id
            )
            raise SlotTakenError(alternatives) from None
        await self.busy_cache.forget(touched)

    async def _get_offered(
        self, request: AcceptProposalRequest, now: datetime, *, for_update: bool = False
    ) -> tuple[Visit, Proposal]:
        found = await self.visits.get_visit(request.booking_id, for_update=for_update)
        visit = ensure_own(found, request.client)
        if not is_coming(visit, now):
            raise ProposalOverError
        offer = await self.proposals.get_open(request.booking_id)
        if offer is None or offer.start_at != request.start_at or offer.expires_at <= now:
            raise ProposalOverError
        return visit, offer

    async def _accept(
        self, visit: Visit, offer: Proposal, request: AcceptProposalRequest, now: datetime
    ) -> set[MasterDay]:
        choice = offered_choice(visit, with_any_master=offer.with_any_master)
        plan = await self.plan_visit.execute(visit.location.id, choice)
        claim = await self.claim_time.for_booking(
            visit.id, plan, request.start_at, request.client, now
        )
        # Masters' days are locked before rows; so the offer may have been answered before.
        visit, _ = await self._get_offered(request, now, for_update=True)
        old = await self.bookings.get_items(visit.id)
        new = at_old_prices(claim.items, old)
        move = line_of_move(visit, acting(request.client, None), request.start_at, now)
        await self.bookings.replace_items(visit.id, new, move)
        await self._close(visit, now)
        return {*claim.freed, *master_days_of(old), *master_days_of(new)}

    async def _close(self, visit: Visit, now: datetime) -> None:
        answer = ProposalAnswer.ACCEPTED
        closed = await self.proposals.close(visit.id, answer, now)
        if closed is None:
            raise ProposalOverError
        await self.outbox.add(messages.answer(closed, visit, answer, now))
        await self.rewrite_reminders.execute([visit.id], now)
