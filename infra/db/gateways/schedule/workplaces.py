from sqlalchemy import select

from domain.catalog.model import Label
from domain.schedule.model import LocationProfile
from domain.schedule.workplaces import Workplace
from domain.shared.ids import UserId
from infra.db.gateways.schedule.profile import policies_of
from infra.db.rows import LOCATION, location_of
from infra.db.tables import locations, masters, policy_sets
from infra.db.unit_of_work import SqlaUnitOfWork


class SqlaWorkplaceGateway:
    """Workplaces of users, from the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def list_workplaces(self, user_id: UserId) -> tuple[Workplace, ...]:
        """Return the active masters linked to a user: one query.

        Inactive locations are included: their existing visits still take place.
        """
        query = (
            select(
                masters.c.id.label("master_id"),
                masters.c.name.label("master_name"),
                masters.c.name_translations.label("master_name_translations"),
                *LOCATION,
                policy_sets,
            )
            .select_from(masters.join(locations).join(policy_sets))
            .where(masters.c.user_id == user_id, masters.c.is_active)
            .order_by(locations.c.position, locations.c.id, masters.c.position, masters.c.id)
        )
        return tuple(
            Workplace(
                row.master_id,
                Label(row.master_name, row.master_name_translations),
                LocationProfile(location_of(row), policies_of(row)),
            )
            for row in await self._uow.execute(query)
        )
