from datetime import datetime, timedelta
from uuid import UUID

from domain.availability.ports import BusyCache
from domain.booking.model import BookingStatus, Visit, master_days_of
from domain.booking.ports import BookingGateway, VisitGateway
from domain.payments.errors import (
    AlreadyPaidError,
    HoldOverError,
    PaymentAmountError,
    PaymentNotYoursError,
    PaymentUnknownError,
)
from domain.payments.model import OPEN, Payment
from domain.payments.ports import PaymentGateway
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork

TIME_FOR_MONEY = timedelta(minutes=2)
"""How long a hold lasts at least after the check: the money is on its way."""


class CheckPayment:
    """Say whether a client may pay, at the last moment at which that can be said."""

    def __init__(
        self,
        uow: UnitOfWork,
        payments: PaymentGateway,
        visits: VisitGateway,
        bookings: BookingGateway,
        busy_cache: BusyCache,
        clock: Clock,
    ) -> None:
        self._uow = uow
        self._payments = payments
        self._visits = visits
        self._bookings = bookings
        self._busy_cache = busy_cache
        self._clock = clock

    async def execute(
        self, payer_telegram_id: int, payload: str, amount_minor: int, currency: str
    ) -> None:
        """Return if the payment may go on; its time is held for long enough then.

        Raises:
            PaymentUnknownError: we asked for no such payment.
            PaymentNotYoursError: somebody else was asked.
            PaymentAmountError: something else was asked for.
            AlreadyPaidError: the visit is paid for.
            HoldOverError: its time is not held any more.
        """
        now = self._clock.now()
        async with self._uow:
            payment = await self._find(payload)
            payer = await self._payments.get_payer(payment.client_id)
            if payer.telegram_id != payer_telegram_id:
                raise PaymentNotYoursError
            asked = payment.amount
            if (asked.amount_minor, asked.currency) != (amount_minor, currency):
                raise PaymentAmountError
            visit, payment = await self._lock(payment)
            _ensure_held(visit, payment, now)
            await self._bookings.extend_hold(visit.id, _held_until(visit, now))
            await self._payments.note_check(payment.id, now)
            items = await self._bookings.get_items(visit.id)
            await self._uow.commit()
        await self._busy_cache.forget(master_days_of(items))

    async def _find(self, payload: str) -> Payment:
        number = payload_of(payload)
        found = await self._payments.find_by_payload(number) if number else None
        if found is None:
            raise PaymentUnknownError
        return found

    async def _lock(self, payment: Payment) -> tuple[Visit, Payment]:
        visit = await self._visits.get_visit(payment.booking_id, for_update=True)
        locked = await self._payments.get_payment(payment.id, for_update=True)
        if visit is None or locked is None:
            raise PaymentUnknownError
        return visit, locked


def payload_of(text: str) -> UUID | None:
    """Read the id of a payment, as we write it; anybody may have written something else."""
    try:
        number = UUID(text)
    except ValueError:
        return None
    return number if str(number) == text else None


def _ensure_held(visit: Visit, payment: Payment, now: datetime) -> None:
    if payment.state not in OPEN and payment.paid_at is not None:
        raise AlreadyPaidError
    if payment.state not in OPEN or visit.as_of(now).status is not BookingStatus.PENDING:
        raise HoldOverError


def _held_until(visit: Visit, now: datetime) -> datetime:
    return max(visit.hold_expires_at or now, now + TIME_FOR_MONEY)
