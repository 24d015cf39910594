from dataclasses import dataclass

from domain.outbox.admin_post import AdminChannel
from domain.shared.identity import Identity, Role
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.staff.model import Team
from domain.staff.ports import InvitationGateway, TeamGateway


@dataclass(frozen=True, slots=True)
class ListTeam:
    """List the staff and the open invitations for an admin."""

    uow: UnitOfWork
    team: TeamGateway
    invitations: InvitationGateway
    settings: AdminChannel
    clock: Clock

    async def execute(self, admin: Identity) -> Team:
        """Return the members and the open invitations.

        Raises:
            RoleMissingError: the user is not an admin.
        """
        admin.ensure_role(Role.ADMIN)
        async with self.uow:
            admins = await self.team.list_admins(self.settings.account_ids)
            masters = await self.team.list_masters()
            return Team((*admins, *masters), await self.invitations.list_open(self.clock.now()))
