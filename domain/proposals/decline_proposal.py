from dataclasses import dataclass
from datetime import datetime

from domain.outbox.ports import Outbox
from domain.proposals import messages
from domain.proposals.find_absent import FindAbsent
from domain.reminders.rewrite_reminders import RewriteReminders
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.model import PROGRAM, Actor, BookingStatus, Visit
from domain.visit.ports import BookingGateway, VisitGateway
from domain.visit.proposal_ports import ProposalGateway
from domain.visit.proposals import Proposal, ProposalAnswer, ProposalOverError
from domain.visit.reasons import ProgramReason
from domain.visit.rules import ensure_own, is_coming
from domain.visit.staff_ports import StaffGateway
from domain.visit.transitions import transition


@dataclass(frozen=True, slots=True)
class DeclineProposal:
    """Leave a visit at its old time: the client declined another one or did not answer.

    If a master is absent at that time, the staff are asked to phone the client.
    """

    uow: UnitOfWork
    visits: VisitGateway
    bookings: BookingGateway
    proposals: ProposalGateway
    find_absent: FindAbsent
    staff_gateway: StaffGateway
    outbox: Outbox
    rewrite_reminders: RewriteReminders
    clock: Clock

    async def execute(self, client: Identity, booking_id: BookingId) -> bool:
        """Decline the offer; return whether all masters are present at the old time.

        Raises:
            VisitNotFoundError: there is no such visit, or it belongs to another client.
            ProposalOverError: no offer is open.
        """
        now = self.clock.now()
        async with self.uow:
            found = await self.visits.get_visit(booking_id, for_update=True)
            visit = ensure_own(found, client)
            offer = await self.proposals.get_open(booking_id)
            if offer is None or not is_coming(visit, now):
                raise ProposalOverError
            actor = Actor(client.user_id, Role.CLIENT)
            is_served = await self._close(visit, offer, ProposalAnswer.DECLINED, actor, now)
            await self.uow.commit()
        return is_served

    async def after_silence(self, offer: Proposal) -> bool:
        """Close an unanswered offer; return whether it was still open."""
        now = self.clock.now()
        async with self.uow:
            visit = await self.visits.get_visit(offer.booking_id, for_update=True)
            open_offer = await self.proposals.get_open(offer.booking_id)
            if visit is None or open_offer is None or open_offer.id != offer.id:
                return False
            await self._close(visit, offer, ProposalAnswer.EXPIRED, PROGRAM, now)
            await self.uow.commit()
        return True

    async def _close(
        self, visit: Visit, offer: Proposal, answer: ProposalAnswer, actor: Actor, now: datetime
    ) -> bool:
        """Close the offer; return whether all masters are present at the old time."""
        is_declined = answer is ProposalAnswer.DECLINED
        reason = ProgramReason.OFFER_DECLINED if is_declined else ProgramReason.NO_ANSWER
        change = transition(
            visit.status, BookingStatus.CONFIRMED, at=now, actor=actor, reason=reason
        )
        await self.bookings.change_status([visit.id], change)
        await self.proposals.close(visit.id, answer, now)
        absent = await self.find_absent.execute(visit)
        if absent:
            absent_user_ids = await self.staff_gateway.list_reachable(absent)
            outgoing = messages.stranded(offer.id, visit, answer, absent_user_ids, now)
        else:
            outgoing = messages.answer(offer.id, visit, answer, now)
        await self.outbox.add(outgoing)
        await self.rewrite_reminders.execute([visit.id], now, is_late_for_us=True)
        return not absent
