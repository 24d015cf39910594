from domain.outbox.admin_post import AdminChannel
from domain.shared.identity import Identity, Role
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.staff.model import Team
from domain.staff.ports import InvitationGateway, TeamGateway


class ListTeam:
    """Show an admin who is of the staff, and who is invited."""

    def __init__(
        self,
        uow: UnitOfWork,
        team: TeamGateway,
        invitations: InvitationGateway,
        settings: AdminChannel,
        clock: Clock,
    ) -> None:
        self._uow = uow
        self._team = team
        self._invitations = invitations
        self._settings = settings
        self._clock = clock

    async def execute(self, admin: Identity) -> Team:
        """Return them.

        Raises:
            RoleMissingError: only an admin sees them.
        """
        admin.ensure_role(Role.ADMIN)
        async with self._uow:
            admins = await self._team.list_admins(self._settings.telegram_ids)
            masters = await self._team.list_masters()
            return Team((*admins, *masters), await self._invitations.list_open(self._clock.now()))
