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
    """What somebody of the staff says of a visit."""

    staff: Identity
    booking_id: BookingId
    mark: Mark


@dataclass(frozen=True, slots=True)
class MarkOutcome:
    """Write down what came of a visit. Nobody but people decide that.

    A deposit of who did not come stays with the business.
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
        """Mark the visit; return whether that said anything new.

        Raises:
            RoleMissingError, VisitNotFoundError: it is not for this person to say.
            NotBegunError: the visit has not begun, or its client was told to come later.
            NoOutcomeError: it was let go, or waits for money or for an answer.
            OtherOutcomeError: somebody has marked it otherwise.
            MoneyLeftError: it is not told how the rest was paid.
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
