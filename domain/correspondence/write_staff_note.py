from dataclasses import dataclass

from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from domain.shared.texts import cleaned
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.correspondence import ensure_fits
from domain.visit.ports import VisitGateway
from domain.visit.rules import ensure_serves
from domain.visit.staff_ports import StaffGateway

MAX_STAFF_NOTE_LENGTH = 500


@dataclass(frozen=True, slots=True)
class WriteStaffNote:
    """Store the staff's note about a visit; the client never sees it."""

    uow: UnitOfWork
    visits: VisitGateway
    staff_gateway: StaffGateway

    async def execute(self, staff: Identity, booking_id: BookingId, note: str) -> None:
        """Replace the note; an empty text deletes it.

        Raises:
            RoleMissingError, VisitNotFoundError: the user may not write about this visit.
            TextTooLongError: the text is too long.
        """
        note = cleaned(note)
        ensure_fits(note, MAX_STAFF_NOTE_LENGTH)
        async with self.uow:
            own = await self.staff_gateway.get_master_ids(staff.user_id)
            ensure_serves(await self.visits.get_visit(booking_id), staff, own)
            await self.staff_gateway.save_note(booking_id, note)
            await self.uow.commit()
