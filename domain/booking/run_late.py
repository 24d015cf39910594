from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.booking.delay_ports import DelayGateway
from domain.booking.delays import (
    Delay,
    NoDelayError,
    StandingVisit,
    can_run_late,
    delays_of,
    today_of,
)
from domain.booking.get_staff_visit import ensure_serves
from domain.booking.late_messages import delay_shown, running_late
from domain.booking.model import Visit
from domain.booking.ports import VisitGateway
from domain.booking.staff_ports import StaffGateway
from domain.notifications.ports import Outbox
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.staff.audit import Act, AuditEntry, AuditLog

Changed = Sequence[tuple[StandingVisit, int]]
"""Visits of which something else than so far is expected, and how late they are now."""


@dataclass(frozen=True, slots=True)
class RunLateRequest:
    """What somebody of the staff says of a visit of today."""

    staff: Identity
    booking_id: BookingId
    delay: Delay


class RunLate:
    """Write down that a visit begins or goes on later, and tell those on whom that bears."""

    def __init__(
        self,
        uow: UnitOfWork,
        visits: VisitGateway,
        staff_gateway: StaffGateway,
        delays: DelayGateway,
        outbox: Outbox,
        audit_log: AuditLog,
        clock: Clock,
    ) -> None:
        self._uow = uow
        self._visits = visits
        self._staff_gateway = staff_gateway
        self._delays = delays
        self._outbox = outbox
        self._audit_log = audit_log
        self._clock = clock

    async def execute(self, request: RunLateRequest) -> int | None:
        """Return how many clients are told; `None` where everything was known.

        Those behind the visit are told, and its own client as long as it has not begun. A hold
        shows it on its card.

        Raises:
            RoleMissingError, VisitNotFoundError: it is not for this person to say.
            NoDelayError: the visit is not today, is over, or does not stand.
        """
        now = self._clock.now()
        async with self._uow:
            visit = await self._get_visit(request, now)
            day = await self._delays.lock_day(visit.location.id, today_of(visit, now), now)
            visit = await self._get_visit(request, now)  # while we waited it may have changed
            if visit.id not in {standing.booking_id for standing in day}:
                raise NoDelayError
            changed = _changed(day, request)
            if not changed:
                return None
            told = [pair for pair in changed if _is_told(*pair, visit, now)]
            await self._delays.save({standing.booking_id: late for standing, late in changed})
            await self._outbox.add([delay_shown(*pair, now) for pair in changed])
            await self._outbox.add([running_late(*pair, now) for pair in told])
            await self._audit_log.add(_entry(visit, request, len(told), now))
            await self._uow.commit()
        return len(told)

    async def _get_visit(self, request: RunLateRequest, now: datetime) -> Visit:
        own = await self._staff_gateway.get_master_ids(request.staff.user_id)
        found = await self._visits.get_visit(request.booking_id)
        visit = ensure_serves(found, request.staff, own)
        if not can_run_late(visit, now):
            raise NoDelayError
        return visit


def _changed(day: Sequence[StandingVisit], request: RunLateRequest) -> Changed:
    delays = delays_of(day, request.booking_id, request.delay)
    now_late = ((one, delays.get(one.booking_id, one.late_minutes)) for one in day)
    return [(one, minutes) for one, minutes in now_late if minutes != one.late_minutes]


def _is_told(one: StandingVisit, minutes: int, visit: Visit, now: datetime) -> bool:
    """Tell whether the client is told: not one whose visit has begun, as far as they know."""
    has_begun = one.booking_id == visit.id and visit.expected_at <= now
    return one.is_awaited(minutes, now) and not has_begun


def _entry(visit: Visit, request: RunLateRequest, told: int, now: datetime) -> AuditEntry:
    return AuditEntry(
        request.staff.user_id,
        Role.ADMIN if Role.ADMIN in request.staff.roles else Role.MASTER,
        Act.RAN_LATE,
        f"booking:{visit.id}",
        now,
        {"late_minutes": visit.late_minutes},
        {"late_minutes": int(request.delay), "told": told},
    )
