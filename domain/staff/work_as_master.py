from dataclasses import dataclass

from domain.shared.identity import Identity, Role
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.staff.grant_role import GrantRole
from domain.staff.model import Post


@dataclass(frozen=True, slots=True)
class WorkAsMaster:
    """Make an admin also a master, as is usual for the owner of a small business."""

    uow: UnitOfWork
    grant_role: GrantRole
    clock: Clock

    async def execute(self, admin: Identity, post: Post) -> None:
        """Give the admin the master's post.

        Raises:
            RoleMissingError: the user is not an admin, so they need an invitation.
            RoleHeldError: the admin already is a master there.
            LocationNotFoundError, MasterTakenError: the post does not exist, or is not free.
        """
        admin.ensure_role(Role.ADMIN)
        async with self.uow:
            await self.grant_role.execute(admin, post, self.clock.now())
            await self.uow.commit()
