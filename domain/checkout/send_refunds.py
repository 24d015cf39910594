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
"""How often it is tried before the admins are told; it is tried on after that."""

PROVIDER_TIMEOUT_S = 90

FIRST_PAUSE = timedelta(minutes=2)
"""How long nobody else tries to send the same money back; longer than a provider may take."""

LONGEST_PAUSE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class SendRefunds:
    """Send back what is to go back by now; what cannot go back so, the admins send by hand.

    The provider is spoken to between two transactions, about one payment after the other. Money
    that is claimed here can find no other time any more. Whatever fails is tried again after
    longer and longer pauses, for as long as it takes.
    """

    uow: UnitOfWork
    payments: PaymentGateway
    providers: PaymentProviders
    visits: VisitGateway
    apply_refund: ApplyRefund
    outbox: Outbox
    clock: Clock

    async def execute(self) -> int:
        """Return how many payments went back.

        One that cannot be sent keeps no other waiting; the admins are told of it once.
        """
        await self._raise_tried_often()
        sent = 0
        for _ in range(MAX_AT_ONCE):
            payment = await self._claim()
            if payment is None:
                break
            sent += await self._send_back(payment)
        return sent

    async def _raise_tried_often(self) -> None:
        async with self.uow:
            payment = await self.payments.find_unraised_refund(RAISED_AFTER)
        if payment is not None:
            await self._raise(payment)

    async def _claim(self) -> Payment | None:
        """Count the attempt before it is made, so that it counts however it ends."""
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
            await self._raise(payment, by_hand=True)
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

    async def _raise(self, payment: Payment, *, by_hand: bool = False) -> None:
        """Have the admins told, once of each; what they send by hand is not tried any more."""
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
