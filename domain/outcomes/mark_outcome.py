from dataclasses import dataclass

from domain.availability.ports import BusyCache
from domain.outbox.ports import Outbox
from domain.outcomes.messages import arrival_shown
from domain.outcomes.write_outcome import WriteOutcome
from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.model import master_days_of
from domain.visit.outcomes import Mark, says_more, staff_actor
from domain.visit.ports import BookingGateway, VisitGateway
from domain.visit.rules import ensure_serves
from domain.visit.staff_ports import AttendanceGateway, StaffGateway


@dataclass(frozen=True, slots=True)
class MarkOutcomeRequest:
    """The outcome that a staff member marks."""

    staff: Identity
    booking_id: BookingId
    mark: Mark


@dataclass(frozen=True, slots=True)
class MarkOutcome:
    """Store the outcome of a visit. Only people decide it.

    After a no-show the business keeps the deposit.
    """

    uow: UnitOfWork
    visits: VisitGateway
    staff_gateway: StaffGateway
    attendance: AttendanceGateway
    bookings: BookingGateway
    write_outcome: WriteOutcome
    outbox: Outbox
    busy_cache: BusyCache
    clock: Clock

    async def execute(self, request: MarkOutcomeRequest) -> bool:
        """Mark the visit; return whether the mark is new.

        Raises:
            RoleMissingError, VisitNotFoundError: the user may not mark this visit.
            NotBegunError: the visit has not begun, or its client was asked to come later.
            NoOutcomeError: it was cancelled, or waits for a payment or an answer.
            OtherOutcomeError: the visit already has another outcome.
            MoneyLeftError: the mark does not state how the rest was paid.
        """
        now = self.clock.now()
        async with self.uow:
            own = await self.staff_gateway.get_master_ids(request.staff.user_id)
            found = await self.visits.get_visit(request.booking_id, for_update=True)
            visit = ensure_serves(found, request.staff, own).as_of(now)
            if not says_more(visit, request.mark, now):
                return False
            if request.mark is Mark.ARRIVED:
                is_new = await self.attendance.save_arrival(visit.id, now)
                if is_new:
                    await self.outbox.add([arrival_shown(visit, now)])
                await self.uow.commit()
                return is_new
            actor = staff_actor(request.staff)
            await self.write_outcome.execute(visit, request.mark, actor, now)
            items = await self.bookings.get_items(visit.id)
            await self.uow.commit()
        await self.busy_cache.forget(master_days_of(items))
        return True
