from domain.payments.apply_refund import ApplyRefund
from domain.payments.errors import NothingToRefundError, PaymentNotFoundError
from domain.payments.model import PaymentState
from domain.payments.ports import PaymentGateway
from domain.shared.identity import Identity, Role
from domain.shared.ids import PaymentId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork


class MarkRefunded:
    """Write down that an admin sent money back by hand."""

    def __init__(
        self,
        uow: UnitOfWork,
        payments: PaymentGateway,
        apply_refund: ApplyRefund,
        clock: Clock,
    ) -> None:
        self._uow = uow
        self._payments = payments
        self._apply_refund = apply_refund
        self._clock = clock

    async def execute(self, admin: Identity, payment_id: PaymentId) -> None:
        """Note it, and have the client told; said twice it is as well as once.

        Raises:
            RoleMissingError: only an admin says so.
            PaymentNotFoundError: there is no such payment.
            NothingToRefundError: it is not to go back.
        """
        admin.ensure_role(Role.ADMIN)
        async with self._uow:
            payment = await self._payments.get_payment(payment_id)
            if payment is None:
                raise PaymentNotFoundError
            if payment.state is PaymentState.REFUNDED:
                return
            if payment.state is not PaymentState.REFUND_DUE:
                raise NothingToRefundError
            await self._apply_refund.of_payment(
                payment,
                payment.refund or payment.amount,
                self._clock.now(),
                f"sent back by hand, says user {admin.user_id}",
            )
            await self._uow.commit()
