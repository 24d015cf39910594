from dataclasses import dataclass
from typing import Protocol

from domain.outbox.directory import Directory
from domain.outbox.recipient import Contact
from domain.payments.model import Payment
from domain.shared.identity import Identity, Role
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.model import Visit
from domain.visit.ports import VisitGateway

MAX_SHOWN = 10
"""The list is a queue: further refunds appear as soon as the first are done."""


class RefundGateway(Protocol):
    """Reads the refunds that admins send by hand."""

    async def list_by_hand(self, limit: int) -> tuple[Payment, ...]:
        """Return payments that the admins were asked to refund, the oldest request first."""
        ...


@dataclass(frozen=True, slots=True)
class ManualRefund:
    """A refund that an admin sends by hand, its visit and its client."""

    payment: Payment
    visit: Visit | None
    contact: Contact | None


@dataclass(frozen=True, slots=True)
class ListManualRefunds:
    """List the refunds that admins send by hand because no provider can."""

    uow: UnitOfWork
    refunds: RefundGateway
    visits: VisitGateway
    directory: Directory

    async def execute(self, admin: Identity) -> tuple[ManualRefund, ...]:
        """Return the oldest refunds.

        Raises:
            RoleMissingError: the user is not an admin.
        """
        admin.ensure_role(Role.ADMIN)
        async with self.uow:
            payments = await self.refunds.list_by_hand(MAX_SHOWN)
            return tuple([await self._with_visit(payment) for payment in payments])

    async def _with_visit(self, payment: Payment) -> ManualRefund:
        return ManualRefund(
            payment,
            await self.visits.get_visit(payment.booking_id),
            await self.directory.get_contact(payment.client_id),
        )
