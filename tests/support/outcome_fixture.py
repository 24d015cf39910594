"""The staff of a shop and what they say of visits, over a real database."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from domain.outcomes.ask_outcomes import AskOutcomes
from domain.outcomes.correct_outcome import CorrectOutcome, CorrectOutcomeRequest
from domain.outcomes.list_unmarked import ListUnmarked, UnmarkedPage
from domain.outcomes.mark_outcome import MarkOutcome, MarkOutcomeRequest
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId, LocationId, MasterId, ServiceId
from domain.visit.outcomes import Mark
from domain.visit_queries.get_staff_visit import GetStaffVisit, StaffVisitCard
from infra.db import tables
from tests.support.database import DatabaseFactory, at
from tests.support.services import choice_of

STAFF = frozenset({Role.CLIENT, Role.MASTER})
ADMINS = frozenset({Role.CLIENT, Role.ADMIN})


@dataclass(kw_only=True)
class OutcomeFixture:
    """A shop where Mia cuts hair, led by Kim, and Ann's visit on Monday at ten."""

    database: DatabaseFactory
    location: LocationId
    cut: ServiceId
    mia_id: MasterId
    mia: Identity
    kim: Identity
    ann: Identity
    visit: BookingId

    async def mark(self, staff: Identity, mark: Mark, visit: BookingId | None = None) -> bool:
        """Say what became of a visit, over a connection of one's own."""
        service = self.database.services().get(MarkOutcome)
        return await service.execute(MarkOutcomeRequest(staff, visit or self.visit, mark))

    async def correct(self, staff: Identity, mark: Mark) -> bool:
        """Say what became of the visit instead of what was said."""
        service = self.database.services().get(CorrectOutcome)
        return await service.execute(CorrectOutcomeRequest(staff, self.visit, mark))

    async def ask(self) -> int:
        """Ask of visits that nobody has marked, as a worker does."""
        return await self.database.services().get(AskOutcomes).execute()

    async def unmarked(self, staff: Identity, role: Role, page: int = 0) -> UnmarkedPage:
        """List what nobody has marked."""
        service = self.database.services().get(ListUnmarked)
        return await service.execute(staff, role, page)

    async def card(self, staff: Identity, visit: BookingId | None = None) -> StaffVisitCard:
        """Look at a visit."""
        service = self.database.services().get(GetStaffVisit)
        return await service.execute(staff, visit or self.visit)

    async def book(self, hour: int, day: int = 0) -> BookingId:
        """Let Ann book another visit."""
        choice = choice_of(self.cut, master_id=self.mia_id)
        return await self.database.services().book(
            self.ann, self.location, choice, at(hour, day=day)
        )

    async def status(self, visit: BookingId | None = None) -> str:
        """Return what the database holds."""
        bookings = tables.bookings
        query = select(bookings.c.status).where(bookings.c.id == (visit or self.visit))
        return str(await self.database.value(query))

    async def record(self) -> tuple[int, int, int]:
        """Return Ann's kept visits, missed ones, and those kept since the last missed one."""
        users = tables.users
        (row,) = await self.database.rows(select(users).where(users.c.id == self.ann.user_id))
        return row.kept_visits, row.missed_visits, row.kept_since_missed

    async def payments(self) -> list[tuple[Any, ...]]:
        """Return the money of the visit: state, amount, what went back, how it was paid."""
        payments = tables.payments
        rows = await self.database.rows(
            select(payments).where(payments.c.booking_id == self.visit).order_by(payments.c.id)
        )
        return [(row.state, row.amount_minor, row.refund_minor, row.paid_by) for row in rows]

    async def told(self, kind: str) -> list[str]:
        """Return the keys of messages of a kind."""
        messages = tables.outbox_messages
        rows = await self.database.rows(
            select(messages.c.key).where(messages.c.kind == kind).order_by(messages.c.id)
        )
        return [row.key for row in rows]


async def open_outcome_fixture(database: DatabaseFactory) -> OutcomeFixture:
    """Hire everybody, and book."""
    location = await database.open_location()
    cut = await database.sell(location)
    mia = replace(await database.meet("Mia"), roles=STAFF)
    kim = replace(await database.meet("Kim"), roles=ADMINS)
    mia_id = await database.hire(location, cut, user_id=mia.user_id)
    ann = await database.meet("Ann")
    visit = await database.services().book(ann, location, choice_of(cut, master_id=mia_id), at(10))
    return OutcomeFixture(
        database=database,
        location=location,
        cut=cut,
        mia_id=mia_id,
        mia=mia,
        kim=kim,
        ann=ann,
        visit=visit,
    )
