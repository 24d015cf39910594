from dataclasses import dataclass, replace

from domain.catalog.ports import CatalogGateway
from domain.shared.first_name import first_name_of
from domain.shared.identity import Identity, Role
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.staff_ports import StaffGateway, UnmarkedGateway, UnmarkedVisit

PAGE_SIZE = 8


@dataclass(frozen=True, slots=True)
class UnmarkedPage:
    """One page of visits; `page` counts from 0 and always exists, `total` counts all visits."""

    visits: tuple[UnmarkedVisit, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class ListUnmarked:
    """Find the visits that have begun and have no outcome."""

    uow: UnitOfWork
    staff_gateway: StaffGateway
    unmarked: UnmarkedGateway
    catalog: CatalogGateway
    clock: Clock

    async def execute(self, staff: Identity, role: Role, page: int = 0) -> UnmarkedPage:
        """Return a page of a master's own visits, or of all for an admin; the newest first.

        Only admins see full names; masters see first names.

        Raises:
            RoleMissingError: the user does not have that role.
            ValueError: the role is not a staff role.
        """
        if role is Role.CLIENT:
            raise ValueError("clients mark nothing")
        staff.ensure_role(role)
        now = self.clock.now()
        async with self.uow:
            own = None
            if role is Role.MASTER:
                own = await self.staff_gateway.get_master_ids(staff.user_id)
            has_places = len(await self.catalog.list_locations()) > 1
            total = await self.unmarked.count_unmarked(own, now)
            pages = max(1, -(-total // PAGE_SIZE))
            page = min(max(page, 0), pages - 1)
            found = await self.unmarked.list_unmarked(
                own, now, offset=page * PAGE_SIZE, limit=PAGE_SIZE
            )
        visits = tuple(_for_reader(one, staff, role, has_places=has_places) for one in found)
        return UnmarkedPage(visits, page, pages, total)


def _for_reader(
    visit: UnmarkedVisit, staff: Identity, role: Role, *, has_places: bool
) -> UnmarkedVisit:
    """Leave out what is obvious, and what this reader may not see."""
    is_for_admin = Role.ADMIN in staff.roles
    return replace(
        visit,
        client_name=visit.client_name if is_for_admin else first_name_of(visit.client_name),
        master_name=visit.master_name if role is Role.ADMIN else None,
        location_name=visit.location_name if has_places else None,
    )
