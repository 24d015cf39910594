from contextlib import suppress
from dataclasses import dataclass, replace

from domain.checkout.invoice_writer import InvoiceWriter
from domain.payments.errors import HoldOverError, PaymentFailedError
from domain.payments.model import OPEN, Payment, PaymentState
from domain.payments.ports import PaymentGateway
from domain.payments.provider_ports import Invoice, PaymentProvider, PaymentProviders
from domain.payments.transitions import payment_transition
from domain.shared.destination import Destination
from domain.shared.identity import Identity
from domain.shared.ids import BookingId, InvoiceRef
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.model import BookingStatus, Visit
from domain.visit.ports import VisitGateway
from domain.visit.rules import ensure_own


@dataclass(frozen=True, slots=True)
class _InvoiceResult:
    """The payment, `None` if its hold is over, and an invoice that is no longer needed."""

    payment: Payment | None
    needless: InvoiceRef | None = None


@dataclass(frozen=True, slots=True)
class RequestPayment:
    """Send a client the invoice for a hold, again if they wish.

    The provider is called between two transactions; the second one checks the hold again and
    leaves only one invoice.
    """

    uow: UnitOfWork
    visits: VisitGateway
    payments: PaymentGateway
    providers: PaymentProviders
    writer: InvoiceWriter
    clock: Clock

    async def execute(self, client: Identity, booking_id: BookingId) -> Payment | None:
        """Return the requested payment, `None` if the visit needs no payment now.

        Raises:
            VisitNotFoundError: there is no such visit, or it belongs to another client.
            HoldOverError: the hold is over.
            PaymentFailedError: the provider refused; the hold stays, and a retry is possible.
        """
        async with self.uow:
            visit, payment = await self._read(client, booking_id)
            if payment is None:
                return None
            payer = await self.payments.get_payer(visit.client_id)
        if payer.destination is None:
            raise PaymentFailedError
        provider = self.providers.named(payment.provider)
        words = self.writer.write(visit, payment.amount, payer)
        invoice = Invoice(payer.destination, payment.payload, payment.amount, words)
        sent = await provider.create_invoice(invoice)
        asked = await self._note(client, booking_id, sent)
        await self._withdraw(provider, payer.destination, asked.needless)
        if asked.payment is None:
            raise HoldOverError
        return asked.payment

    async def _read(
        self, client: Identity, booking_id: BookingId, *, for_update: bool = False
    ) -> tuple[Visit, Payment | None]:
        """Return the visit, and its payment while that is open."""
        found = await self.visits.get_visit(booking_id, for_update=for_update)
        visit = ensure_own(found, client).as_of(self.clock.now())
        payment = await self.payments.find_of_booking(booking_id, for_update=for_update)
        if visit.status is BookingStatus.PENDING and payment and payment.state in OPEN:
            return visit, payment
        if visit.status in {BookingStatus.EXPIRED, BookingStatus.CANCELLED}:
            raise HoldOverError
        return visit, None

    async def _note(
        self, client: Identity, booking_id: BookingId, sent: InvoiceRef
    ) -> _InvoiceResult:
        async with self.uow:
            try:
                _, payment = await self._read(client, booking_id, for_update=True)
            except HoldOverError:
                return _InvoiceResult(None, sent)
            if payment is None:  # just paid, perhaps with this invoice
                paid = await self.payments.find_of_booking(booking_id)
                return _InvoiceResult(paid)
            change = payment_transition(payment.state, PaymentState.INVOICED, at=self.clock.now())
            invoiced = replace(payment, invoice_ref=sent)
            await self.payments.save(invoiced, change)
            await self.uow.commit()
        return _InvoiceResult(replace(invoiced, state=change.to_state), payment.invoice_ref)

    async def _withdraw(
        self, provider: PaymentProvider, destination: Destination, needless: InvoiceRef | None
    ) -> None:
        """Withdraw an invoice; if it stays, its payment is refused or refunded."""
        if needless is not None:
            with suppress(PaymentFailedError):
                await provider.withdraw_invoice(destination, needless)
