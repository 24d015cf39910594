from dataclasses import dataclass
from datetime import datetime

from domain.booking.occupy_time import OccupyTime
from domain.proposals.write_proposal import ProposeTimeRequest, WriteProposal, offered_wish
from domain.shared.time import Clock
from domain.visit.correspondence import ClientAwayDenial
from domain.visit.errors import SameTimeError, VisitNotActiveError
from domain.visit.model import BookingStatus, Visit
from domain.visit.ports import VisitGateway
from domain.visit.proposals import ProposalOpenError
from domain.visit.rules import ensure_serves, is_coming
from domain.visit.staff_ports import StaffGateway


@dataclass(frozen=True, slots=True)
class ProposeTime:
    """Offer a client another time. The old one stays held, the new one is not held."""

    occupy_time: OccupyTime
    visits: VisitGateway
    staff_gateway: StaffGateway
    write_proposal: WriteProposal
    clock: Clock

    async def execute(self, request: ProposeTimeRequest) -> None:
        """Write the offer and ask the client.

        Raises:
            RoleMissingError, VisitNotFoundError: this user may not change the visit.
            VisitNotActiveError: the visit is not confirmed, or has begun.
            ProposalOpenError: another offer is still open.
            SameTimeError: the visit is already at that time.
            ClientAwayDenial: the client cannot be reached in the chat.
            SlotTakenError: that time is not available; carries the nearest alternatives.
            PolicyDenial, and what `PlanVisit` raises: a client could not book it, either.
        """
        now = self.clock.now()
        async with self.occupy_time.attempt() as attempt:
            visit = await self._get_proposable(request, now)
            wish = offered_wish(visit, with_any_master=request.with_any_master)
            attempt.wants(wish, request.start_at)
            attempt.touched = await self.write_proposal.execute(visit, request, now)

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
