import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta

from domain.checkout.apply_refund import ApplyRefund
from domain.checkout.messages import refund_due
from domain.outbox.ports import Outbox
from domain.payments.errors import (
    PaymentFailedError,
    ProviderUnknownError,
    RefundImpossibleError,
)
from domain.payments.model import Payment, PaymentState
from domain.payments.ports import PaymentGateway
from domain.payments.provider_ports import PaymentProviders
from domain.shared.money import Money
from domain.shared.time import Clock, growing_pause
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.ports import VisitGateway

MAX_AT_ONCE = 20
RAISED_AFTER = 10
"""After this many attempts the admins are notified; the attempts continue."""

PROVIDER_TIMEOUT_S = 90

FIRST_PAUSE = timedelta(minutes=2)
"""How long no other process tries the same refund; longer than a provider may take."""

LONGEST_PAUSE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class SendRefunds:
    """Send due refunds; if the provider cannot send one, the admins do it by hand.

    The provider is called between two transactions, for one payment after the other. A payment
    claimed here can no longer be used for another time. A failed refund is retried after growing
    pauses, without limit.
    """

    uow: UnitOfWork
    payments: PaymentGateway
    providers: PaymentProviders
    visits: VisitGateway
    apply_refund: ApplyRefund
    outbox: Outbox
    clock: Clock

    async def execute(self) -> int:
        """Return how many payments were refunded.

        A refund that fails does not delay the others; the admins are notified of it once.
        """
        await self._notify_of_failing_refund()
        sent = 0
        for _ in range(MAX_AT_ONCE):
            payment = await self._claim()
            if payment is None:
                break
            sent += await self._send_back(payment)
        return sent

    async def _notify_of_failing_refund(self) -> None:
        async with self.uow:
            payment = await self.payments.find_unraised_refund(RAISED_AFTER)
        if payment is not None:
            await self._notify_admins(payment)

    async def _claim(self) -> Payment | None:
        """Count the attempt before it is made, so that it counts whatever its result."""
        now = self.clock.now()
        async with self.uow:
            payment = await self.payments.lock_refund(now)
            if payment is not None:
                pause = growing_pause(FIRST_PAUSE, payment.refund_attempts, LONGEST_PAUSE)
                await self.payments.note_refund_attempt(payment.id, now + pause)
                await self.uow.commit()
        return payment

    async def _send_back(self, payment: Payment) -> bool:
        amount = payment.refund or payment.amount
        try:
            await self._ask_provider(payment, amount)
        except (PaymentFailedError, TimeoutError):
            return False
        except (RefundImpossibleError, ProviderUnknownError):
            await self._notify_admins(payment, by_hand=True)
            return False
        now = self.clock.now()
        async with self.uow:
            await self.apply_refund.of_payment(payment, amount, now, "sent back")
            await self.uow.commit()
        return True

    async def _ask_provider(self, payment: Payment, amount: Money) -> None:
        async with self.uow:
            payer = await self.payments.get_payer(payment.client_id)
        if payer.payer_ref is None:
            raise RefundImpossibleError
        provider = self.providers.named(payment.provider)
        async with asyncio.timeout(PROVIDER_TIMEOUT_S):
            await provider.refund(payment, payer.payer_ref, amount)

    async def _notify_admins(self, payment: Payment, *, by_hand: bool = False) -> None:
        """Notify the admins once of each refund; one to send `by_hand` is not retried."""
        now = self.clock.now()
        async with self.uow:
            await self.visits.get_visit(payment.booking_id, for_update=True)
            locked = await self.payments.get_payment(payment.id, for_update=True)
            if locked is None or locked.state is not PaymentState.REFUND_DUE:
                return
            again_at = None if by_hand else locked.refund_attempt_at
            raised = replace(locked, raised_at=now, refund_attempt_at=again_at)
            await self.payments.save(raised)
            await self.outbox.add([refund_due(raised, locked.refund or locked.amount, now)])
            await self.uow.commit()
