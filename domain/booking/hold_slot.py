from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from domain.availability.find_alternatives import FindAlternatives
from domain.availability.model import ServiceChoice
from domain.availability.plan_visit import PlanVisitAfresh
from domain.availability.ports import BusyCache
from domain.booking.calculate_deposit import CalculateDeposit
from domain.booking.claim_time import Claim, ClaimTime
from domain.outbox.audit import Action
from domain.outbox.ports import Outbox
from domain.payments.model import Deposit, PaymentState
from domain.payments.ports import NewPayment, PaymentGateway
from domain.payments.transitions import payment_transition
from domain.reminders.plan import Remindable, reminders_of
from domain.schedule.model import LocationProfile
from domain.shared.errors import DomainError
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId, LocationId
from domain.shared.money import Money, total
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.errors import PriceChangedError, SlotTakenError
from domain.visit.messages import booking_made, countdown, to_client
from domain.visit.model import (
    Actor,
    BookingSource,
    BookingStatus,
    ClientRecord,
    NewBooking,
    master_days_of,
)
from domain.visit.ports import BookingGateway
from domain.visit.staff_changes import RecordStaffAction, acting
from domain.visit.transitions import transition

MAX_NOTE_LENGTH = 500


@dataclass(frozen=True, slots=True)
class HoldSlotRequest:
    """The very chain that the client chose: services, masters or any, the start, and its price.

    An `admin` books for a client who phoned or walked in. Requests of one `request_key` are one
    wish told twice: they become one visit at most.
    """

    client: Identity
    location_id: LocationId
    choice: tuple[ServiceChoice, ...]
    start_at: datetime
    seen_price_minor: int
    request_key: UUID
    note: str = ""
    source: BookingSource = BookingSource.CLIENT
    admin: Identity | None = None


@dataclass(frozen=True, slots=True)
class HoldSlot:
    """Book a visit: confirmed at once, or held while money that a policy asks for is awaited.

    Where an admin books no money is awaited: the client pays at the venue.
    """

    uow: UnitOfWork
    plan_visit: PlanVisitAfresh
    claim_time: ClaimTime
    calculate_deposit: CalculateDeposit
    bookings: BookingGateway
    payments: PaymentGateway
    outbox: Outbox
    record_staff_action: RecordStaffAction
    busy_cache: BusyCache
    find_alternatives: FindAlternatives
    clock: Clock

    async def execute(self, request: HoldSlotRequest) -> BookingId:
        """Return the id of the visit that nobody else can take any more.

        Raises:
            SlotTakenError: the time was taken in the meantime; carries the nearest alternatives.
            AlreadyBookedError: the request key is another client's.
            PriceChangedError: it would cost other than what the client saw.
            PolicyDenial: a rule of the location says no.
            RoleMissingError: who books for the client is no admin.
            LocationNotFoundError, ServiceNotFoundError, ServiceSwitchedOffError,
            MasterNotFoundError, MasterSwitchedOffError: the choice no longer stands.
        """
        try:
            async with self.uow:
                booking_id, claim = await self._write(request)
                await self.uow.commit()
        except DomainError as refusal:
            return await self._booked_before(request, refusal)
        await self.busy_cache.forget(claim.freed | master_days_of(claim.items))
        return booking_id

    async def _booked_before(self, request: HoldSlotRequest, refusal: DomainError) -> BookingId:
        """Return the visit of the same request, told twice; without one, refuse."""
        async with self.uow:
            booking_id = await self.bookings.find_by_request_key(
                request.request_key, request.client.user_id
            )
        if booking_id is not None:
            return booking_id
        if not isinstance(refusal, SlotTakenError):
            raise refusal
        raise SlotTakenError(
            await self.find_alternatives.execute(
                request.location_id, request.choice, request.start_at, admin=request.admin
            )
        )

    async def _write(self, request: HoldSlotRequest) -> tuple[BookingId, Claim]:
        now = self.clock.now()
        plan = await self.plan_visit.execute(request.location_id, request.choice)
        plan = plan.on_terms(is_move=False, admin=request.admin)
        claim = await self.claim_time.execute(
            plan,
            request.start_at,
            request.client,
            now,
            seen_price_minor=request.seen_price_minor,
            admin=request.admin,
        )
        price = total((item.price for item in claim.items), plan.profile.location.currency)
        if price.amount_minor != request.seen_price_minor:
            raise PriceChangedError
        booking = _confirmed(request, price, claim)
        deposit = self.calculate_deposit.execute(plan, claim.items, claim.record)
        if deposit is None:
            actor = acting(request.client, request.admin)
            return await self._confirm(booking, actor, plan.profile, claim.record, now), claim
        expires_at = now + timedelta(minutes=plan.profile.policies.hold_minutes)
        return await self._hold(booking, deposit, now, expires_at), claim

    async def _confirm(
        self,
        booking: NewBooking,
        actor: Actor,
        profile: LocationProfile,
        client: ClientRecord,
        now: datetime,
    ) -> BookingId:
        history = (
            transition(None, BookingStatus.PENDING, at=now, actor=actor),
            transition(BookingStatus.PENDING, BookingStatus.CONFIRMED, at=now, actor=actor),
        )
        booking_id = await self.bookings.add(booking, history)
        start_at = min(item.start_at for item in booking.items)
        visit = Remindable(
            booking_id, booking.client_id, booking.status, start_at, profile, client.has_chat
        )
        made = booking_made(booking_id, now)
        await self.outbox.add([made, *reminders_of(visit, now)])
        told = to_client(made, booking.client_id)
        await self.record_staff_action.execute(actor, Action.BOOKED_FOR_CLIENT, told)
        return booking_id

    async def _hold(
        self, booking: NewBooking, deposit: Deposit, now: datetime, expires_at: datetime
    ) -> BookingId:
        actor = Actor(booking.client_id, Role.CLIENT)
        begin = transition(None, BookingStatus.PENDING, at=now, actor=actor)
        booking_id = await self.bookings.add(_held(booking, deposit, expires_at), [begin])
        await self.payments.add(
            NewPayment(booking_id, booking.client_id, deposit.provider, deposit.amount, uuid4()),
            payment_transition(None, PaymentState.CREATED, at=now),
        )
        await self.outbox.add(countdown(booking_id, booking.client_id, now, expires_at))
        return booking_id


def _confirmed(request: HoldSlotRequest, price: Money, claim: Claim) -> NewBooking:
    return NewBooking(
        location_id=request.location_id,
        client_id=request.client.user_id,
        request_key=request.request_key,
        status=BookingStatus.CONFIRMED,
        hold_expires_at=None,
        source=BookingSource.ADMIN if request.admin else request.source,
        note=request.note[:MAX_NOTE_LENGTH],
        price=price,
        items=claim.items,
    )


def _held(booking: NewBooking, deposit: Deposit, expires_at: datetime) -> NewBooking:
    return replace(
        booking, status=BookingStatus.PENDING, hold_expires_at=expires_at, deposit=deposit.amount
    )
