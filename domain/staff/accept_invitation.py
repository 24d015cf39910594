from dataclasses import dataclass

from domain.outbox.admin_post import AdminChannel
from domain.shared.identity import Identity
from domain.shared.ids import UserId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.staff.errors import (
    InvitationExpiredError,
    InvitationUnknownError,
    InvitationUsedError,
    OwnInvitationError,
)
from domain.staff.grant_role import GrantRole
from domain.staff.model import Post
from domain.staff.ports import InvitationGateway, TeamGateway
from domain.staff.tokens import hash_of


@dataclass(frozen=True, slots=True)
class AcceptInvitation:
    """Add the user who opens an invitation link to the staff; a link works once."""

    uow: UnitOfWork
    invitations: InvitationGateway
    team: TeamGateway
    grant_role: GrantRole
    settings: AdminChannel
    clock: Clock

    async def execute(self, person: Identity, token: str) -> Post:
        """Return the user's new post. A failed attempt does not use up the invitation.

        Raises:
            InvitationUnknownError: there is no such invitation.
            InvitationUsedError: the invitation was already used.
            InvitationExpiredError: it has expired, was withdrawn, or its author is no longer admin.
            OwnInvitationError: the user created it for another person.
            RoleHeldError: the user already has that role.
            LocationNotFoundError, MasterTakenError: the post no longer exists, or is not free.
        """
        now = self.clock.now()
        async with self.uow:
            admins = await self._lock_admins()
            invitation = await self.invitations.find(hash_of(token))
            if invitation is None:
                raise InvitationUnknownError
            if invitation.is_used:
                raise InvitationUsedError
            if invitation.is_withdrawn or invitation.expires_at <= now:
                raise InvitationExpiredError
            if invitation.invited_by == person.user_id:
                raise OwnInvitationError
            if invitation.invited_by not in admins:
                raise InvitationExpiredError
            await self.grant_role.execute(person, invitation.post, now, invitation_id=invitation.id)
            await self.invitations.mark_used(invitation.id, person.user_id, now)
            await self.uow.commit()
        return invitation.post

    async def _lock_admins(self) -> set[UserId | None]:
        """Return the ids of the admins, locked, so that none loses the role meanwhile.

        A person removed from the settings is no longer an admin, and their invitations are void.
        Admins are locked before invitations, as in `RevokeRole`.
        """
        admins = await self.team.list_admins(self.settings.account_ids, for_update=True)
        return {one.user_id for one in admins}
