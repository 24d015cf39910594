from dataclasses import dataclass
from datetime import datetime
from functools import partial

from domain.availability.find_alternatives import FindAlternatives
from domain.availability.ports import BusyCache
from domain.catalog.errors import (
    LocationNotFoundError,
    MasterNotFoundError,
    MasterSwitchedOffError,
    ServiceNotFoundError,
    ServiceSwitchedOffError,
)
from domain.my_time.ports import Displacement, DisplacementGateway
from domain.outbox.ports import Outbox
from domain.proposals.messages import call
from domain.proposals.write_proposal import ProposeTimeRequest, WriteProposal, offered_wish
from domain.shared.denials import PolicyDenial
from domain.shared.errors import RetryableError
from domain.shared.identity import Identity, Role
from domain.shared.time import Interval
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.errors import SlotTakenError
from domain.visit.model import Visit
from domain.visit.proposal_ports import ProposalGateway
from domain.visit.proposals import SHORTEST_WAIT, expires_at
from domain.visit.staff_ports import StaffGateway
from domain.visit_queries.nearness import nearness

NOT_BOOKABLE = (
    PolicyDenial,
    LocationNotFoundError,
    MasterNotFoundError,
    MasterSwitchedOffError,
    ServiceNotFoundError,
    ServiceSwitchedOffError,
)
"""Errors after which no other time can be booked, either."""


@dataclass(frozen=True, slots=True)
class OfferNearestTime:
    """Offer the client of a displaced visit the nearest available time."""

    uow: UnitOfWork
    displacements: DisplacementGateway
    find_alternatives: FindAlternatives
    write_proposal: WriteProposal
    proposals: ProposalGateway
    staff_gateway: StaffGateway
    outbox: Outbox
    busy_cache: BusyCache

    async def execute(
        self, visit: Visit, displaced: Displacement, now: datetime, *, with_any_master: bool
    ) -> bool:
        """Return whether a time was offered.

        Times already offered to another client come last: only one client can accept.

        Raises:
            RetryableError: the visit is being changed concurrently.
        """
        staff, offered = await self._read(visit, displaced)
        wish = offered_wish(visit, with_any_master=with_any_master)
        try:
            found = await self.find_alternatives.execute(wish, visit.starts_at)
            for start_at in sorted(found, key=partial(nearness, visit, offered)):
                request = ProposeTimeRequest(
                    staff, visit.id, start_at, with_any_master, is_displaced=True
                )
                if await self._offer_at(visit, displaced, request, now):
                    return True
        except NOT_BOOKABLE:
            return False
        return False

    async def _read(
        self, visit: Visit, displaced: Displacement
    ) -> tuple[Identity, tuple[Interval, ...]]:
        """Return who changed the time, in which role, and the times offered to other clients."""
        masters = {item.master_id for item in visit.items}
        async with self.uow:
            own = await self.staff_gateway.get_master_ids(displaced.displaced_by)
            offered = await self.proposals.list_offered(masters)
        role = Role.MASTER if own & masters else Role.ADMIN
        return Identity(displaced.displaced_by, frozenset({role})), offered

    async def _offer_at(
        self, visit: Visit, displaced: Displacement, request: ProposeTimeRequest, now: datetime
    ) -> bool:
        try:
            async with self.uow:
                freed = await self.write_proposal.execute(visit, request, now)
                if expires_at(now, visit.expected_at, request.start_at) < now + SHORTEST_WAIT:
                    await self.outbox.add([call(displaced, now, is_soon=True)])
                if not await self.displacements.settle(displaced, now):
                    raise RetryableError
                await self.uow.commit()
        except SlotTakenError:  # taken since it was found
            return False
        await self.busy_cache.forget(freed)
        return True
