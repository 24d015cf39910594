from dataclasses import replace
from datetime import datetime, timedelta

from domain.booking.ports import VisitGateway
from domain.notifications.ports import Outbox
from domain.payments.apply_refund import ApplyRefund
from domain.payments.errors import (
    PaymentFailedError,
    ProviderUnknownError,
    RefundImpossibleError,
)
from domain.payments.messages import refund_due
from domain.payments.model import Payment, PaymentState
from domain.payments.ports import PaymentGateway
from domain.payments.provider_ports import PaymentProviders
from domain.shared.money import Money
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork

MAX_AT_ONCE = 20
MAX_ATTEMPTS = 10
PAUSE = timedelta(minutes=1)
"""How long nobody else tries to send the same money back; longer than a provider may think."""


class ReturnMoney:
    """Send back what is to go back by now; what cannot go back so, the admins send by hand.

    The provider is spoken to between two transactions. Money that is claimed here can find no
    other time any more.
    """

    def __init__(
        self,
        uow: UnitOfWork,
        payments: PaymentGateway,
        providers: PaymentProviders,
        visits: VisitGateway,
        apply_refund: ApplyRefund,
        outbox: Outbox,
        clock: Clock,
    ) -> None:
        self._uow = uow
        self._payments = payments
        self._providers = providers
        self._visits = visits
        self._apply_refund = apply_refund
        self._outbox = outbox
        self._clock = clock

    async def execute(self) -> int:
        """Return how many payments went back."""
        now = self._clock.now()
        async with self._uow:
            due = await self._payments.claim_refunds(now, now + PAUSE, MAX_AT_ONCE)
            await self._uow.commit()
        return sum([await self._send_back(payment, now) for payment in due])

    async def _send_back(self, payment: Payment, now: datetime) -> bool:
        amount = payment.refund or payment.amount
        try:
            await self._ask_provider(payment, amount)
        except PaymentFailedError:
            if payment.refund_attempts >= MAX_ATTEMPTS:
                await self._raise(payment, now)
            return False
        except (RefundImpossibleError, ProviderUnknownError):
            await self._raise(payment, now)
            return False
        async with self._uow:
            await self._apply_refund.of_payment(payment, amount, now, "sent back")
            await self._uow.commit()
        return True

    async def _ask_provider(self, payment: Payment, amount: Money) -> None:
        async with self._uow:
            payer = await self._payments.get_payer(payment.client_id)
        if payer.telegram_id is None:
            raise RefundImpossibleError
        provider = self._providers.named(payment.provider)
        await provider.refund(payment, payer.telegram_id, amount)

    async def _raise(self, payment: Payment, now: datetime) -> None:
        """Have the admins told, once."""
        async with self._uow:
            await self._visits.get_visit(payment.booking_id, for_update=True)
            locked = await self._payments.get_payment(payment.id, for_update=True)
            if locked and locked.state is PaymentState.REFUND_DUE and locked.raised_at is None:
                await self._payments.save(replace(locked, raised_at=now))
                await self._outbox.add([refund_due(locked, locked.refund or locked.amount, now)])
                await self._uow.commit()
