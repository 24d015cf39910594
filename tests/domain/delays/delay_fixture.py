"""A day on which Mia runs late, over a real database."""

from dataclasses import dataclass

from sqlalchemy import select, update

from domain.delays.recalculate_delays import RecalculateDelays
from domain.delays.run_late import RunLate, RunLateRequest
from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from domain.visit.delays import Delay
from infra.db import tables
from tests.support.database import DatabaseFactory
from tests.support.outcome_fixture import OutcomeFixture, open_outcome_fixture


@dataclass
class DelayFixture:
    """Visits to Mia at ten, at eleven, at twelve and, after an hour of nothing, at two."""

    room: OutcomeFixture
    ten: BookingId
    eleven: BookingId
    twelve: BookingId
    late: BookingId

    @property
    def database(self) -> DatabaseFactory:
        return self.room.database

    async def say(
        self, delay: Delay, visit: BookingId | None = None, staff: Identity | None = None
    ) -> int | None:
        """Say that a visit, the first one, runs late, over a connection of one's own."""
        request = RunLateRequest(staff or self.room.mia, visit or self.ten, delay)
        told = await self.database.services().get(RunLate).execute(request)
        return None if told is None else told.clients

    async def recalculate(self) -> int:
        """Work the day out anew, as a worker does."""
        return await self.database.services().get(RecalculateDelays).execute()

    async def post(self) -> None:
        """Have everything sent that waits."""
        await self.database.execute(
            update(tables.outbox_messages).values(
                state="sent", finished_at=self.database.clock.now()
            )
        )

    async def delays(self) -> list[int]:
        """Return what the database holds of the four visits."""
        bookings = tables.bookings
        rows = await self.database.rows(select(bookings.c.id, bookings.c.late_minutes))
        late = {row.id: row.late_minutes for row in rows}
        return [late[one] for one in (self.ten, self.eleven, self.twelve, self.late)]

    async def told(self) -> list[tuple[BookingId, int]]:
        """Return which clients were told of how many minutes, in the order of their visits."""
        messages = tables.outbox_messages
        rows = await self.database.rows(
            select(messages.c.booking_id, messages.c.facts)
            .where(messages.c.kind == "running_late")
            .order_by(messages.c.id)
        )
        return [(row.booking_id, row.facts["minutes"]) for row in rows]


async def open_late_room(database: DatabaseFactory) -> DelayFixture:
    """Hire Mia and Kim, and let Ann book the day."""
    room = await open_outcome_fixture(database)
    return DelayFixture(
        room, room.visit, await room.book(11), await room.book(12), await room.book(14)
    )
