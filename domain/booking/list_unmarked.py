from dataclasses import replace

from domain.booking.staff_ports import StaffGateway, UnmarkedGateway, UnmarkedVisit
from domain.clients.first_name import first_name_of
from domain.shared.identity import Identity, Role
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork

MOST_LISTED = 20
"""What is marked makes room for the rest."""


class ListUnmarked:
    """Find the visits that have begun and of which nobody has said what became of them."""

    def __init__(
        self,
        uow: UnitOfWork,
        staff_gateway: StaffGateway,
        unmarked: UnmarkedGateway,
        clock: Clock,
    ) -> None:
        self._uow = uow
        self._staff_gateway = staff_gateway
        self._unmarked = unmarked
        self._clock = clock

    async def execute(self, staff: Identity, role: Role) -> tuple[UnmarkedVisit, ...]:
        """Return a master's own, or for an admin everybody's; the newest first, a bounded number.

        Who is no admin is told first names alone.

        Raises:
            RoleMissingError: the person does not have that role.
            ValueError: it is no role of the staff.
        """
        if role is Role.CLIENT:
            raise ValueError("clients mark nothing")
        staff.ensure_role(role)
        async with self._uow:
            own = None
            if role is Role.MASTER:
                own = await self._staff_gateway.get_master_ids(staff.user_id)
            found = await self._unmarked.list_unmarked(own, self._clock.now(), MOST_LISTED)
        if Role.ADMIN in staff.roles:
            return found
        return tuple(
            replace(visit, client_name=first_name_of(visit.client_name)) for visit in found
        )
