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

WAITING = (BookingStatus.PENDING, BookingStatus.RESCHEDULE_PROPOSED)


@dataclass(frozen=True, slots=True)
class SettleDisplacement:
    """Offer the client of one displaced visit another time, or ask the admins to phone."""

    uow: UnitOfWork
    displacements: DisplacementGateway
    visits: VisitGateway
    find_absent: FindAbsent
    directory: Directory
    offer_nearest_time: OfferNearestTime
    outbox: Outbox

    async def execute(self, displaced: Displacement, now: datetime) -> bool:
        """Return whether this call settled it.

        Raises:
            RetryableError: the visit is being changed concurrently.
        """
        async with self.uow:
            visit = await self.visits.get_visit(displaced.booking_id)
            if visit is None or not await self._needs_new_time(visit, displaced):
                is_settled = await self.displacements.settle(displaced, now)
                await self.uow.commit()
                return is_settled
            has_chat = await self.directory.get_recipient(visit.client_id) is not None
        if visit.status in WAITING:
            return False
        if has_chat and is_coming(visit, now) and not displaced.is_client_blocked:
            for with_any_master in (False, True):
                if await self.offer_nearest_time.execute(
                    visit, displaced, now, with_any_master=with_any_master
                ):
                    return True
        return await self._ask_admins_to_phone(visit, displaced, now)

    async def _needs_new_time(self, visit: Visit, displaced: Displacement) -> bool:
        stands = visit.status in (BookingStatus.CONFIRMED, *WAITING)
        if not stands or visit.starts_at != displaced.start_at:
            return False
        return bool(await self.find_absent.execute(visit))

    async def _ask_admins_to_phone(
        self, visit: Visit, displaced: Displacement, now: datetime
    ) -> bool:
        """Ask the admins to phone the client; the visit stays unchanged until they act."""
        async with self.uow:
            locked = await self.visits.get_visit(visit.id, for_update=True)
            if locked is None or (locked.status, locked.version) != (visit.status, visit.version):
                raise RetryableError
            if not await self.displacements.settle(displaced, now):
                return False
            await self.outbox.add([call(displaced, now)])
            await self.uow.commit()
        return True
