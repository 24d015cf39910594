from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.delays.expected_delays import expected_delays, with_reported_delay
from domain.delays.write_delays import WriteDelays, changed_by
from domain.outbox.audit import Action, AuditEntry, AuditLog
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId, MasterId
from domain.shared.time import MINUTE, Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.delay_ports import DelayGateway
from domain.visit.delays import (
    Delay,
    DelayNotified,
    NoDelayError,
    StandingVisit,
    can_run_late,
    reportable_positions,
)
from domain.visit.model import Visit
from domain.visit.ports import VisitGateway
from domain.visit.rules import ensure_serves
from domain.visit.staff_ports import StaffGateway


@dataclass(frozen=True, slots=True)
class RunLateRequest:
    """A delay that a staff member reports for a visit of today."""

    staff: Identity
    booking_id: BookingId
    delay: Delay


@dataclass(frozen=True, slots=True)
class RunLate:
    """Store that a visit begins or ends later, and notify the clients affected."""

    uow: UnitOfWork
    visits: VisitGateway
    staff_gateway: StaffGateway
    delays: DelayGateway
    write_delays: WriteDelays
    audit_log: AuditLog
    clock: Clock

    async def execute(self, request: RunLateRequest) -> DelayNotified | None:
        """Return who is notified; `None` if nothing is new.

        The clients after the visit are notified, and its own client unless it has begun. A hold
        shows the delay on its card. A master reports for their own services, an admin for the
        whole visit.

        Raises:
            RoleMissingError, VisitNotFoundError: the user may not report a delay of this visit.
            NoDelayError: the visit is not today, is over, or is not agreed.
        """
        now = self.clock.now()
        async with self.uow:
            own = await self.staff_gateway.get_master_ids(request.staff.user_id)
            visit = await self._get_visit(request, own, now)
            day = await self.delays.list_around(visit.location.id, now, for_update=True)
            visit = await self._get_visit(request, own, now)  # may have changed before the lock
            notified = await self._write(request, day, own, now)
            if notified is not None:
                await self.audit_log.add(_entry(visit, request, notified.clients, now))
                await self.uow.commit()
        return notified

    async def _get_visit(
        self, request: RunLateRequest, own: frozenset[MasterId], now: datetime
    ) -> Visit:
        visit = ensure_serves(await self.visits.get_visit(request.booking_id), request.staff, own)
        if not can_run_late(visit, now):
            raise NoDelayError
        return visit

    async def _write(
        self,
        request: RunLateRequest,
        day: Sequence[StandingVisit],
        own: frozenset[MasterId],
        now: datetime,
    ) -> DelayNotified | None:
        """Store the reported delay and the delays that follow from it."""
        standing = next((one for one in day if one.booking_id == request.booking_id), None)
        if standing is None:
            raise NoDelayError
        positions = reportable_positions(
            standing, None if Role.ADMIN in request.staff.roles else own, now
        )
        reported = with_reported_delay(standing, positions, request.delay, now)
        delays = expected_delays([reported if one is standing else one for one in day], now)
        changed = changed_by(day, delays)
        if not changed and reported.stretches == standing.stretches:
            return None
        await self.delays.report(request.booking_id, positions, request.delay)
        notified = await self.write_delays.execute(changed, now)
        late = delays[request.booking_id]
        is_held_up = late > request.delay and standing.starts_at + late * MINUTE > now
        return replace(notified, is_held_up=is_held_up)


def _entry(visit: Visit, request: RunLateRequest, notified: int, now: datetime) -> AuditEntry:
    return AuditEntry(
        request.staff.user_id,
        Role.ADMIN if Role.ADMIN in request.staff.roles else Role.MASTER,
        Action.RAN_LATE,
        f"booking:{visit.id}",
        now,
        {"late_minutes": visit.said_late_minutes},
        {"late_minutes": int(request.delay), "told": notified},
    )
