import asyncio
from collections.abc import Sequence
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
from domain.outbox.directory import Directory
from domain.outbox.ports import Outbox
from domain.proposals.find_absent import FindAbsent
from domain.proposals.messages import call
from domain.proposals.propose_time import ProposeTime, ProposeTimeRequest, offered_choice
from domain.shared.denials import PolicyDenial
from domain.shared.errors import RetryableError
from domain.shared.identity import Identity, Role
from domain.shared.time import Clock, Interval
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.errors import SlotTakenError
from domain.visit.model import BookingStatus, Visit
from domain.visit.ports import VisitGateway
from domain.visit.proposal_ports import ProposalGateway
from domain.visit.proposals import SHORTEST_WAIT, expires_at
from domain.visit.rules import is_coming
from domain.visit.staff_ports import StaffGateway
from domain.visit_queries.nearness import nearness

MAX_AT_ONCE = 10
"""Whoever changed the time waits for so many; the rest has its turn next time."""

CANNOT_BE_HAD = (
    PolicyDenial,
    LocationNotFoundError,
    MasterNotFoundError,
    MasterSwitchedOffError,
    ServiceNotFoundError,
    ServiceSwitchedOffError,
)
"""Why a visit could not be booked at any other time."""

WAITS = (BookingStatus.PENDING, BookingStatus.RESCHEDULE_PROPOSED)


@dataclass(frozen=True, slots=True)
class OfferNewTimes:
    """Ask the clients of displaced visits whether another time suits, or tell the staff to.

    Any number of workers may do so: an offer is written in the transaction that settles its
    displacement, so who comes second has nothing to write, and who dies has written nothing.
    """

    uow: UnitOfWork
    displacements: DisplacementGateway
    visits: VisitGateway
    find_absent: FindAbsent
    directory: Directory
    find_alternatives: FindAlternatives
    propose_time: ProposeTime
    proposals: ProposalGateway
    staff_gateway: StaffGateway
    outbox: Outbox
    busy_cache: BusyCache
    clock: Clock

    async def execute(self) -> int:
        """Return how many displacements of a batch were settled here.

        Raises:
            ExceptionGroup: defects; what met one is tried again, and holds up no other.
        """
        async with self.uow:
            waiting = await self.displacements.list_unsettled(MAX_AT_ONCE)
        return await self._try_each(waiting)

    async def of_change(self, staff: Identity, changed_at: datetime) -> int:
        """Do the same for what that change of this person displaced, and for nothing else."""
        async with self.uow:
            waiting = await self.displacements.list_unsettled_of(
                staff.user_id, changed_at, MAX_AT_ONCE
            )
        return await self._try_each(waiting)

    async def _try_each(self, waiting: Sequence[Displacement]) -> int:
        """Deal with one after the other: they share the unit of work."""
        results = [
            result
            for displaced in waiting
            for result in await asyncio.gather(self._try(displaced), return_exceptions=True)
        ]
        defects = [result for result in results if isinstance(result, Exception)]
        if defects:
            raise ExceptionGroup("some clients could not be offered another time", defects)
        return results.count(True)

    async def _try(self, displaced: Displacement) -> bool:
        try:
            return await self._deal_with(displaced, self.clock.now())
        except RetryableError:  # somebody changes the visit at this very moment
            return False

    async def _deal_with(self, displaced: Displacement, now: datetime) -> bool:
        async with self.uow:
            visit = await self.visits.get_visit(displaced.booking_id)
            if visit is None or not await self._is_in_the_way(visit, displaced):
                is_settled = await self.displacements.settle(displaced, now)
                await self.uow.commit()
                return is_settled
            has_chat = await self.directory.get_recipient(visit.client_id) is not None
        if visit.status in WAITS:
            return False
        if has_chat and is_coming(visit, now) and not displaced.is_client_blocked:
            for with_any_master in (False, True):
                if await self._offer(visit, displaced, now, with_any_master=with_any_master):
                    return True
        return await self._call_the_staff(visit, displaced, now)

    async def _is_in_the_way(self, visit: Visit, displaced: Displacement) -> bool:
        stands = visit.status in (BookingStatus.CONFIRMED, *WAITS)
        if not stands or visit.starts_at != displaced.start_at:
            return False
        return bool(await self.find_absent.execute(visit))

    async def _offer(
        self, visit: Visit, displaced: Displacement, now: datetime, *, with_any_master: bool
    ) -> bool:
        """Offer the nearest time that can be had; tell whether there was one.

        One that another client is asked about comes last: of two who take it one is too late.
        """
        staff, offered = await self._read(visit, displaced)
        choice = offered_choice(visit, with_any_master=with_any_master)
        try:
            found = await self.find_alternatives.execute(
                visit.location.id, choice, visit.starts_at, visit.id
            )
            for start_at in sorted(found, key=partial(nearness, visit, offered)):
                request = ProposeTimeRequest(
                    staff, visit.id, start_at, with_any_master, is_displaced=True
                )
                if await self._offer_at(visit, displaced, request, now):
                    return True
        except CANNOT_BE_HAD:
            return False
        return False

    async def _read(
        self, visit: Visit, displaced: Displacement
    ) -> tuple[Identity, tuple[Interval, ...]]:
        """Return as whom the time was changed, and the times that others are asked about."""
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
                freed = await self.propose_time.within(visit, request, now)
                if expires_at(now, visit.expected_at, request.start_at) < now + SHORTEST_WAIT:
                    await self.outbox.add([call(displaced, now, is_soon=True)])
                if not await self.displacements.settle(displaced, now):
                    raise RetryableError
                await self.uow.commit()
        except SlotTakenError:  # since it was found
            return False
        await self.busy_cache.forget(freed)
        return True

    async def _call_the_staff(self, visit: Visit, displaced: Displacement, now: datetime) -> bool:
        """Tell the admins whom to phone; the visit stands until they have dealt with it."""
        async with self.uow:
            locked = await self.visits.get_visit(visit.id, for_update=True)
            if locked is None or (locked.status, locked.version) != (visit.status, visit.version):
                raise RetryableError
            if not await self.displacements.settle(displaced, now):
                return False
            await self.outbox.add([call(displaced, now)])
            await self.uow.commit()
        return True
