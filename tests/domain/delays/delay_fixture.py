"""A day on which Mia runs late, over a real database."""

from dataclasses import dataclass

from sqlalchemy import select, update

from domain.delays.recalculate_delays import RecalculateDelays
from domain.delays.run_late import RunLate, RunLateRequest
from domain.delays.write_delays import WriteDelays
from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from domain.visit.delays import Delay
from infra.db import tables
from infra.db.gateways.outbox.audit import SqlaAuditLog
from infra.db.gateways.visit.delays import SqlaDelayGateway
from infra.db.gateways.visit.staff_visits import SqlaStaffGateway
from tests.domain.outcomes.outcome_fixture import StaffRoom, open_staff_room
from tests.support.database import Workshop
from tests.support.services import Desk


@dataclass
class LateRoom:
    """Visits to Mia at ten, at eleven, at twelve and, after an hour of nothing, at two."""

    room: StaffRoom
    ten: BookingId
    eleven: BookingId
    twelve: BookingId
    late: BookingId

    @property
    def workshop(self) -> Workshop:
        return self.room.workshop

    async def say(
        self, delay: Delay, visit: BookingId | None = None, staff: Identity | None = None
    ) -> int | None:
        """Say that a visit, the first one, runs late, over a connection of one's own."""
        request = RunLateRequest(staff or self.room.mia, visit or self.ten, delay)
        told = await run_late(self.workshop.desk()).execute(request)
        return None if told is None else told.clients

    async def rework(self) -> int:
        """Work the day out anew, as a worker does."""
        desk = self.workshop.desk()
        delays = SqlaDelayGateway(desk.uow)
        writer = WriteDelays(delays, desk.outbox)
        return await RecalculateDelays(desk.uow, delays, writer, desk.clock).execute()

    async def post(self) -> None:
        """Have everything sent that waits."""
        await self.workshop.execute(
            update(tables.outbox_messages).values(
                state="sent", finished_at=self.workshop.clock.now()
            )
        )

    async def delays(self) -> list[int]:
        """Return what the database holds of the four visits."""
        bookings = tables.bookings
        rows = await self.workshop.rows(select(bookings.c.id, bookings.c.late_minutes))
        late = {row.id: row.late_minutes for row in rows}
        return [late[one] for one in (self.ten, self.eleven, self.twelve, self.late)]

    async def told(self) -> list[tuple[BookingId, int]]:
        """Return which clients were told of how many minutes, in the order of their visits."""
        messages = tables.outbox_messages
        rows = await self.workshop.rows(
            select(messages.c.booking_id, messages.c.facts)
            .where(messages.c.kind == "running_late")
            .order_by(messages.c.id)
        )
        return [(row.booking_id, row.facts["minutes"]) for row in rows]


async def open_late_room(workshop: Workshop) -> LateRoom:
    """Hire Mia and Kim, and let Ann book the day."""
    room = await open_staff_room(workshop)
    return LateRoom(room, room.visit, await room.book(11), await room.book(12), await room.book(14))


def run_late(desk: Desk) -> RunLate:
    """Return the service."""
    delays = SqlaDelayGateway(desk.uow)
    return RunLate(
        desk.uow,
        desk.visits,
        SqlaStaffGateway(desk.uow),
        delays,
        WriteDelays(delays, desk.outbox),
        SqlaAuditLog(desk.uow),
        desk.clock,
    )
