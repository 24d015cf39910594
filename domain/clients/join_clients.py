from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.clients.messages import client_joined
from domain.outbox.audit import Action, AuditEntry, AuditLog
from domain.outbox.ports import Outbox
from domain.reminders.rewrite_reminders import RewriteReminders
from domain.shared.identity import Role
from domain.shared.ids import BookingId, UserId
from domain.shared.master_days import MasterDay
from domain.shared.time import Clock
from domain.visit.end_holds import EndHolds, given_up
from domain.visit.model import Actor
from domain.visit.ports import BookingGateway, ClientRecordGateway
from domain.visit.reasons import ProgramReason


class PhoneOwners(Protocol):
    """Reads and joins the people of one phone number; never commits."""

    async def find_phone(self, user_id: UserId) -> str | None:
        """Return the number that the user confirmed by sharing their contact."""
        ...

    async def save_phone(self, user_id: UserId, phone: str) -> None:
        """Store the number that the user shared."""
        ...

    async def list_without_chat(self, phone: str) -> Mapping[UserId, str]:
        """Return the names of the clients with this number who have no chat and no role."""
        ...

    async def lock(self, user_ids: Collection[UserId]) -> None:
        """Lock the users and then their bookings, each in ascending order."""
        ...

    async def move_to(self, kept: UserId, lost: UserId) -> tuple[BookingId, ...]:
        """Move everything that refers to `lost`, and delete that user; return all bookings."""
        ...


@dataclass(frozen=True, slots=True)
class JoinClients:
    """Join a client without a chat into the same person with one.

    Runs inside the caller's transaction, which has locked the phone number. The locks follow the
    common order: clients, bookings, payments.
    """

    owners: PhoneOwners
    bookings: BookingGateway
    records: ClientRecordGateway
    end_holds: EndHolds
    rewrite_reminders: RewriteReminders
    audit_log: AuditLog
    outbox: Outbox
    clock: Clock

    async def execute(self, kept: UserId, lost: UserId) -> frozenset[MasterDay]:
        """Return the days whose time was freed."""
        now = self.clock.now()
        await self.owners.lock([kept, lost])
        freed = await self._end_second_hold(kept, lost, now)
        booking_ids = await self.owners.move_to(kept, lost)
        await self.records.recount(kept)
        await self.rewrite_reminders.execute(booking_ids, now)
        await self.audit_log.add(_entry(kept, lost, now))
        await self.outbox.add([client_joined(kept, lost, now)])
        return freed

    async def _end_second_hold(
        self, kept: UserId, lost: UserId, now: datetime
    ) -> frozenset[MasterDay]:
        """A client has one hold at most: the one that they can see in the chat stays."""
        seen = await self.bookings.lock_holds((), kept, now)
        unseen = await self.bookings.lock_holds((), lost, now)
        if not seen or not unseen:
            return frozenset()
        end = given_up(Actor(kept, Role.CLIENT), ProgramReason.NEW_HOLD)
        await self.end_holds.execute(unseen, end, now)
        return frozenset().union(*(hold.master_days for hold in unseen))


def _entry(kept: UserId, lost: UserId, now: datetime) -> AuditEntry:
    return AuditEntry(
        kept, Role.CLIENT, Action.CLIENTS_JOINED, f"user:{kept}", now, before={"user_id": lost}
    )
