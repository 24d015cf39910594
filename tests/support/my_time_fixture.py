"""A master who changes the own working time, over a real database."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from domain.my_time.change_my_time import ChangeMyTime, ChangeMyTimeRequest, TimeChanged
from domain.my_time.changes import TimeChange
from domain.my_time.find_collisions import CollidingVisit, FindCollisions
from domain.my_time.get_my_time import GetMyTime
from domain.my_time.ports import DisplacedVisit
from domain.proposals.accept_proposal import AcceptProposal, AcceptProposalRequest
from domain.proposals.decline_proposal import DeclineProposal
from domain.proposals.expire_proposals import ExpireProposals
from domain.proposals.list_displaced import ListDisplaced
from domain.proposals.offer_new_times import OfferNewTimes
from domain.schedule.model import PolicySet
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId, LocationId, MasterId, ServiceId
from infra.db import tables
from tests.support.database import POLICIES, DatabaseFactory
from tests.support.services import choice_of

MASTERS = frozenset({Role.CLIENT, Role.MASTER})
ADMINS = frozenset({Role.CLIENT, Role.ADMIN})


@dataclass(kw_only=True)
class MyTimeFixture:
    """A shop where Mia and Tom cut hair, led by Kim; Ann and Bob are clients."""

    database: DatabaseFactory
    location: LocationId
    cut: ServiceId
    mia_id: MasterId
    tom_id: MasterId
    mia: Identity
    tom: Identity
    kim: Identity
    ann: Identity
    bob: Identity

    async def book(
        self, start_at: datetime, client: Identity | None = None, master_id: MasterId | None = None
    ) -> BookingId:
        """Let Ann book a visit to Mia."""
        choice = choice_of(self.cut, master_id=master_id or self.mia_id)
        services = self.database.services()
        return await services.book(client or self.ann, self.location, choice, start_at)

    async def find(
        self, change: TimeChange, staff: Identity | None = None, master_id: MasterId | None = None
    ) -> tuple[CollidingVisit, ...]:
        """Look at what a change of Mia's would collide with."""
        service = self.database.services().get(FindCollisions)
        return await service.execute(staff or self.mia, master_id or self.mia_id, change)

    async def found(self, change: TimeChange) -> list[BookingId]:
        """Return the numbers of the visits that collide."""
        return [visit.booking_id for visit in await self.find(change)]

    async def change(
        self,
        change: TimeChange,
        *seen: BookingId,
        staff: Identity | None = None,
        master_id: MasterId | None = None,
    ) -> TimeChanged:
        """Change Mia's time, over a connection of one's own."""
        request = ChangeMyTimeRequest(
            staff or self.mia, master_id or self.mia_id, change, frozenset(seen)
        )
        return await self.database.services().get(ChangeMyTime).execute(request)

    async def offer(self) -> int:
        """Ask the clients who have to move, as a worker does."""
        return await self.database.services().get(OfferNewTimes).execute()

    async def accept(self, client: Identity, visit: BookingId, start_at: datetime) -> None:
        """Take the offered time."""
        service = self.database.services().get(AcceptProposal)
        await service.execute(AcceptProposalRequest(client, visit, start_at))

    async def keep(self, client: Identity, visit: BookingId) -> bool:
        """Keep the old time; return whether anybody is there then."""
        return await self.database.services().get(DeclineProposal).execute(client, visit)

    async def lapse(self) -> int:
        """End the offers that nobody answered, as a worker does."""
        return await self.database.services().get(ExpireProposals).execute()

    async def displaced(self, changed: TimeChanged) -> tuple[DisplacedVisit, ...]:
        """Look at what became of the visits."""
        service = self.database.services().get(ListDisplaced)
        return await service.execute(self.mia, changed.changed_at)

    async def starts(self, day: date, master_id: MasterId | None = None) -> list[datetime]:
        """Return what the time list shows for a day of Mia."""
        choice = choice_of(self.cut, master_id=master_id or self.mia_id)
        return await self.database.services().starts(self.location, choice, day)

    async def status(self, visit: BookingId) -> str:
        """Return what the database holds."""
        bookings = tables.bookings
        query = select(bookings.c.status).where(bookings.c.id == visit)
        return str(await self.database.value(query))

    async def offers(self) -> list[tuple[Any, ...]]:
        """Return the offers: visit, new time, whether with anybody."""
        proposals = tables.proposals
        rows = await self.database.rows(select(proposals).order_by(proposals.c.id))
        return [(row.booking_id, row.start_at, row.with_any_master) for row in rows]

    async def displacements(self) -> list[tuple[Any, ...]]:
        """Return the visits that were displaced, with whether they are dealt with."""
        table = tables.displacements
        rows = await self.database.rows(select(table).order_by(table.c.start_at))
        return [(row.booking_id, row.start_at, row.settled_at is not None) for row in rows]

    async def calls(self) -> list[int]:
        """Return of which visits the admins are told to phone."""
        return [row.booking_id for row in await self.told("needs_new_time")]

    async def told(self, kind: str, audience: str = "admins") -> Sequence[Any]:
        """Return the messages of a kind."""
        messages = tables.outbox_messages
        query = select(messages).where(messages.c.kind == kind, messages.c.audience == audience)
        return await self.database.rows(query.order_by(messages.c.id))

    async def acts(self) -> Sequence[Any]:
        """Return what the record of the staff holds."""
        entries = tables.audit_entries
        return await self.database.rows(select(entries).order_by(entries.c.id))

    async def lose_chat(self, client: Identity) -> None:
        """Let a client have no chat."""
        users = tables.users
        await self.database.execute(
            update(users).where(users.c.id == client.user_id).values(telegram_id=None)
        )

    def get_my_time(self) -> GetMyTime:
        """Return the service."""
        return self.database.services().get(GetMyTime)


async def open_my_time_fixture(
    database: DatabaseFactory, policies: PolicySet = POLICIES
) -> MyTimeFixture:
    """Furnish the shop."""
    location_id = await database.open_location(policies)
    cut = await database.sell(location_id)
    mia = replace(await database.meet("Mia"), roles=MASTERS)
    tom = replace(await database.meet("Tom"), roles=MASTERS)
    return MyTimeFixture(
        database=database,
        location=location_id,
        cut=cut,
        mia_id=await database.hire(location_id, cut, user_id=mia.user_id),
        tom_id=await database.hire(location_id, cut, name="Tom", user_id=tom.user_id),
        mia=mia,
        tom=tom,
        kim=replace(await database.meet("Kim"), roles=ADMINS),
        ann=await database.meet("Ann"),
        bob=await database.meet("Bob"),
    )
