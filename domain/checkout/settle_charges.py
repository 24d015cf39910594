from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.availability.ports import BusyCache
from domain.checkout.apply_payment import Applied, ApplyPayment
from domain.checkout.apply_refund import ApplyRefund
from domain.checkout.check_payment import payload_of
from domain.checkout.messages import unmatched
from domain.outbox.ports import Outbox
from domain.payments.errors import PaymentAmountError, PaymentUnknownError
from domain.payments.model import Charge, ChargeKind, Outcome, Payment, StoredCharge
from domain.payments.ports import ChargeGateway, PaymentGateway
from domain.payments.provider_ports import PaymentProviders
from domain.shared.errors import DomainError, RetryableError
from domain.shared.ids import BookingId
from domain.shared.time import Clock, growing_pause
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.errors import SlotTakenError

RAISED_AFTER = 10
"""After this many attempts the admins are notified; the attempts continue."""

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=10)

IMMEDIATE_TRIES = 3
"""How often a charge is tried at once while its booking is changed concurrently."""

RAISED = frozenset({Outcome.UNKNOWN_PAYMENT, Outcome.FOREIGN_PAYER, Outcome.WRONG_AMOUNT})
"""Outcomes that need a decision by the admins."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """The outcome of a charge, and the booking that it pays for, `None` if it fits none."""

    outcome: Outcome
    booking_id: BookingId | None


@dataclass(frozen=True, slots=True)
class SettleCharges:
    """Apply every stored charge once, however often it is reported."""

    uow: UnitOfWork
    charges: ChargeGateway
    payments: PaymentGateway
    providers: PaymentProviders
    apply_payment: ApplyPayment
    apply_refund: ApplyRefund
    outbox: Outbox
    busy_cache: BusyCache
    clock: Clock

    async def execute(self, limit: int = 20) -> int:
        """Settle waiting charges, each in a separate transaction; return how many.

        A charge that cannot be settled does not delay the others. It is retried after growing
        pauses; the admins are notified of it once.
        """
        await self._notify_of_stuck()
        settled = 0
        for _ in range(limit):
            stored = await self._claim()
            if stored is None:
                break
            with suppress(DomainError):
                await self._settle(stored.charge.kind, stored.charge.charge_ref)
                settled += 1
        return settled

    async def _claim(self) -> StoredCharge | None:
        """Count the attempt before it is made, so that it counts whatever its result."""
        now = self.clock.now()
        async with self.uow:
            stored = await self.charges.lock_waiting(now)
            if stored is not None:
                pause = growing_pause(FIRST_PAUSE, stored.attempts, LONGEST_PAUSE)
                await self.charges.note_attempt(stored.id, now + pause)
                await self.uow.commit()
        return stored

    async def settle(self, charge_ref: str, kind: ChargeKind) -> Settlement | None:
        """Settle one charge now, and return its result, new or from before.

        `None`: it is not stored, or cannot be settled yet; the job keeps trying.
        """
        with suppress(DomainError):
            return await self._settle(kind, charge_ref)
        return None

    async def _settle(self, kind: ChargeKind, charge_ref: str) -> Settlement | None:
        async with self.uow:
            stored = await self.charges.get(kind, charge_ref)
            if stored is None:
                return None
            payment = await self._find_payment(stored.charge)
            if stored.outcome is not None:
                return _settlement(stored.outcome, payment)
            problem = await self._problem_of(stored.charge, payment)
        problem = problem or await self._verify(stored.charge, payment)
        for _ in range(IMMEDIATE_TRIES):
            with suppress(RetryableError, SlotTakenError):
                return _settlement(await self._write(stored, payment, problem), payment)
        raise RetryableError

    async def _find_payment(self, charge: Charge) -> Payment | None:
        if charge.kind is ChargeKind.REFUNDED:
            return await self.payments.find_by_charge(charge.charge_ref)
        payload = payload_of(charge.payload)
        return await self.payments.find_by_payload(payload) if payload else None

    async def _problem_of(self, charge: Charge, payment: Payment | None) -> Outcome | None:
        """Return why a charge does not belong to the payment, judged by our own data."""
        if charge.kind is ChargeKind.REFUNDED:
            return None
        if payment is None:
            return Outcome.UNKNOWN_PAYMENT
        payer = await self.payments.get_payer(payment.client_id)
        is_foreign = payer.payer_ref != charge.payer_ref
        return Outcome.FOREIGN_PAYER if is_foreign else None

    async def _verify(self, charge: Charge, payment: Payment | None) -> Outcome | None:
        if charge.kind is ChargeKind.REFUNDED or payment is None:
            return None
        try:
            await self.providers.named(payment.provider).verify_payment(payment, charge)
        except PaymentUnknownError:
            return Outcome.UNKNOWN_PAYMENT
        except PaymentAmountError:
            return Outcome.WRONG_AMOUNT
        return None

    async def _write(
        self, stored: StoredCharge, payment: Payment | None, problem: Outcome | None
    ) -> Outcome:
        now, charge = self.clock.now(), stored.charge
        async with self.uow:
            locked = await self.charges.lock(charge.kind, charge.charge_ref)
            if locked is None:
                raise LookupError(f"charge {stored.id} is gone")
            if locked.outcome is not None:  # another process was faster
                return locked.outcome
            if charge.kind is ChargeKind.PAID:
                await self.charges.reopen_refund(charge.charge_ref)
            applied = Applied(problem) if problem else await self._apply(charge, payment, now)
            if applied.outcome in RAISED:
                await self.outbox.add([unmatched(charge, applied.outcome, now)])
            await self.charges.settle(stored.id, applied.outcome, now)
            await self.uow.commit()
        await self.busy_cache.forget(applied.touched)
        return applied.outcome

    async def _apply(self, charge: Charge, payment: Payment | None, now: datetime) -> Applied:
        if charge.kind is ChargeKind.REFUNDED or payment is None:
            return Applied(await self.apply_refund.execute(charge, now))
        return await self.apply_payment.execute(charge, payment, now)

    async def _notify_of_stuck(self) -> None:
        async with self.uow:
            stuck = await self.charges.claim_stuck(RAISED_AFTER)
            if stuck:
                now = self.clock.now()
                await self.outbox.add(
                    [unmatched(stored.charge, Outcome.STUCK, now) for stored in stuck]
                )
                await self.uow.commit()


def _settlement(outcome: Outcome, payment: Payment | None) -> Settlement:
    if payment is None or outcome in RAISED:
        return Settlement(outcome, None)
    return Settlement(outcome, payment.booking_id)
