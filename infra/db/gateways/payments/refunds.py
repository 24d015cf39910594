from sqlalchemy import select

from domain.payments.model import Payment, PaymentState
from infra.db.gateways.payments.payment_rows import payment_of
from infra.db.tables import payments
from infra.db.unit_of_work import SqlaUnitOfWork


class SqlaRefundGateway:
    """Refunds that the admins must make, from the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def list_by_hand(self, limit: int) -> tuple[Payment, ...]:
        """Return payments that the admins were asked to refund: one query."""
        query = (
            select(payments)
            .where(
                payments.c.state == PaymentState.REFUND_DUE,
                payments.c.raised_at.is_not(None),
                payments.c.refund_attempt_at.is_(None),
            )
            .order_by(payments.c.raised_at, payments.c.id)
            .limit(limit)
        )
        return tuple(payment_of(row) for row in await self._uow.execute(query))
