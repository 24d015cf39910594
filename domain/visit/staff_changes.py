"""Changes of a client's visit by an admin: actor, audit record and notification."""

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
    """Return the actor: the client, or an admin for them.

    Raises:
        RoleMissingError: the user who acts for the client is not an admin.
    """
    if admin is None:
        return Actor(client.user_id, Role.CLIENT)
    admin.ensure_role(Role.ADMIN)
    return Actor(admin.user_id, Role.ADMIN)


def staff_can_change(visit: Visit, now: datetime) -> bool:
    """Return whether an admin can move or cancel the visit: it is active and has not ended."""
    return visit.status in OCCUPYING and visit.ends_at > now


@dataclass(frozen=True, slots=True)
class RecordStaffAction:
    """Write an audit entry of an admin's action for a client, and notify the client.

    An open card of the visit is refreshed. Runs inside the caller's transaction. The admin informs
    a client without a chat.
    """

    records: ClientRecordGateway
    audit_log: AuditLog
    outbox: Outbox

    async def execute(
        self,
        actor: Actor,
        act: Action,
        notification: OutboxMessage,
        *,
        before: Facts | None = None,
        after: Facts | None = None,
    ) -> None:
        """Write both; do nothing if the client acted."""
        if actor.user_id is None or actor.role is not Role.ADMIN:
            return
        booking_id, client_id = notification.booking_id, notification.recipient_id
        now, subject = notification.due_at, f"booking:{booking_id}"
        await self.audit_log.add(
            AuditEntry(actor.user_id, actor.role, act, subject, now, before or {}, after or {})
        )
        if client_id is None or booking_id is None:
            return
        client = await self.records.get_record(client_id)
        if client.has_chat:
            card = card_refresh(booking_id, client_id, notification.key, now)
            await self.outbox.add([notification, card])
