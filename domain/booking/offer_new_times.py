from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from domain.availability.find_alternatives import FindAlternatives
from domain.availability.policies import PolicyDenial
from domain.availability.ports import BusyCache
from domain.booking.errors import SlotTakenError
from domain.booking.find_absent import FindAbsent
from domain.booking.get_visit import is_coming
from domain.booking.model import BookingStatus, Visit
from domain.booking.ports import VisitGateway
from domain.booking.proposal_ports import ProposalGateway
from domain.booking.propose_time import ProposeTime, ProposeTimeRequest, offered_choice
from domain.catalog.errors import (
    LocationNotFoundError,
    MasterNotFoundError,
    MasterSwitchedOffError,
    ServiceNotFoundError,
    ServiceSwitchedOffError,
)
from domain.notifications.model import MessageKind, OutboxMessage
from domain.notifications.ports import Directory, Outbox
from domain.schedule.my_time_ports import Displacement, DisplacementGateway
from domain.shared.errors import TryAgainError
from domain.shared.identity import Identity, Role
from domain.shared.time import DAY, Clock, Interval
from domain.shared.unit_of_work import UnitOfWork

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


class OfferNewTimes:
    """Ask the clients of displaced visits whether another time suits, or tell the staff to.

    Any number of workers may do so: an offer is written in the transaction that settles its
    displacement, so who comes second has nothing to write, and who dies has written nothing.
    """

    def __init__(
        self,
        uow: UnitOfWork,
        displacements: DisplacementGateway,
        visits: VisitGateway,
        find_absent: FindAbsent,
        directory: Directory,
        find_alternatives: FindAlternatives,
        propose_time: ProposeTime,
        proposals: ProposalGateway,
        outbox: Outbox,
        busy_cache: BusyCache,
        clock: Clock,
    ) -> None:
        self._uow = uow
        self._displacements = displacements
        self._visits = visits
        self._find_absent = find_absent
        self._directory = directory
        self._find_alternatives = find_alternatives
        self._propose_time = propose_time
        self._proposals = proposals
        self._outbox = outbox
        self._busy_cache = busy_cache
        self._clock = clock

    async def execute(self) -> int:
        """Return how many displacements of a batch were settled here."""
        async with self._uow:
            waiting = await self._displacements.list_unsettled(MAX_AT_ONCE)
        return sum([await self._try(displaced) for displaced in waiting])

    async def _try(self, displaced: Displacement) -> bool:
        try:
            return await self._deal_with(displaced, self._clock.now())
        except TryAgainError:  # somebody changes the visit at this very moment
            return False

    async def _deal_with(self, displaced: Displacement, now: datetime) -> bool:
        async with self._uow:
            visit = await self._visits.get_visit(displaced.booking_id)
            if visit is None or not await self._is_in_the_way(visit, displaced):
                is_settled = await self._displacements.settle(displaced, now)
                await self._uow.commit()
                return is_settled
            has_chat = await self._directory.get_recipient(visit.client_id) is not None
        if visit.status in WAITS:
            return False
        if has_chat and is_coming(visit, now) and not displaced.is_client_blocked:
            for with_anybody in (False, True):
                if await self._offer(visit, displaced, now, with_anybody=with_anybody):
                    return True
        return await self._call_the_staff(visit, displaced, now)

    async def _is_in_the_way(self, visit: Visit, displaced: Displacement) -> bool:
        stands = visit.status in (BookingStatus.CONFIRMED, *WAITS)
        if not stands or visit.starts_at != displaced.start_at:
            return False
        return bool(await self._find_absent.execute(visit))

    async def _offer(
        self, visit: Visit, displaced: Displacement, now: datetime, *, with_anybody: bool
    ) -> bool:
        """Offer the nearest time that can be had; tell whether there was one.

        One that another client is asked about comes last: of two who take it one is too late.
        """
        staff = Identity(displaced.displaced_by, frozenset({Role.MASTER}))
        choice = offered_choice(visit, with_anybody=with_anybody)
        try:
            found = await self._find_alternatives.execute(
                visit.location.id, choice, visit.starts_at, visit.id
            )
            offered = await self._list_offered(visit)
            for start_at in sorted(found, key=partial(_order, visit, offered)):
                request = ProposeTimeRequest(
                    staff, visit.id, start_at, with_anybody, is_displaced=True
                )
                if await self._offer_at(visit, displaced, request, now):
                    return True
        except CANNOT_BE_HAD:
            return False
        return False

    async def _list_offered(self, visit: Visit) -> tuple[Interval, ...]:
        async with self._uow:
            return await self._proposals.list_offered({item.master_id for item in visit.items})

    async def _offer_at(
        self, visit: Visit, displaced: Displacement, request: ProposeTimeRequest, now: datetime
    ) -> bool:
        try:
            async with self._uow:
                freed = await self._propose_time.within(visit, request, now)
                if not await self._displacements.settle(displaced, now):
                    raise TryAgainError
                await self._uow.commit()
        except SlotTakenError:  # since it was found
            return False
        await self._busy_cache.forget(freed)
        return True

    async def _call_the_staff(self, visit: Visit, displaced: Displacement, now: datetime) -> bool:
        """Tell the admins whom to phone; the visit stands until they have dealt with it."""
        async with self._uow:
            locked = await self._visits.get_visit(visit.id, for_update=True)
            if locked is None or (locked.status, locked.version) != (visit.status, visit.version):
                raise TryAgainError
            if not await self._displacements.settle(displaced, now):
                return False
            await self._outbox.add([_call(displaced, now)])
            await self._uow.commit()
        return True


def _order(
    visit: Visit, offered: Sequence[Interval], start_at: datetime
) -> tuple[bool, int, timedelta]:
    """Put starts that others are asked about last, then go by day, then by the time of day."""
    until = start_at + (visit.ends_at - visit.starts_at)
    is_offered = any(one.start_at < until and start_at < one.end_at for one in offered)
    zone = visit.location.timezone
    old, new = (
        moment.astimezone(zone).replace(tzinfo=None) for moment in (visit.starts_at, start_at)
    )
    days = (new.date() - old.date()).days
    return is_offered, abs(days), abs(new - old - days * DAY)


def _call(displaced: Displacement, now: datetime) -> OutboxMessage:
    kind = MessageKind.NEEDS_NEW_TIME
    key = f"{kind}:{displaced.booking_id}:{displaced.displaced_at.isoformat()}"
    facts = {"start_at": displaced.start_at.isoformat()}
    return OutboxMessage(key, kind, displaced.booking_id, now, facts=facts)
