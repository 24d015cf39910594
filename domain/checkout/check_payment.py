from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from domain.availability.ports import BusyCache
from domain.outbox.ports import Outbox
from domain.payments.errors import (
    AlreadyPaidError,
    HoldOverError,
    PaymentAmountError,
    PaymentNotYoursError,
    PaymentUnknownError,
)
from domain.payments.model import OPEN, Payment
from domain.payments.ports import PaymentGateway
from domain.schedule.ports import LocationProfileCache
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.messages import hold_extended
from domain.visit.model import BookingStatus, Visit, master_days_of
from domain.visit.ports import BookingGateway, VisitGateway

TIME_FOR_MONEY = timedelta(minutes=2)
"""How long a hold lasts at least after the check, while the payment is processed."""

TIME_TO_TRY = timedelta(minutes=10)
"""How long a hold can be extended beyond its own minutes while the client tries to pay."""


@dataclass(frozen=True, slots=True)
class CheckPayment:
    """Check whether a client may pay, at the last moment before the payment."""

    uow: UnitOfWork
    payments: PaymentGateway
    visits: VisitGateway
    bookings: BookingGateway
    profiles: LocationProfileCache
    outbox: Outbox
    busy_cache: BusyCache
    clock: Clock

    async def execute(
        self, payer_ref: int, payload: str, amount_minor: int, currency: str
    ) -> Payment:
        """Return the payment if it may proceed; its time is then held long enough.

        Raises:
            PaymentUnknownError: no such payment was requested.
            PaymentNotYoursError: another client was asked to pay.
            PaymentAmountError: another amount or currency was requested.
            AlreadyPaidError: the visit is paid for.
            HoldOverError: the hold has expired, or cannot be extended further.
        """
        now = self.clock.now()
        async with self.uow:
            payment = await self._find(payload)
            payer = await self.payments.get_payer(payment.client_id)
            if payer.payer_ref != payer_ref:
                raise PaymentNotYoursError
            asked = payment.amount
            if (asked.amount_minor, asked.currency) != (amount_minor, currency):
                raise PaymentAmountError
            visit, payment = await self._lock(payment)
            _ensure_held(visit, payment, now)
            await self._extend_hold(visit, payment, now)
            await self.payments.note_check(payment.id, now)
            items = await self.bookings.get_items(visit.id)
            await self.uow.commit()
        await self.busy_cache.forget(master_days_of(items))
        return payment

    async def _find(self, payload: str) -> Payment:
        number = payload_of(payload)
        found = await self.payments.find_by_payload(number) if number else None
        if found is None:
            raise PaymentUnknownError
        return found

    async def _lock(self, payment: Payment) -> tuple[Visit, Payment]:
        visit = await self.visits.get_visit(payment.booking_id, for_update=True)
        locked = await self.payments.get_payment(payment.id, for_update=True)
        if visit is None or locked is None:
            raise PaymentUnknownError
        return visit, locked

    async def _extend_hold(self, visit: Visit, payment: Payment, now: datetime) -> None:
        """Extend the hold until the payment can have arrived."""
        until = now + TIME_FOR_MONEY
        if visit.hold_expires_at is None or visit.hold_expires_at >= until:
            return
        profile = await self.profiles.get_profile(visit.location.id)
        hold_minutes = profile.policies.hold_minutes if profile else 0
        held_at = payment.created_at or now
        if until > held_at + timedelta(minutes=hold_minutes) + TIME_TO_TRY:
            raise HoldOverError
        await self.bookings.extend_hold(visit.id, until)
        await self.outbox.add(hold_extended(visit.id, visit.client_id, now, until))


def payload_of(text: str) -> UUID | None:
    """Return the payment's payload id, `None` if the text is not in our own format."""
    try:
        number = UUID(text)
    except ValueError:
        return None
    return number if str(number) == text else None


def _ensure_held(visit: Visit, payment: Payment, now: datetime) -> None:
    if payment.state not in OPEN and payment.paid_at is not None:
        raise AlreadyPaidError
    is_held = visit.as_of(now).status is BookingStatus.PENDING and visit.starts_at > now
    if payment.state not in OPEN or not is_held:
        raise HoldOverError
