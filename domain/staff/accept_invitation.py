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
    """Let whoever has the link of an invitation join the staff, once."""

    uow: UnitOfWork
    invitations: InvitationGateway
    team: TeamGateway
    grant_role: GrantRole
    settings: AdminChannel
    clock: Clock

    async def execute(self, person: Identity, token: str) -> Post:
        """Return what the person is from now on. A refusal uses nothing up.

        Raises:
            InvitationUnknownError: nobody has made such a one.
            InvitationUsedError: somebody was here before.
            InvitationExpiredError: it is too old, was withdrawn, or is of no admin any more.
            OwnInvitationError: the person made it, for somebody else.
            RoleHeldError: the person has that role.
            LocationNotFoundError, MasterTakenError: the post is not there, or not free, by now.
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
        """Return who is an admin, so that nobody is dismissed before this ends.

        Whom the settings name no longer is none, and what they sent is void. Admins are locked
        before invitations, as by who dismisses one.
        """
        admins = await self.team.list_admins(self.settings.account_ids, for_update=True)
        return {one.user_id for one in admins}
