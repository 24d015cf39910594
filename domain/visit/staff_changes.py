"""What an admin does about a client's visit: who acts, what is kept of it, who is told."""

from dataclasses import dataclass
from datetime import datetime

from domain.outbox.audit import Action, AuditEntry, AuditLog, Facts
from domain.outbox.message import OutboxMessage
from domain.outbox.ports import Outbox
from domain.shared.identity import Identity, Role
from domain.visit.messages import card_refresh
from domain.visit.model import OCCUPYING, Actor, Visit
from domain.visit.ports import ClientRecordGateway


def acting(client: Identity, admin: Identity | None) -> Actor:
    """Return who acts: the client, or an admin for them.

    Raises:
        RoleMissingError: who acts for the client is not an admin.
    """
    if admin is None:
        return Actor(client.user_id, Role.CLIENT)
    admin.ensure_role(Role.ADMIN)
    return Actor(admin.user_id, Role.ADMIN)


def staff_can_change(visit: Visit, now: datetime) -> bool:
    """Return whether an admin can move or cancel the visit: it stands, and has not ended."""
    return visit.status in OCCUPYING and visit.ends_at > now


@dataclass(frozen=True, slots=True)
class RecordStaffAction:
    """Keep a record of what an admin did for a client, and have the client told of it.

    The card of the visit, where it is open, shows it, too. Runs inside the transaction of the act.
    Who has no chat hears it from the admin.
    """

    records: ClientRecordGateway
    audit_log: AuditLog
    outbox: Outbox

    async def execute(
        self,
        actor: Actor,
        act: Action,
        told: OutboxMessage,
        *,
        before: Facts | None = None,
        after: Facts | None = None,
    ) -> None:
        """Write both; nothing where the client acted, who knows it."""
        if actor.user_id is None or actor.role is not Role.ADMIN:
            return
        subject = f"booking:{told.booking_id}"
        await self.audit_log.add(
            AuditEntry(
                actor.user_id, actor.role, act, subject, told.due_at, before or {}, after or {}
            )
        )
        if told.recipient_id is None or told.booking_id is None:
            return
        client = await self.records.get_record(told.recipient_id)
        if client.has_chat:
            card = card_refresh(told.booking_id, told.recipient_id, told.key, told.due_at)
            await self.outbox.add([told, card])
