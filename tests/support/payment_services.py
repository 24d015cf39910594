"""The services of money, put together for tests over a real database."""

from datetime import datetime
from itertools import count
from uuid import UUID

from sqlalchemy import select

from domain.checkout.check_payment import CheckPayment
from domain.checkout.mark_refunded import MarkRefunded
from domain.checkout.reconcile_payments import ReconcilePayments, Reconciliation
from domain.checkout.request_payment import RequestPayment
from domain.checkout.request_refund import RequestRefund
from domain.checkout.send_refunds import SendRefunds
from domain.checkout.settle_charges import SettleCharges, Settlement
from domain.checkout.store_charge import StoreCharge
from domain.checkout.take_other_time import TakeOtherTime
from domain.payments.model import Charge, ChargeKind, Payment
from domain.shared.identity import Identity
from domain.shared.ids import BookingId, PaymentId
from infra.db.tables import users
from tests.support.database import DatabaseFactory
from tests.support.services import Services

_charge_numbers = count(1)


def next_charge_id() -> str:
    """Return the id of one more charge, as Telegram would make it up."""
    return f"charge-{next(_charge_numbers)}"


class PaymentServices:
    """One actor's services of money, over the unit of work of other services."""

    def __init__(self, services: Services) -> None:
        self.services = services

    async def request(self, client: Identity, booking_id: BookingId) -> Payment | None:
        """Ask the client for money."""
        return await self.services.get(RequestPayment).execute(client, booking_id)

    async def check(
        self, payer: int, payload: UUID | str, amount_minor: int = 1000, currency: str = "EUR"
    ) -> None:
        """Ask whether somebody may pay, as Telegram does."""
        check = self.services.get(CheckPayment)
        await check.execute(payer, str(payload), amount_minor, currency)

    async def store(self, *charges: Charge) -> None:
        """Store what Telegram said."""
        await self.services.get(StoreCharge).execute(charges)

    async def settle(self) -> int:
        """Give what was stored its effect."""
        return await self.services.get(SettleCharges).execute()

    async def settle_one(self, charge_id: str, kind: ChargeKind) -> Settlement | None:
        """Give one charge its effect."""
        return await self.services.get(SettleCharges).settle(charge_id, kind)

    async def take_other_time(
        self, client: Identity, payment_id: PaymentId, start_at: datetime
    ) -> BookingId:
        """Have late money stand for another time."""
        return await self.services.get(TakeOtherTime).execute(client, payment_id, start_at)

    async def ask_back(self, client: Identity, payment_id: PaymentId) -> Payment:
        """Have late money go back."""
        return await self.services.get(RequestRefund).execute(client, payment_id)

    async def return_money(self) -> int:
        """Send back what is due."""
        return await self.services.get(SendRefunds).execute()

    async def mark_refunded(self, admin: Identity, payment_id: PaymentId) -> None:
        """Note a refund that was made by hand."""
        await self.services.get(MarkRefunded).execute(admin, payment_id)

    async def reconcile(self) -> Reconciliation:
        """Compare with the provider."""
        return await self.services.get(ReconcilePayments).execute()


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
