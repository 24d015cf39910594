from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.delays.expected_delays import expected_delays, with_word
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
    spoken_of,
)
from domain.visit.model import Visit
from domain.visit.ports import VisitGateway
from domain.visit.rules import ensure_serves
from domain.visit.staff_ports import StaffGateway


@dataclass(frozen=True, slots=True)
class RunLateRequest:
    """What somebody of the staff says of a visit of today."""

    staff: Identity
    booking_id: BookingId
    delay: Delay


@dataclass(frozen=True, slots=True)
class RunLate:
    """Write down that a visit begins or goes on later, and tell those on whom that bears."""

    uow: UnitOfWork
    visits: VisitGateway
    staff_gateway: StaffGateway
    delays: DelayGateway
    write_delays: WriteDelays
    audit_log: AuditLog
    clock: Clock

    async def execute(self, request: RunLateRequest) -> DelayNotified | None:
        """Return who is told; `None` where everything was known.

        Those behind the visit are told, and its own client as long as it has not begun. A hold
        shows it on its card. A master speaks of the own services, an admin of the whole visit.

        Raises:
            RoleMissingError, VisitNotFoundError: it is not for this person to say.
            NoDelayError: the visit is not today, is over, or does not stand.
        """
        now = self.clock.now()
        async with self.uow:
            own = await self.staff_gateway.get_master_ids(request.staff.user_id)
            visit = await self._get_visit(request, own, now)
            day = await self.delays.list_around(visit.location.id, now, for_update=True)
            visit = await self._get_visit(request, own, now)  # while we waited it may have changed
            told = await self._say(request, day, own, now)
            if told is not None:
                await self.audit_log.add(_entry(visit, request, told.clients, now))
                await self.uow.commit()
        return told

    async def _get_visit(
        self, request: RunLateRequest, own: frozenset[MasterId], now: datetime
    ) -> Visit:
        visit = ensure_serves(await self.visits.get_visit(request.booking_id), request.staff, own)
        if not can_run_late(visit, now):
            raise NoDelayError
        return visit

    async def _say(
        self,
        request: RunLateRequest,
        day: Sequence[StandingVisit],
        own: frozenset[MasterId],
        now: datetime,
    ) -> DelayNotified | None:
        """Write the word, and what it brings about."""
        words_of_message = next((one for one in day if one.booking_id == request.booking_id), None)
        if words_of_message is None:
            raise NoDelayError
        positions = spoken_of(
            words_of_message, None if Role.ADMIN in request.staff.roles else own, now
        )
        spoken = with_word(words_of_message, positions, request.delay, now)
        delays = expected_delays([spoken if one is words_of_message else one for one in day], now)
        changed = changed_by(day, delays)
        if not changed and spoken.stretches == words_of_message.stretches:
            return None
        await self.delays.say(request.booking_id, positions, request.delay)
        told = await self.write_delays.execute(changed, now)
        late = delays[request.booking_id]
        is_held_up = late > request.delay and words_of_message.starts_at + late * MINUTE > now
        return replace(told, is_held_up=is_held_up)


def _entry(visit: Visit, request: RunLateRequest, told: int, now: datetime) -> AuditEntry:
    return AuditEntry(
        request.staff.user_id,
        Role.ADMIN if Role.ADMIN in request.staff.roles else Role.MASTER,
        Action.RAN_LATE,
        f"booking:{visit.id}",
        now,
        {"late_minutes": visit.said_late_minutes},
        {"late_minutes": int(request.delay), "told": told},
    )
