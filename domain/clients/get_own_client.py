from dataclasses import dataclass

from domain.clients.own_clients import (
    ClientRelation,
    OwnClientGateway,
    OwnClientNotFoundError,
    OwnVisit,
)
from domain.schedule.workplaces import Workplace, WorkplaceGateway
from domain.shared.first_name import first_name_of
from domain.shared.identity import Identity, Role
from domain.shared.ids import UserId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork

LAST_VISITS = 5


@dataclass(frozen=True, slots=True)
class OwnClientCard:
    """A client as the master sees them: only visits to this master, the last one first."""

    first_name: str
    phone: str | None
    kept: int
    missed: int
    last_visits: tuple[OwnVisit, ...]
    next_visit: OwnVisit | None


@dataclass(frozen=True, slots=True)
class GetOwnClient:
    """Read one client for a master with past or coming visits of this client."""

    uow: UnitOfWork
    workplaces: WorkplaceGateway
    clients: OwnClientGateway
    clock: Clock

    async def execute(self, master: Identity, client_id: UserId) -> OwnClientCard:
        """Return the data that the master may see.

        Raises:
            RoleMissingError: the user is not a master.
            OwnClientNotFoundError: there is no such client, or only other masters serve them.
        """
        master.ensure_role(Role.MASTER)
        now = self.clock.now()
        async with self.uow:
            workplaces = await self.workplaces.list_workplaces(master.user_id)
            own = [place.master_id for place in workplaces]
            relation = await self.clients.find_relation(own, client_id)
            if relation is None:
                raise OwnClientNotFoundError
            last = await self.clients.list_visits(own, client_id, now, past=True, limit=LAST_VISITS)
            coming = await self.clients.list_visits(own, client_id, now, past=False, limit=1)
        return OwnClientCard(
            first_name_of(relation.name),
            relation.phone if _sees_phone(master, workplaces, relation) else None,
            relation.kept,
            relation.missed,
            last,
            next(iter(coming), None),
        )


def _sees_phone(
    master: Identity, workplaces: tuple[Workplace, ...], relation: ClientRelation
) -> bool:
    """Return whether one of their common locations shows phones; admins always see them."""
    return Role.ADMIN in master.roles or any(
        place.profile.policies.masters_see_phones
        for place in workplaces
        if place.profile.location.id in relation.location_ids
    )
