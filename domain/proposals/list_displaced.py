from dataclasses import dataclass, replace
from datetime import datetime

from domain.my_time.ports import DisplacedVisit, DisplacementGateway
from domain.shared.first_name import first_name_of
from domain.shared.identity import Identity, Role, RoleMissingError
from domain.shared.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ListDisplaced:
    """List the visits that a staff member's change of working time displaced."""

    uow: UnitOfWork
    displacements: DisplacementGateway

    async def execute(self, staff: Identity, changed_at: datetime) -> tuple[DisplacedVisit, ...]:
        """Return the visits of this user's change at `changed_at`, with first names only.

        Raises:
            RoleMissingError: the user is not a staff member.
        """
        if not staff.roles & {Role.MASTER, Role.ADMIN}:
            raise RoleMissingError(Role.MASTER)
        async with self.uow:
            visits = await self.displacements.list_of(staff.user_id, changed_at)
        return tuple(replace(v, client_name=first_name_of(v.client_name)) for v in visits)
