from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from domain.availability.model import VisitPlan
from domain.booking.calculate_deposit import CalculateDeposit
from domain.booking.messages import deposit_not_taken
from domain.outbox.audit import Action
from domain.outbox.ports import Outbox
from domain.payments.model import Deposit, PaymentState
from domain.payments.ports import NewPayment, PaymentGateway
from domain.payments.transitions import payment_transition
from domain.reminders.plan import Remindable, reminders_of
from domain.schedule.model import LocationProfile
from domain.shared.identity import Role
from domain.shared.ids import BookingId
from domain.visit.messages import booking_made, countdown, to_client
from domain.visit.model import Actor, BookingStatus, ClientRecord, NewBooking
from domain.visit.ports import BookingGateway
from domain.visit.staff_changes import RecordStaffAction
from domain.visit.transitions import transition


@dataclass(frozen=True, slots=True)
class AddBooking:
    """Write a new booking for claimed time, with its payment and notifications.

    Runs inside the caller's transaction. A booking with a deposit is held until the payment; any
    other is confirmed.
    """

    calculate_deposit: CalculateDeposit
    bookings: BookingGateway
    payments: PaymentGateway
    outbox: Outbox
    record_staff_action: RecordStaffAction

    async def execute(
        self,
        booking: NewBooking,
        plan: VisitPlan,
        client: ClientRecord,
        actor: Actor,
        now: datetime,
    ) -> BookingId:
        """Return the id of the booking."""
        terms = self.calculate_deposit.execute(plan, booking.items, client)
        if terms.due is not None:
            expires_at = now + timedelta(minutes=plan.profile.policies.hold_minutes)
            return await self._hold(booking, terms.due, now, expires_at)
        booking_id = await self._confirm(booking, actor, plan.profile, client, now)
        if terms.not_taken is not None:
            place = booking.location_id
            await self.outbox.add([deposit_not_taken(place, booking_id, terms.not_taken, now)])
        return booking_id

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
        notification = to_client(made, booking.client_id)
        await self.record_staff_action.execute(actor, Action.BOOKED_FOR_CLIENT, notification)
        return booking_id

    async def _hold(
        self, booking: NewBooking, deposit: Deposit, now: datetime, expires_at: datetime
    ) -> BookingId:
        actor = Actor(booking.client_id, Role.CLIENT)
        begin = transition(None, BookingStatus.PENDING, at=now, actor=actor)
        booking_id = await self.bookings.add(_as_hold(booking, deposit, expires_at), [begin])
        await self.payments.add(
            NewPayment(booking_id, booking.client_id, deposit.provider, deposit.amount, uuid4()),
            payment_transition(None, PaymentState.CREATED, at=now),
        )
        await self.outbox.add(countdown(booking_id, booking.client_id, now, expires_at))
        return booking_id


def _as_hold(booking: NewBooking, deposit: Deposit, expires_at: datetime) -> NewBooking:
    return replace(
        booking, status=BookingStatus.PENDING, hold_expires_at=expires_at, deposit=deposit.amount
    )
