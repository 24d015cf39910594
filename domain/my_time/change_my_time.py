from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.my_time.audit import entry_of
from domain.my_time.changes import (
    MAX_REASON_LENGTH,
    BlockChange,
    BlockLifted,
    DaysOffChange,
    DaysOffLifted,
    TimeChange,
    WorkingDayChange,
    ensure_can_be_made,
)
from domain.my_time.find_collisions import CollidingVisit, FindCollisions
from domain.my_time.own_time import stretches_of
from domain.my_time.ports import Displacement, DisplacementGateway, MyTimeGateway
from domain.my_time.read_own_time import ReadOwnTime, bookable_days
from domain.outbox.audit import AuditLog
from domain.schedule.errors import CollisionsChangedError
from domain.schedule.workplaces import Rota
from domain.shared.identity import Identity
from domain.shared.ids import BookingId, MasterId
from domain.shared.master_days import MasterDay
from domain.shared.texts import cleaned
from domain.shared.time import Clock, DateRange, Interval
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.ports import BookingGateway


@dataclass(frozen=True, slots=True)
class ChangeMyTimeRequest:
    """A change of a master's time, and the collisions shown before it was confirmed."""

    staff: Identity
    master_id: MasterId
    change: TimeChange
    seen: frozenset[BookingId] = frozenset()


@dataclass(frozen=True, slots=True)
class TimeChanged:
    """When a change was made (this identifies it), and how many visits it displaced."""

    changed_at: datetime
    displaced: int


@dataclass(frozen=True, slots=True)
class ChangeMyTime:
    """Change when a master works. No visit is dropped: visits that must move are stored with it.

    The affected days are locked as for a booking. So a visit is either booked before the change
    and displaced by it, or no longer finds the time free.
    """

    uow: UnitOfWork
    read_own_time: ReadOwnTime
    find_collisions: FindCollisions
    bookings: BookingGateway
    my_time: MyTimeGateway
    displacements: DisplacementGateway
    audit_log: AuditLog
    clock: Clock

    async def execute(self, request: ChangeMyTimeRequest) -> TimeChanged:
        """Make the change; every search after the commit sees it.

        Raises:
            RoleMissingError, NotOwnTimeError: the user may not change this master's time.
            BreakOutsideError, TimeOverError, TimeTooFarError: the change is invalid.
            CollisionsChangedError: it collides with visits that were not seen; nothing changed.
        """
        now = self.clock.now()
        staff, change = request.staff, request.change
        async with self.uow:
            rota = await self.read_own_time.rota_for(staff, request.master_id)
            ensure_can_be_made(change, now, now.astimezone(rota.zone).date())
            await self.bookings.lock_master_days(_days_of(change, rota, now))
            rota = await self.read_own_time.rota_for(staff, request.master_id)
            visits = await self.find_collisions.among(rota, change, now)
            _ensure_seen(visits, request.seen)
            await self._write(request.master_id, change)
            await self.displacements.add(
                [Displacement(v.booking_id, v.start_at, staff.user_id, now) for v in visits]
            )
            actor = await self.read_own_time.acting(staff, request.master_id)
            await self.audit_log.add(entry_of(actor, change, rota, len(visits), now))
            await self.uow.commit()
        return TimeChanged(now, len(visits))

    async def _write(self, master_id: MasterId, change: TimeChange) -> None:
        match change:
            case WorkingDayChange(weekday=weekday, is_usual=True):
                await self.my_time.drop_weekday(master_id, weekday)
            case WorkingDayChange(weekday=weekday, hours=hours):
                await self.my_time.save_weekday(master_id, weekday, hours)
            case DaysOffChange(first=first, last=last, reason=reason):
                days = DateRange(first, last)
                await self.my_time.add_days_off(master_id, days, _cleaned_reason(reason))
            case DaysOffLifted(first=first, last=last):
                await self.my_time.drop_days_off(master_id, DateRange(first, last))
            case BlockChange(start_at=start_at, end_at=end_at, reason=reason):
                time = Interval(start_at, end_at)
                await self.my_time.add_block(master_id, time, _cleaned_reason(reason))
            case BlockLifted(block_id=block_id):
                await self.my_time.drop_block(master_id, block_id)


def _cleaned_reason(reason: str) -> str:
    return cleaned(reason, in_one_line=True)[:MAX_REASON_LENGTH]


def _days_of(change: TimeChange, rota: Rota, now: datetime) -> set[MasterDay]:
    stretches = stretches_of(change, rota, bookable_days(rota, now))
    return {(rota.workplace.master_id, day) for time in stretches for day in time.utc_days()}


def _ensure_seen(visits: Sequence[CollidingVisit], seen: frozenset[BookingId]) -> None:
    found = frozenset(visit.booking_id for visit in visits)
    if not found <= seen:
        raise CollisionsChangedError(found)
