from dataclasses import dataclass
from datetime import datetime

from domain.availability.plan_visit import PlanVisitAfresh
from domain.booking.change_visit import ChangeVisit
from domain.booking.claim_time import ClaimTime
from domain.booking.occupy_time import OccupyTime
from domain.outbox.ports import Outbox
from domain.proposals import messages
from domain.proposals.write_proposal import offered_wish
from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from domain.shared.master_days import MasterDay
from domain.shared.time import Clock
from domain.visit.model import Visit
from domain.visit.moves import line_of_move, same_again
from domain.visit.ports import VisitGateway
from domain.visit.proposal_ports import ProposalGateway
from domain.visit.proposals import Proposal, ProposalAnswer, ProposalOverError
from domain.visit.rules import ensure_own, is_coming
from domain.visit.staff_changes import acting


@dataclass(frozen=True, slots=True)
class AcceptProposalRequest:
    """The offered start that the client saw and accepts."""

    client: Identity
    booking_id: BookingId
    start_at: datetime


@dataclass(frozen=True, slots=True)
class AcceptProposal:
    """Move a visit to the offered time, if it is still available: an offer does not hold it."""

    occupy_time: OccupyTime
    visits: VisitGateway
    plan_visit: PlanVisitAfresh
    claim_time: ClaimTime
    change_visit: ChangeVisit
    proposals: ProposalGateway
    outbox: Outbox
    clock: Clock

    async def execute(self, request: AcceptProposalRequest) -> None:
        """Book the offered time; the price stays.

        Raises:
            VisitNotFoundError: there is no such visit, or it belongs to another client.
            ProposalOverError: this offer is no longer open.
            SlotTakenError: the time was taken in the meantime; carries alternatives.
            PolicyDenial, and what `PlanVisit` raises: it can no longer be booked.
        """
        now = self.clock.now()
        async with self.occupy_time.attempt() as attempt:
            visit, offer = await self._get_offered(request, now)
            attempt.wants(same_again(visit), request.start_at)
            attempt.touched = await self._accept(visit, offer, request, now)

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
        plan = await self.plan_visit.execute(
            offered_wish(visit, with_any_master=offer.with_any_master)
        )
        claim = await self.claim_time.for_booking(
            visit.id, plan, request.start_at, request.client, now
        )
        # Masters' days are locked before rows, so the offer may have been answered meanwhile.
        visit, _ = await self._get_offered(request, now, for_update=True)
        answer = ProposalAnswer.ACCEPTED
        line = line_of_move(visit, acting(request.client, None), request.start_at, now)
        moved = await self.change_visit.move(visit, claim.items, line, answer)
        if moved.closed is None:
            raise ProposalOverError
        await self.outbox.add(messages.answer(moved.closed, visit, answer, now))
        return moved.touched | claim.freed
