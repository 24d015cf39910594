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
    """The visit was moved after the message that the client answered."""


@dataclass(frozen=True, slots=True)
class ConfirmAttendance:
    """Store the client's confirmation to come to a visit at its present time."""

    uow: UnitOfWork
    visits: VisitGateway
    attendance: AttendanceGateway
    clock: Clock

    async def execute(self, client: Identity, booking_id: BookingId, start_at: datetime) -> None:
        """Store the confirmation; a second one changes nothing.

        Raises:
            VisitNotFoundError: there is no such visit, or it belongs to another client.
            VisitNotActiveError: it is over, cancelled, or awaits payment or an answer.
            OtherTimeError: it no longer begins at `start_at`.
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
