from dataclasses import dataclass
from datetime import datetime

from domain.my_time.ports import Displacement, DisplacementGateway
from domain.outbox.directory import Directory
from domain.outbox.ports import Outbox
from domain.proposals.find_absent import FindAbsent
from domain.proposals.messages import call
from domain.proposals.offer_nearest_time import OfferNearestTime
from domain.shared.errors import RetryableError
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.model import BookingStatus, Visit
from domain.visit.ports import VisitGateway
from domain.visit.rules import is_coming

WAITS = (BookingStatus.PENDING, BookingStatus.RESCHEDULE_PROPOSED)


@dataclass(frozen=True, slots=True)
class SettleDisplacement:
    """Ask the client of one displaced visit whether another time suits, or tell the staff to."""

    uow: UnitOfWork
    displacements: DisplacementGateway
    visits: VisitGateway
    find_absent: FindAbsent
    directory: Directory
    offer_nearest_time: OfferNearestTime
    outbox: Outbox

    async def execute(self, displaced: Displacement, now: datetime) -> bool:
        """Return whether it was settled here.

        Raises:
            RetryableError: somebody changes the visit at this very moment.
        """
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
                if await self.offer_nearest_time.execute(
                    visit, displaced, now, with_any_master=with_any_master
                ):
                    return True
        return await self._call_the_staff(visit, displaced, now)

    async def _is_in_the_way(self, visit: Visit, displaced: Displacement) -> bool:
        stands = visit.status in (BookingStatus.CONFIRMED, *WAITS)
        if not stands or visit.starts_at != displaced.start_at:
            return False
        return bool(await self.find_absent.execute(visit))

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
