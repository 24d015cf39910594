from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.shared.identity import Identity, Role
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.staff.audit import Act, AuditEntry, AuditLog
from domain.staff.errors import MasterTakenError
from domain.staff.model import NewInvitation, Post
from domain.staff.ports import InvitationGateway, TeamGateway
from domain.staff.tokens import hash_of, new_token

VALID_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Invited:
    """The token of a new invitation: told once, to whoever invites."""

    token: str
    expires_at: datetime


class Invite:
    """Make an invitation, to be used once and soon."""

    def __init__(
        self,
        uow: UnitOfWork,
        invitations: InvitationGateway,
        team: TeamGateway,
        audit_log: AuditLog,
        clock: Clock,
    ) -> None:
        self._uow = uow
        self._invitations = invitations
        self._team = team
        self._audit_log = audit_log
        self._clock = clock

    async def execute(self, admin: Identity, post: Post) -> Invited:
        """Return the token.

        Raises:
            RoleMissingError: only an admin invites.
            MasterTakenError: somebody works as this master, or there is no such one there.
        """
        admin.ensure_role(Role.ADMIN)
        now, token = self._clock.now(), new_token()
        async with self._uow:
            if post.master_id is not None:
                master = await self._team.lock_master(post.master_id)
                if master is None or master.user_id is not None or master.post != post:
                    raise MasterTakenError
            invitation = NewInvitation(hash_of(token), post, admin.user_id, now, now + VALID_FOR)
            invitation_id = await self._invitations.add(invitation)
            await self._audit_log.add(
                AuditEntry(
                    admin.user_id,
                    Role.ADMIN,
                    Act.INVITED,
                    f"invitation:{invitation_id}",
                    now,
                    after={"role": post.role, "master_id": post.master_id},
                )
            )
            await self._uow.commit()
        return Invited(token, invitation.expires_at)
