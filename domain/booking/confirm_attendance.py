from dataclasses import dataclass
from datetime import datetime

from domain.shared.errors import DomainError
from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.errors import VisitNotActiveError
from domain.visit.model import BookingStatus
from domain.visit.ports import VisitGateway
from domain.visit.rules import ensure_own, is_coming
from domain.visit.staff_ports import AttendanceGateway


class OtherTimeError(DomainError):
    """The visit has another time by now than the message that was answered tells."""


@dataclass(frozen=True, slots=True)
class ConfirmAttendance:
    """Remember that a client will come to a visit at the time that it has."""

    uow: UnitOfWork
    visits: VisitGateway
    attendance: AttendanceGateway
    clock: Clock

    async def execute(self, client: Identity, booking_id: BookingId, start_at: datetime) -> None:
        """Remember it; said twice it is as well as once.

        Raises:
            VisitNotFoundError: there is no such visit, or it belongs to another client.
            VisitNotActiveError: it is over, cancelled, or waits for money or an answer.
            OtherTimeError: it does not begin at `start_at` any more.
        """
        now = self.clock.now()
        async with self.uow:
            visit = ensure_own(await self.visits.get_visit(booking_id, for_update=True), client)
            if visit.status is not BookingStatus.CONFIRMED or not is_coming(visit, now):
                raise VisitNotActiveError
            if visit.starts_at != start_at:
                raise OtherTimeError
            await self.attendance.save(booking_id, now)
            await self.uow.commit()
