from dataclasses import dataclass
from datetime import datetime

from domain.availability.model import ServiceChoice, Terms, VisitPlan, VisitWish
from domain.availability.plan_visit import PlanVisitAfresh
from domain.booking.change_visit import ChangeVisit
from domain.booking.claim_time import ClaimTime
from domain.booking.messages import booking_moved
from domain.booking.occupy_time import OccupyTime
from domain.outbox.audit import Action
from domain.outbox.ports import Outbox
from domain.shared.denials import ensure
from domain.shared.errors import RetryableError
from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from domain.shared.master_days import MasterDay
from domain.shared.time import Clock
from domain.visit.card import ReadVisitCard, VisitCard
from domain.visit.errors import SameTimeError, VisitNotActiveError
from domain.visit.messages import to_client
from domain.visit.model import Actor, BookingStatus, Visit
from domain.visit.moves import choice_of, line_of_move
from domain.visit.policies import locks_of
from domain.visit.ports import VisitGateway
from domain.visit.rules import ensure_own, is_coming
from domain.visit.staff_changes import RecordStaffAction, acting, staff_can_change


@dataclass(frozen=True, slots=True)
class RescheduleRequest:
    """A new start for a client's visit; its services stay the same.

    Its masters stay the same, too, unless `with_any_master`. An `admin` may move it for the
    client.
    """

    client: Identity
    booking_id: BookingId
    start_at: datetime
    with_any_master: bool = False
    admin: Identity | None = None


MOVABLE = (BookingStatus.CONFIRMED, BookingStatus.RESCHEDULE_PROPOSED)


@dataclass(frozen=True, slots=True)
class Reschedule:
    """Move a visit in one transaction: same booking, same price, new time."""

    occupy_time: OccupyTime
    visits: VisitGateway
    plan_visit: PlanVisitAfresh
    claim_time: ClaimTime
    change_visit: ChangeVisit
    outbox: Outbox
    record_staff_action: RecordStaffAction
    read_card: ReadVisitCard
    clock: Clock

    async def execute(self, request: RescheduleRequest) -> VisitCard:
        """Return the visit at its new time, which may overlap its old one.

        If the business proposes another time or runs late, the lock window does not apply to the
        client; otherwise a client cannot move a visit in it or into it. An admin can move any
        visit that has not ended to any free time, and its client is notified.

        Raises:
            RoleMissingError: the user who moves it for the client is not an admin.
            VisitNotFoundError: there is none, or it belongs to another client.
            VisitNotActiveError: it is over or cancelled.
            SameTimeError: it is already at that time.
            SlotTakenError: the new time was taken in the meantime; carries alternatives.
            RetryableError: a concurrent change made the lock window apply again.
            PolicyDenial: a rule forbids it, in most cases the lock window.
            LocationNotFoundError, ServiceSwitchedOffError, MasterSwitchedOffError,
            MasterNotFoundError: a booked service or master is no longer offered.
        """
        now = self.clock.now()
        async with self.occupy_time.attempt() as attempt:
            visit = await self._get_movable(request, now)
            wish = _wish_of(visit, request)
            attempt.wants(wish, request.start_at)
            attempt.touched = await self._move(visit, wish, request, now)
            return await self.read_card.execute(request.client, visit.id, now)

    async def _get_movable(
        self, request: RescheduleRequest, now: datetime, *, for_update: bool = False
    ) -> Visit:
        found = await self.visits.get_visit(request.booking_id, for_update=for_update)
        visit = ensure_own(found, request.client)
        is_open = staff_can_change if request.admin else is_coming
        if visit.status not in MOVABLE or not is_open(visit, now):
            raise VisitNotActiveError
        if request.start_at == visit.starts_at:
            raise SameTimeError
        return visit

    async def _move(
        self, visit: Visit, wish: VisitWish, request: RescheduleRequest, now: datetime
    ) -> set[MasterDay]:
        plan = await self.plan_visit.execute(wish)
        _ensure_can_move(visit, plan, now)
        claim = await self.claim_time.for_booking(
            visit.id, plan, request.start_at, request.client, now, admin=request.admin
        )
        # Master-days are locked before rows, so the visit may have changed before its row lock.
        was_unlocked = visit.is_free_to_change
        visit = await self._get_movable(request, now, for_update=True)
        if was_unlocked and not visit.is_free_to_change:
            raise RetryableError
        _ensure_can_move(visit, plan, now)
        actor = acting(request.client, request.admin)
        line = line_of_move(visit, actor, request.start_at, now)
        moved = await self.change_visit.move(visit, claim.items, line)
        await self._notify(visit, actor, request.start_at, now)
        return moved.touched | claim.freed

    async def _notify(self, visit: Visit, actor: Actor, start_at: datetime, now: datetime) -> None:
        notification = booking_moved(visit, now)
        await self.outbox.add([notification])
        await self.record_staff_action.execute(
            actor,
            Action.VISIT_MOVED,
            to_client(notification, visit.client_id),
            before={"start_at": visit.starts_at.isoformat()},
            after={"start_at": start_at.isoformat()},
        )


def _ensure_can_move(visit: Visit, plan: VisitPlan, now: datetime) -> None:
    if not plan.by_staff:
        ensure(locks_of(visit, now, plan.profile.policies).move)


def _wish_of(visit: Visit, request: RescheduleRequest) -> VisitWish:
    choice = choice_of(visit)
    if request.with_any_master:
        choice = tuple(ServiceChoice(item.service_id) for item in visit.items)
    terms = Terms(obeys_lock_window=not visit.is_free_to_change, admin=request.admin)
    return VisitWish(visit.location.id, choice, terms, visit.id, visit.client_id)
