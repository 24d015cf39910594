"""The services of money, put together for tests over a real database."""

from datetime import datetime
from itertools import count
from uuid import UUID

from sqlalchemy import select

from domain.checkout.apply_payment import ApplyPayment
from domain.checkout.apply_refund import ApplyRefund
from domain.checkout.check_payment import CheckPayment
from domain.checkout.mark_refunded import MarkRefunded
from domain.checkout.reconcile_payments import ReconcilePayments, Reconciliation
from domain.checkout.request_payment import RequestPayment
from domain.checkout.request_refund import RequestRefund
from domain.checkout.send_refunds import SendRefunds
from domain.checkout.settle_charges import SettleCharges
from domain.checkout.store_charge import StoreCharge
from domain.checkout.take_other_time import TakeOtherTime
from domain.payments.model import Charge, ChargeKind, Payment
from domain.shared.identity import Identity
from domain.shared.ids import BookingId, PaymentId
from infra.db.gateways.payments.charges import SqlaChargeGateway
from infra.db.gateways.payments.reconcile_cursors import SqlaReconcileCursors
from infra.db.tables import users
from tests.support.database import Workshop
from tests.support.fake_provider import PlainWriter
from tests.support.services import Desk

_charge_numbers = count(1)


def next_charge_id() -> str:
    """Return the id of one more charge, as Telegram would make it up."""
    return f"charge-{next(_charge_numbers)}"


class Cashier:
    """One actor's services of money, over the unit of work of a desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.charges = SqlaChargeGateway(desk.uow)
        self.cursors = SqlaReconcileCursors(desk.uow)
        self._apply_refund = ApplyRefund(self.charges, desk.payments, desk.visits, desk.outbox)
        self._apply_payment = ApplyPayment(
            desk.payments,
            desk.visits,
            desk.bookings,
            desk.plan_visit_afresh,
            desk.claim_time,
            desk.end_holds,
            desk.outbox,
            desk.rewrite_reminders,
        )
        self.settle_charges = SettleCharges(
            desk.uow,
            self.charges,
            desk.payments,
            desk.providers,
            self._apply_payment,
            self._apply_refund,
            desk.outbox,
            desk.cache,
            desk.clock,
        )

    async def request(self, client: Identity, booking_id: BookingId) -> Payment | None:
        """Ask the client for money."""
        desk = self.desk
        service = RequestPayment(
            desk.uow, desk.visits, desk.payments, desk.providers, PlainWriter(), desk.clock
        )
        return await service.execute(client, booking_id)

    async def check(
        self, payer: int, payload: UUID | str, amount_minor: int = 1000, currency: str = "EUR"
    ) -> None:
        """Ask whether somebody may pay, as Telegram does."""
        desk = self.desk
        service = CheckPayment(
            desk.uow,
            desk.payments,
            desk.visits,
            desk.bookings,
            desk.profiles,
            desk.outbox,
            desk.cache,
            desk.clock,
        )
        await service.execute(payer, str(payload), amount_minor, currency)

    async def keep(self, *charges: Charge) -> None:
        """Store what Telegram said."""
        await StoreCharge(self.desk.uow, self.charges, self.desk.clock).execute(charges)

    async def settle(self) -> int:
        """Give what was stored its effect."""
        return await self.settle_charges.execute()

    async def take_other_time(
        self, client: Identity, payment_id: PaymentId, start_at: datetime
    ) -> BookingId:
        """Have late money stand for another time."""
        desk = self.desk
        service = TakeOtherTime(
            desk.uow,
            desk.payments,
            desk.visits,
            desk.bookings,
            desk.plan_visit_afresh,
            desk.claim_time,
            desk.outbox,
            desk.rewrite_reminders,
            desk.cache,
            desk.find_alternatives,
            desk.clock,
        )
        return await service.execute(client, payment_id, start_at)

    async def ask_back(self, client: Identity, payment_id: PaymentId) -> Payment:
        """Have late money go back."""
        desk = self.desk
        service = RequestRefund(desk.uow, desk.payments, desk.visits, desk.clock)
        return await service.execute(client, payment_id)

    async def return_money(self) -> int:
        """Send back what is due."""
        desk = self.desk
        service = SendRefunds(
            desk.uow,
            desk.payments,
            desk.providers,
            desk.visits,
            self._apply_refund,
            desk.outbox,
            desk.clock,
        )
        return await service.execute()

    async def mark_refunded(self, admin: Identity, payment_id: PaymentId) -> None:
        """Note a refund that was made by hand."""
        await self.marking().execute(admin, payment_id)

    def marking(self) -> MarkRefunded:
        """Return the service that notes refunds made by hand."""
        desk = self.desk
        return MarkRefunded(
            desk.uow,
            desk.payments,
            desk.providers,
            desk.visits,
            self._apply_refund,
            desk.clock,
        )

    async def reconcile(self) -> Reconciliation:
        """Compare with the provider."""
        desk = self.desk
        service = ReconcilePayments(
            desk.uow,
            desk.payments,
            desk.providers,
            self.cursors,
            self.charges,
            self.settle_charges,
            desk.clock,
        )
        return await service.execute()


async def telegram_id_of(workshop: Workshop, client: Identity) -> int:
    """Return what Telegram knows a client by."""
    return int(
        await workshop.value(select(users.c.telegram_id).where(users.c.id == client.user_id))
    )


def paid(
    payment: Payment,
    payer: int,
    *,
    charge_id: str | None = None,
    amount_minor: int | None = None,
    currency: str | None = None,
    payload: str | None = None,
) -> Charge:
    """Return what Telegram says when a payment was made, or something like it."""
    charge_id = charge_id or next_charge_id()
    return Charge(
        kind=ChargeKind.PAID,
        telegram_charge_id=charge_id,
        provider_charge_id=f"provider-{charge_id}",
        payer_telegram_id=payer,
        payload=str(payment.payload) if payload is None else payload,
        amount_minor=payment.amount.amount_minor if amount_minor is None else amount_minor,
        currency=currency or payment.amount.currency,
    )


def refunded(charge: Charge, amount_minor: int | None = None) -> Charge:
    """Return what Telegram says when money of a charge went back."""
    return Charge(
        kind=ChargeKind.REFUNDED,
        telegram_charge_id=charge.telegram_charge_id,
        provider_charge_id=None,
        payer_telegram_id=charge.payer_telegram_id,
        payload=charge.payload,
        amount_minor=charge.amount_minor if amount_minor is None else amount_minor,
        currency=charge.currency,
    )
