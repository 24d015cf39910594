from dataclasses import dataclass
from datetime import datetime

from domain.outbox.audit import Action, AuditEntry, AuditLog
from domain.outcomes.write_outcome import WriteOutcome
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.model import Actor, BookingStatus, Visit
from domain.visit.outcomes import (
    OUTCOMES,
    STATUS,
    Mark,
    NoOutcomeError,
    TooLateToCorrectError,
    can_be_corrected,
    ensure_begun,
)
from domain.visit.ports import VisitGateway
from domain.visit.rules import ensure_serves
from domain.visit.staff_ports import StaffGateway


@dataclass(frozen=True, slots=True)
class CorrectOutcomeRequest:
    """The outcome by which an admin replaces the marked one; never an arrival."""

    admin: Identity
    booking_id: BookingId
    mark: Mark


@dataclass(frozen=True, slots=True)
class CorrectOutcome:
    """Correct an outcome marked by mistake, with the client's record and the money."""

    uow: UnitOfWork
    visits: VisitGateway
    staff_gateway: StaffGateway
    write_outcome: WriteOutcome
    audit_log: AuditLog
    clock: Clock

    async def execute(self, request: CorrectOutcomeRequest) -> bool:
        """Correct the outcome; return whether that changed it.

        Raises:
            RoleMissingError: the user is not an admin.
            VisitNotFoundError: there is no such visit.
            NoOutcomeError: the visit has no outcome.
            NotBegunError: its client was asked to come later than now.
            TooLateToCorrectError: the outcome is too old to be corrected.
            MoneyLeftError: the mark does not state how the rest was paid.
        """
        request.admin.ensure_role(Role.ADMIN)
        now = self.clock.now()
        async with self.uow:
            found = await self.visits.get_visit(request.booking_id, for_update=True)
            visit = ensure_serves(found, request.admin, ())
            outcome = STATUS.get(request.mark)
            if outcome is None or visit.status not in OUTCOMES:
                raise NoOutcomeError
            if visit.status is outcome:
                return False
            if not can_be_corrected(await self.staff_gateway.get_history(visit.id), now):
                raise TooLateToCorrectError
            ensure_begun(visit, request.mark, now)
            await self._write(visit, outcome, request, now)
            await self.uow.commit()
        return True

    async def _write(
        self, visit: Visit, outcome: BookingStatus, request: CorrectOutcomeRequest, now: datetime
    ) -> None:
        actor = Actor(request.admin.user_id, Role.ADMIN)
        await self.write_outcome.execute(visit, request.mark, actor, now)
        await self.audit_log.add(
            AuditEntry(
                request.admin.user_id,
                Role.ADMIN,
                Action.OUTCOME_CORRECTED,
                f"booking:{visit.id}",
                now,
                {"status": visit.status},
                {"status": outcome, "mark": request.mark},
            )
        )
