from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.availability.model import VisitPlan, VisitWish
from domain.availability.plan_visit import PlanVisitAfresh
from domain.booking.add_booking import AddBooking
from domain.booking.claim_time import Claim, ClaimTime
from domain.booking.occupy_time import OccupyTime
from domain.shared.errors import DomainError
from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from domain.shared.money import total
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.card import ReadVisitCard, VisitCard
from domain.visit.errors import PriceChangedError
from domain.visit.model import BookingSource, BookingStatus, NewBooking, master_days_of
from domain.visit.ports import BookingGateway
from domain.visit.staff_changes import acting

MAX_NOTE_LENGTH = 500


@dataclass(frozen=True, slots=True)
class HoldSlotRequest:
    """The very chain that the client chose, the price that they saw, and a note.

    Where the terms of the wish name an admin, the admin books for the client. Requests of one
    `request_key` are the same wish, sent twice: they become one visit at most.
    """

    client: Identity
    wish: VisitWish
    start_at: datetime
    seen_price_minor: int
    request_key: UUID
    note: str = ""
    source: BookingSource = BookingSource.CLIENT

    @property
    def admin(self) -> Identity | None:
        """The admin who books for the client, if one does."""
        return self.wish.terms.admin


@dataclass(frozen=True, slots=True)
class HoldSlot:
    """Book a visit: confirmed at once, or held while money that a policy asks for is awaited.

    Where an admin books no money is awaited: the client pays at the venue.
    """

    occupy_time: OccupyTime
    uow: UnitOfWork
    plan_visit: PlanVisitAfresh
    claim_time: ClaimTime
    add_booking: AddBooking
    bookings: BookingGateway
    read_card: ReadVisitCard
    clock: Clock

    async def execute(self, request: HoldSlotRequest) -> VisitCard:
        """Return the visit, whose time nobody else can take any more.

        Raises:
            SlotTakenError: the time was taken in the meantime; carries the nearest alternatives.
            AlreadyBookedError: the request key is another client's.
            PriceChangedError: it would cost other than what the client saw.
            PolicyDenial: a rule of the location says no.
            RoleMissingError: who books for the client is not an admin.
            LocationNotFoundError, ServiceNotFoundError, ServiceSwitchedOffError,
            MasterNotFoundError, MasterSwitchedOffError: the choice no longer stands.
        """
        now = self.clock.now()
        try:
            async with self.occupy_time.attempt() as attempt:
                attempt.wants(request.wish, request.start_at)
                plan = await self.plan_visit.execute(request.wish)
                booking_id, claim = await self._write(request, plan, now)
                attempt.touched = claim.freed | master_days_of(claim.items)
                return await self.read_card.execute(request.client, booking_id, now, plan.profile)
        except DomainError as refusal:
            return await self._booked_before(request, refusal, now)

    async def _booked_before(
        self, request: HoldSlotRequest, refusal: DomainError, now: datetime
    ) -> VisitCard:
        """Return the visit of the same request, sent before; without one, refuse."""
        async with self.uow:
            booking_id = await self.bookings.find_by_request_key(
                request.request_key, request.client.user_id
            )
            if booking_id is None:
                raise refusal
            return await self.read_card.execute(request.client, booking_id, now)

    async def _write(
        self, request: HoldSlotRequest, plan: VisitPlan, now: datetime
    ) -> tuple[BookingId, Claim]:
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
        booking = NewBooking(
            location_id=request.wish.location_id,
            client_id=request.client.user_id,
            request_key=request.request_key,
            status=BookingStatus.CONFIRMED,
            hold_expires_at=None,
            source=BookingSource.ADMIN if request.admin else request.source,
            note=request.note[:MAX_NOTE_LENGTH],
            price=price,
            items=claim.items,
        )
        actor = acting(request.client, request.admin)
        return await self.add_booking.execute(booking, plan, claim.record, actor, now), claim
