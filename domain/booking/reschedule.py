from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.availability.find_alternatives import FindAlternatives
from domain.availability.model import ServiceChoice, VisitPlan
from domain.availability.plan_visit import PlanVisitAfresh
from domain.availability.ports import BusyCache
from domain.booking.claim_time import ClaimTime
from domain.outbox.audit import Action
from domain.outbox.message import MessageKind, OutboxMessage
from domain.outbox.ports import Outbox
from domain.reminders.rewrite_reminders import RewriteReminders
from domain.shared.denials import ensure
from domain.shared.errors import RetryableError
from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from domain.shared.master_days import MasterDay
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.errors import SameTimeError, SlotTakenError, VisitNotActiveError
from domain.visit.messages import to_client
from domain.visit.model import Actor, BookingItem, BookingStatus, Transition, Visit, master_days_of
from domain.visit.policies import locks_of
from domain.visit.ports import BookingGateway, VisitGateway
from domain.visit.proposal_ports import ProposalGateway
from domain.visit.proposals import ProposalAnswer
from domain.visit.reasons import moved
from domain.visit.rules import ensure_own, is_coming
from domain.visit.staff_changes import RecordStaffAction, acting, staff_can_change
from domain.visit.transitions import transition


@dataclass(frozen=True, slots=True)
class RescheduleRequest:
    """Where a client wants a visit moved to; it keeps its services.

    It keeps its masters, too, unless the client will have anybody. An `admin` may move it for
    the client.
    """

    client: Identity
    booking_id: BookingId
    start_at: datetime
    with_any_master: bool = False
    admin: Identity | None = None


MOVABLE = (BookingStatus.CONFIRMED, BookingStatus.RESCHEDULE_PROPOSED)


@dataclass(frozen=True, slots=True)
class Reschedule:
    """Move a visit in one atomic act: same booking, same price, old time let go, new one taken."""

    uow: UnitOfWork
    visits: VisitGateway
    plan_visit: PlanVisitAfresh
    claim_time: ClaimTime
    bookings: BookingGateway
    proposals: ProposalGateway
    outbox: Outbox
    rewrite_reminders: RewriteReminders
    record_staff_action: RecordStaffAction
    busy_cache: BusyCache
    find_alternatives: FindAlternatives
    clock: Clock

    async def execute(self, request: RescheduleRequest) -> None:
        """Move the visit, into a time that overlaps its own old one if the client likes.

        Who is offered another time, or told that we run late, may take any time instead, however
        late it is; no other client moves a visit into the lock window. An admin moves any visit
        that has not ended to any time that is free, and its client is told.

        Raises:
            RoleMissingError: who moves it for the client is no admin.
            VisitNotFoundError: there is none, or it is somebody else's.
            VisitNotActiveError: it is over or cancelled.
            SameTimeError: it is at that time already.
            SlotTakenError: the new time was taken in the meantime; carries alternatives.
            RetryableError: the client ceased to be free to go at this very moment.
            PolicyDenial: a rule says no, the lock window above all.
            LocationNotFoundError, ServiceSwitchedOffError, MasterSwitchedOffError,
            MasterNotFoundError: what was booked is no longer offered.
        """
        now = self.clock.now()
        async with self.uow:
            visit = await self._get_movable(request, now)
        try:
            async with self.uow:
                touched = await self._move(visit, request, now)
                await self.uow.commit()
        except SlotTakenError:
            alternatives = await self.find_alternatives.execute(
                visit.location.id,
                _wanted(visit, request),
                request.start_at,
                visit.id,
                is_move=not visit.can_be_left,
                admin=request.admin,
            )
            raise SlotTakenError(alternatives) from None
        await self.busy_cache.forget(touched)

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
        self, visit: Visit, request: RescheduleRequest, now: datetime
    ) -> set[MasterDay]:
        actor = acting(request.client, request.admin)
        plan = await self.plan_visit.execute(visit.location.id, _wanted(visit, request))
        is_free = visit.can_be_left
        plan = plan.on_terms(is_move=not is_free, admin=request.admin)
        _ensure_in_time(visit, plan, now)
        claim = await self.claim_time.for_booking(
            visit.id, plan, request.start_at, request.client, now
        )
        # Masters' days are locked before rows; so the visit may have been changed before.
        visit = await self._get_movable(request, now, for_update=True)
        if is_free and not visit.can_be_left:
            raise RetryableError
        _ensure_in_time(visit, plan, now)
        old = await self.bookings.get_items(visit.id)
        new = at_old_prices(claim.items, old)
        move = line_of_move(visit, actor, request.start_at, now)
        await self.bookings.replace_items(visit.id, new, move)
        await self.proposals.close(visit.id, ProposalAnswer.MOVED, now)
        await self._tell(visit, actor, request.start_at, now)
        await self.rewrite_reminders.execute([visit.id], now)
        return {*claim.freed, *master_days_of(old), *master_days_of(new)}

    async def _tell(self, visit: Visit, actor: Actor, start_at: datetime, now: datetime) -> None:
        notice = _notice(visit, now)
        await self.outbox.add([notice])
        await self.record_staff_action.execute(
            actor,
            Action.VISIT_MOVED,
            to_client(notice, visit.client_id),
            before={"start_at": visit.starts_at.isoformat()},
            after={"start_at": start_at.isoformat()},
        )


def _ensure_in_time(visit: Visit, plan: VisitPlan, now: datetime) -> None:
    if not plan.by_staff:
        ensure(locks_of(visit, now, plan.profile.policies).move)


def choice_of(visit: Visit) -> tuple[ServiceChoice, ...]:
    """Return what would have to be chosen to get the same visit again."""
    return tuple(ServiceChoice(item.service_id, item.master_id) for item in visit.items)


def at_old_prices(
    items: Sequence[BookingItem], old: Sequence[BookingItem]
) -> tuple[BookingItem, ...]:
    """Return the items at the prices that were agreed."""
    prices = {item.service_id: item.price for item in old}
    return tuple(replace(item, price=prices[item.service_id]) for item in items)


def line_of_move(visit: Visit, actor: Actor, start_at: datetime, now: datetime) -> Transition:
    """Return the line of history of a move; an offer of another time is over by it."""
    reason = moved(visit.starts_at, start_at)
    if visit.status is BookingStatus.CONFIRMED:
        return Transition(visit.status, visit.status, now, actor, reason)
    return transition(visit.status, BookingStatus.CONFIRMED, at=now, actor=actor, reason=reason)


def _wanted(visit: Visit, request: RescheduleRequest) -> tuple[ServiceChoice, ...]:
    if not request.with_any_master:
        return choice_of(visit)
    return tuple(ServiceChoice(item.service_id) for item in visit.items)


def _notice(visit: Visit, now: datetime) -> OutboxMessage:
    kind, version = MessageKind.BOOKING_MOVED, visit.version + 1
    old = visit.starts_at.isoformat()
    facts: dict[str, str | int] = {"version": version, "old_start_at": old}
    return OutboxMessage(f"{kind}:{visit.id}:{version}", kind, visit.id, now, facts=facts)
