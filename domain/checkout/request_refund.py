from dataclasses import dataclass, replace

from domain.payments.errors import NothingToRefundError, PaymentNotFoundError
from domain.payments.model import Payment, PaymentState
from domain.payments.ports import PaymentGateway
from domain.shared.identity import Identity
from domain.shared.ids import PaymentId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.ports import VisitGateway


@dataclass(frozen=True, slots=True)
class RequestRefund:
    """Refund a late payment at once, when the client chooses that over another time."""

    uow: UnitOfWork
    payments: PaymentGateway
    visits: VisitGateway
    clock: Clock

    async def execute(self, client: Identity, payment_id: PaymentId) -> Payment:
        """Make the refund due now; a repeated call changes nothing.

        Raises:
            PaymentNotFoundError: there is no such payment, or it belongs to another client.
            NothingToRefundError: it was refunded already, or pays for an active visit.
        """
        now = self.clock.now()
        async with self.uow:
            payment = await get_own_due(self.payments, self.visits, client, payment_id)
            if payment.waits_for_answer(now):
                payment = replace(payment, refund_at=now)
                await self.payments.save(payment)
                await self.uow.commit()
        return payment


async def get_own_due(
    payments: PaymentGateway, visits: VisitGateway, client: Identity, payment_id: PaymentId
) -> Payment:
    """Return a client's payment whose refund is due, locked after its booking.

    Raises:
        PaymentNotFoundError, NothingToRefundError: as `RequestRefund` does.
    """
    seen = await payments.get_payment(payment_id)
    if seen is None or seen.client_id != client.user_id:
        raise PaymentNotFoundError
    await visits.get_visit(seen.booking_id, for_update=True)
    payment = await payments.get_payment(payment_id, for_update=True)
    if payment is None or payment.state is not PaymentState.REFUND_DUE:
        raise NothingToRefundError
    return payment
