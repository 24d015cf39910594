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
"""A list to be worked off: what is beyond comes up as soon as the first are done."""


class RefundGateway(Protocol):
    """Reads what the admins are to send back."""

    async def list_by_hand(self, limit: int) -> tuple[Payment, ...]:
        """Return payments that the admins were asked to send back, the oldest request first."""
        ...


@dataclass(frozen=True, slots=True)
class ManualRefund:
    """Money that an admin is to send back, for which visit, and to whom."""

    payment: Payment
    visit: Visit | None
    contact: Contact | None


@dataclass(frozen=True, slots=True)
class ListManualRefunds:
    """Read what the admins are to send back, because no provider does."""

    uow: UnitOfWork
    refunds: RefundGateway
    visits: VisitGateway
    directory: Directory

    async def execute(self, admin: Identity) -> tuple[ManualRefund, ...]:
        """Return the oldest of them.

        Raises:
            RoleMissingError: only admins see them.
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
