from dataclasses import dataclass
from datetime import datetime

from domain.outbox.admin_post import AdminChannel
from domain.outbox.audit import Action, AuditEntry, AuditLog
from domain.shared.identity import Identity, Role, RoleMissingError
from domain.shared.ids import MasterId, UserId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.staff.errors import AdminOfSettingsError, LastAdminError, MemberNotFoundError
from domain.staff.model import Member
from domain.staff.ports import InvitationGateway, TeamGateway


@dataclass(frozen=True, slots=True)
class RevokeRoleRequest:
    """The role to revoke: the user's admin role, or their work as `master_id`."""

    admin: Identity
    user_id: UserId
    master_id: MasterId | None = None


@dataclass(frozen=True, slots=True)
class RevokeRole:
    """Revoke a user's role; it takes effect with their next action."""

    uow: UnitOfWork
    team: TeamGateway
    invitations: InvitationGateway
    audit_log: AuditLog
    settings: AdminChannel
    clock: Clock

    async def execute(self, request: RevokeRoleRequest) -> Member:
        """Revoke the role, and return its former holder.

        A master's visits remain; the invitations of an admin are withdrawn.

        Raises:
            RoleMissingError: the acting user is not an admin.
            MemberNotFoundError: the user has no such role.
            AdminOfSettingsError: the role comes from the settings.
            LastAdminError: there would be no admin left.
        """
        request.admin.ensure_role(Role.ADMIN)
        now = self.clock.now()
        async with self.uow:
            if request.master_id is None:
                member = await self._revoke_admin(request, now)
                subject = f"user:{request.user_id}"
            else:
                member = await self._unlink_master(request.master_id, request.user_id)
                subject = f"master:{request.master_id}"
            await self.audit_log.add(
                AuditEntry(
                    request.admin.user_id,
                    Role.ADMIN,
                    Action.ROLE_TAKEN,
                    subject,
                    now,
                    before={"role": member.post.role, "user_id": request.user_id},
                )
            )
            await self.uow.commit()
        return member

    async def _revoke_admin(self, request: RevokeRoleRequest, now: datetime) -> Member:
        """Revoke the admin role. All admins are locked: two who revoke each other leave one."""
        admins = await self.team.list_admins(self.settings.account_ids, for_update=True)
        if request.admin.user_id not in {one.user_id for one in admins}:
            raise RoleMissingError(Role.ADMIN)  # it was revoked a moment ago
        member = next((one for one in admins if one.user_id == request.user_id), None)
        if member is None:
            raise MemberNotFoundError
        if member.is_of_settings:
            raise AdminOfSettingsError
        if len(admins) == 1:
            raise LastAdminError
        await self.team.set_admin(request.user_id, is_admin=False)
        await self.invitations.withdraw_all_of(request.user_id, now)
        return member

    async def _unlink_master(self, master_id: MasterId, user_id: UserId) -> Member:
        master = await self.team.lock_master(master_id)
        if master is None or master.user_id != user_id:
            raise MemberNotFoundError
        await self.team.link_master(master_id, None)
        return master
