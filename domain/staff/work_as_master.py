from dataclasses import dataclass

from domain.shared.identity import Identity, Role
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.staff.grant_role import GrantRole
from domain.staff.model import Post


@dataclass(frozen=True, slots=True)
class WorkAsMaster:
    """Let an admin be one of the masters, as who owns a small place mostly is."""

    uow: UnitOfWork
    grant_role: GrantRole
    clock: Clock

    async def execute(self, admin: Identity, post: Post) -> None:
        """Let the admin work as the master.

        Raises:
            RoleMissingError: only an admin can say so without an invitation.
            RoleHeldError: the admin is a master there.
            LocationNotFoundError, MasterTakenError: the post is not there, or not free.
        """
        admin.ensure_role(Role.ADMIN)
        async with self.uow:
            await self.grant_role.execute(admin, post, self.clock.now())
            await self.uow.commit()
