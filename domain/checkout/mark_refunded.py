from dataclasses import dataclass

from domain.checkout.apply_refund import ApplyRefund
from domain.checkout.manual_refunds import can_note_refund
from domain.payments.errors import NothingToRefundError, PaymentNotFoundError
from domain.payments.model import Payment, PaymentState
from domain.payments.ports import PaymentGateway
from domain.payments.provider_ports import PaymentProviders
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId, PaymentId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.ports import VisitGateway


@dataclass(frozen=True, slots=True)
class MarkRefunded:
    """Record a refund that an admin sent by hand."""

    uow: UnitOfWork
    payments: PaymentGateway
    providers: PaymentProviders
    visits: VisitGateway
    apply_refund: ApplyRefund
    clock: Clock

    async def execute(self, admin: Identity, payment_id: PaymentId) -> None:
        """Record a refund that the admins were asked for, and notify the client.

        A repeated call changes nothing.

        Raises:
            RoleMissingError: the user is not an admin.
            PaymentNotFoundError: there is no such payment.
            NothingToRefundError: the admins were not asked to refund it.
        """
        admin.ensure_role(Role.ADMIN)
        async with self.uow:
            payment = await self._lock(await self.payments.get_payment(payment_id))
            if payment.state is PaymentState.REFUNDED:
                return
            if payment.state is not PaymentState.REFUND_DUE or not payment.is_by_hand:
                raise NothingToRefundError
            await self._note(payment, admin)

    async def of_visit(self, admin: Identity, booking_id: BookingId) -> None:
        """Record that the deposit of an active visit was refunded.

        Raises:
            RoleMissingError, PaymentNotFoundError: as above.
            NothingToRefundError: the visit has no payment now, or only the program refunds it.
        """
        admin.ensure_role(Role.ADMIN)
        async with self.uow:
            payment = await self._lock(await self.payments.find_of_booking(booking_id))
            if not can_note_refund(payment, self.providers):
                raise NothingToRefundError
            await self._note(payment, admin)

    async def _lock(self, seen: Payment | None) -> Payment:
        """Lock the booking first, as every writer does."""
        if seen is None:
            raise PaymentNotFoundError
        await self.visits.get_visit(seen.booking_id, for_update=True)
        return await self.payments.get_payment(seen.id, for_update=True) or seen

    async def _note(self, payment: Payment, admin: Identity) -> None:
        amount, reason = payment.refund or payment.amount, f"by hand, says user {admin.user_id}"
        await self.apply_refund.of_payment(payment, amount, self.clock.now(), reason)
        await self.uow.commit()
