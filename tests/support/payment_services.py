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
from tests.support.database import DatabaseFactory
from tests.support.fake_provider import PlainWriter
from tests.support.services import Services

_charge_numbers = count(1)


def next_charge_id() -> str:
    """Return the id of one more charge, as Telegram would make it up."""
    return f"charge-{next(_charge_numbers)}"


class PaymentServices:
    """One actor's services of money, over the unit of work of other services."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.charges = SqlaChargeGateway(services.uow)
        self.cursors = SqlaReconcileCursors(services.uow)
        self._apply_refund = ApplyRefund(
            self.charges, services.payments, services.visits, services.outbox
        )
        self._apply_payment = ApplyPayment(
            services.payments,
            services.visits,
            services.bookings,
            services.plan_visit_afresh,
            services.claim_time,
            services.end_holds,
            services.outbox,
            services.rewrite_reminders,
        )
        self.settle_charges = SettleCharges(
            services.uow,
            self.charges,
            services.payments,
            services.providers,
            self._apply_payment,
            self._apply_refund,
            services.outbox,
            services.cache,
            services.clock,
        )

    async def request(self, client: Identity, booking_id: BookingId) -> Payment | None:
        """Ask the client for money."""
        services = self.services
        service = RequestPayment(
            services.uow,
            services.visits,
            services.payments,
            services.providers,
            PlainWriter(),
            services.clock,
        )
        return await service.execute(client, booking_id)

    async def check(
        self, payer: int, payload: UUID | str, amount_minor: int = 1000, currency: str = "EUR"
    ) -> None:
        """Ask whether somebody may pay, as Telegram does."""
        services = self.services
        service = CheckPayment(
            services.uow,
            services.payments,
            services.visits,
            services.bookings,
            services.profiles,
            services.outbox,
            services.cache,
            services.clock,
        )
        await service.execute(payer, str(payload), amount_minor, currency)

    async def keep(self, *charges: Charge) -> None:
        """Store what Telegram said."""
        await StoreCharge(self.services.uow, self.charges, self.services.clock).execute(charges)

    async def settle(self) -> int:
        """Give what was stored its effect."""
        return await self.settle_charges.execute()

    async def take_other_time(
        self, client: Identity, payment_id: PaymentId, start_at: datetime
    ) -> BookingId:
        """Have late money stand for another time."""
        services = self.services
        service = TakeOtherTime(
            services.uow,
            services.payments,
            services.visits,
            services.bookings,
            services.plan_visit_afresh,
            services.claim_time,
            services.outbox,
            services.rewrite_reminders,
            services.cache,
            services.find_alternatives,
            services.clock,
        )
        return await service.execute(client, payment_id, start_at)

    async def ask_back(self, client: Identity, payment_id: PaymentId) -> Payment:
        """Have late money go back."""
        services = self.services
        service = RequestRefund(services.uow, services.payments, services.visits, services.clock)
        return await service.execute(client, payment_id)

    async def return_money(self) -> int:
        """Send back what is due."""
        services = self.services
        service = SendRefunds(
            services.uow,
            services.payments,
            services.providers,
            services.visits,
            self._apply_refund,
            services.outbox,
            services.clock,
        )
        return await service.execute()

    async def mark_refunded(self, admin: Identity, payment_id: PaymentId) -> None:
        """Note a refund that was made by hand."""
        await self.marking().execute(admin, payment_id)

    def marking(self) -> MarkRefunded:
        """Return the service that notes refunds made by hand."""
        services = self.services
        return MarkRefunded(
            services.uow,
            services.payments,
            services.providers,
            services.visits,
            self._apply_refund,
            services.clock,
        )

    async def reconcile(self) -> Reconciliation:
        """Compare with the provider."""
        services = self.services
        service = ReconcilePayments(
            services.uow,
            services.payments,
            services.providers,
            self.cursors,
            self.charges,
            self.settle_charges,
            services.clock,
        )
        return await service.execute()


async def telegram_id_of(database: DatabaseFactory, client: Identity) -> int:
    """Return what Telegram knows a client by."""
    return int(
        await database.value(select(users.c.telegram_id).where(users.c.id == client.user_id))
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
        charge_ref=charge_id,
        provider_charge_id=f"provider-{charge_id}",
        payer_ref=payer,
        payload=str(payment.payload) if payload is None else payload,
        amount_minor=payment.amount.amount_minor if amount_minor is None else amount_minor,
        currency=currency or payment.amount.currency,
    )


def refunded(charge: Charge, amount_minor: int | None = None) -> Charge:
    """Return what Telegram says when money of a charge went back."""
    return Charge(
        kind=ChargeKind.REFUNDED,
        charge_ref=charge.charge_ref,
        provider_charge_id=None,
        payer_ref=charge.payer_ref,
        payload=charge.payload,
        amount_minor=charge.amount_minor if amount_minor is None else amount_minor,
        currency=charge.currency,
    )
