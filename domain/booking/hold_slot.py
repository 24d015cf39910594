from dataclasses import dataclass, replace
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
    """The chosen services and start, the price that the client saw, and a note.

    If the terms of the wish name an admin, the admin books for the client. Requests with the same
    `request_key` are duplicates and create at most one visit.
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
        """The admin who books for the client, if any."""
        return self.wish.terms.admin


@dataclass(frozen=True, slots=True)
class HoldSlot:
    """Book a visit: confirm it at once, or hold it until the deposit is paid.

    A booking by an admin needs no deposit: the client pays at the venue.
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
        """Return the visit; its time is now occupied.

        Raises:
            SlotTakenError: the time was taken in the meantime; carries the nearest alternatives.
            AlreadyBookedError: the request key belongs to another client.
            PriceChangedError: the price differs from the one that the client saw.
            PolicyDenial: a rule of the location forbids it.
            RoleMissingError: the user who books for the client is not an admin.
            LocationNotFoundError, ServiceNotFoundError, ServiceSwitchedOffError,
            MasterNotFoundError, MasterSwitchedOffError: the choice is no longer valid.
        """
        now = self.clock.now()
        try:
            async with self.occupy_time.attempt() as attempt:
                wish = replace(request.wish, client_id=request.client.user_id)
                attempt.wants(wish, request.start_at)
                plan = await self.plan_visit.execute(wish)
                booking_id, claim = await self._write(request, plan, now)
                attempt.touched = claim.freed | master_days_of(claim.items)
                return await self.read_card.execute(request.client, booking_id, now, plan.profile)
        except DomainError as error:
            return await self._booked_before(request, error, now)

    async def _booked_before(
        self, request: HoldSlotRequest, error: DomainError, now: datetime
    ) -> VisitCard:
        """Return the visit of an earlier duplicate request; without one, raise the error."""
        async with self.uow:
            booking_id = await self.bookings.find_by_request_key(
                request.request_key, request.client.user_id
            )
            if booking_id is None:
                raise error
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
