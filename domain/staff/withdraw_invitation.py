from dataclasses import dataclass

from domain.outbox.audit import Action, AuditEntry, AuditLog
from domain.shared.identity import Identity, Role
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.staff.model import InvitationId
from domain.staff.ports import InvitationGateway


@dataclass(frozen=True, slots=True)
class WithdrawInvitation:
    """Withdraw an invitation, so that it can no longer be used."""

    uow: UnitOfWork
    invitations: InvitationGateway
    audit_log: AuditLog
    clock: Clock

    async def execute(self, admin: Identity, invitation_id: InvitationId) -> bool:
        """Withdraw it; return whether it could still be used.

        Raises:
            RoleMissingError: the user is not an admin.
        """
        admin.ensure_role(Role.ADMIN)
        now = self.clock.now()
        async with self.uow:
            if not await self.invitations.withdraw(invitation_id, now):
                return False
            subject = f"invitation:{invitation_id}"
            await self.audit_log.add(
                AuditEntry(admin.user_id, Role.ADMIN, Action.INVITATION_WITHDRAWN, subject, now)
            )
            await self.uow.commit()
        return True
