from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.outbox.ports import Outbox
from domain.payments.model import Payment, PaymentState
from domain.payments.ports import PaymentGateway
from domain.payments.transitions import PaymentTransition, payment_transition
from domain.shared.identity import Role
from domain.shared.ids import BookingId, PaymentId, UserId
from domain.visit.messages import hold_ended
from domain.visit.model import PROGRAM, Actor, BookingStatus
from domain.visit.ports import BookingGateway, Hold
from domain.visit.reasons import ProgramReason
from domain.visit.transitions import transition


@dataclass(frozen=True, slots=True)
class HoldEnd:
    """Why a hold ends: it expired, or its client cancelled it."""

    status: BookingStatus
    actor: Actor
    reason: str = ""

    @property
    def notifies_client(self) -> bool:
        """Whether the client has to be notified: only if no user ended the hold."""
        return self.actor.user_id is None


RUN_OUT = HoldEnd(BookingStatus.EXPIRED, PROGRAM)


def given_up(actor: Actor, reason: str = "") -> HoldEnd:
    """Return the end of a hold that its client, or an admin for them, cancels."""
    return HoldEnd(BookingStatus.CANCELLED, actor, reason)


def paid_too_late(client_id: UserId) -> HoldEnd:
    """Return the end of an expired hold that was paid after the visit's start."""
    return HoldEnd(
        BookingStatus.EXPIRED, Actor(client_id, Role.CLIENT), ProgramReason.PAID_TOO_LATE
    )


@dataclass(frozen=True, slots=True)
class EndHolds:
    """End holds without payment; all such ends go through here.

    Runs inside the caller's transaction; the number of queries is fixed.
    """

    bookings: BookingGateway
    payments: PaymentGateway
    outbox: Outbox

    async def execute(self, holds: Sequence[Hold], end: HoldEnd, now: datetime) -> None:
        """Release the time, close the payments and queue the notifications."""
        if not holds:
            return
        booking_ids = [hold.booking_id for hold in holds]
        change = transition(
            BookingStatus.PENDING, end.status, at=now, actor=end.actor, reason=end.reason
        )
        await self.bookings.change_status(booking_ids, change)
        closed = await self._close_payments(booking_ids, end, now)
        messages = (
            hold_ended(hold, closed.get(hold.booking_id), now, notifies_client=end.notifies_client)
            for hold in holds
        )
        await self.outbox.add([message for of_hold in messages for message in of_hold])

    async def _close_payments(
        self, booking_ids: Sequence[BookingId], end: HoldEnd, now: datetime
    ) -> dict[BookingId, Payment]:
        """Close the open payments; return them in their new state."""
        payments = await self.payments.lock_open(booking_ids)
        ids_by_change: dict[PaymentTransition, list[PaymentId]] = defaultdict(list)
        for payment in payments:
            change = payment_transition(payment.state, _closed(payment, end), at=now)
            ids_by_change[change].append(payment.id)
        for change, payment_ids in ids_by_change.items():
            await self.payments.close(payment_ids, change)
        return {p.booking_id: replace(p, state=_closed(p, end)) for p in payments}


def _closed(payment: Payment, end: HoldEnd) -> PaymentState:
    """Return FAILED for an expired hold if no invoice was sent or a payment was attempted."""
    has_failed = payment.state is PaymentState.CREATED or payment.checked_at is not None
    is_cancelled = end.status is BookingStatus.CANCELLED
    return PaymentState.FAILED if has_failed and not is_cancelled else PaymentState.CANCELLED
