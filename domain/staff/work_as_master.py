from domain.shared.identity import Identity, Role
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.staff.grant_role import GrantRole
from domain.staff.model import Post


class WorkAsMaster:
    """Let an admin be one of the masters, as who owns a small place mostly is."""

    def __init__(self, uow: UnitOfWork, grant_role: GrantRole, clock: Clock) -> None:
        self._uow = uow
        self._grant_role = grant_role
        self._clock = clock

    async def execute(self, admin: Identity, post: Post) -> None:
        """Let the admin work as the master.

        Raises:
            RoleMissingError: only an admin can say so without an invitation.
            RoleHeldError: the admin is a master there.
            LocationNotFoundError, MasterTakenError: the post is not there, or not free.
        """
        admin.ensure_role(Role.ADMIN)
        async with self._uow:
            await self._grant_role.execute(admin, post, self._clock.now())
            await self._uow.commit()
