"""A shop that asks for a third in advance, and a client with a hold in it."""

from datetime import datetime, timedelta
from typing import Any, Self, TypeVar

from sqlalchemy import select

from domain.catalog.deposit import DepositKind, DepositRule
from domain.outbox.message import MessageKind
from domain.payments.model import Outcome, Payment, PaymentState
from domain.shared.identity import Identity
from domain.shared.ids import BookingId, LocationId, MasterId, PaymentId, ServiceId
from domain.visit.model import BookingStatus
from infra.db.tables import (
    bookings,
    charges,
    outbox_messages,
    payment_events,
    payments,
)
from tests.support.database import DatabaseFactory, at
from tests.support.fake_provider import FakePaymentProvider
from tests.support.payment_services import PaymentServices, paid, telegram_id_of
from tests.support.services import Services, choice_of

DEPOSIT_MINOR = 1000
NOON = at(12)
TEN_MINUTES = timedelta(minutes=10)

Provider = TypeVar("Provider", bound=FakePaymentProvider)


class DepositShop:
    """Haircuts at 30 euros of one master, 10 in advance; `ann` and `bob` are clients."""

    def __init__(
        self, database: DatabaseFactory, shop: LocationId, cut: ServiceId, mia: MasterId
    ) -> None:
        self.database = database
        self.shop = shop
        self.cut = cut
        self.mia = mia
        self.fake_provider: FakePaymentProvider = FakePaymentProvider()
        self._actors = self._new_services()
        self.services = self.open_services()
        self.payment_services = PaymentServices(self.services)
        self.telegram_ids: dict[int, int] = {}

    @classmethod
    async def open(cls, database: DatabaseFactory, **policies: Any) -> Self:
        """Open the shop."""
        shop = await database.open_location()
        deposit = DepositRule(DepositKind.FIXED, DEPOSIT_MINOR)
        await database.change_policies(shop, **{"deposit": deposit, **policies})
        cut = await database.sell(shop)
        return cls(database, shop, cut, await database.hire(shop, cut))

    def open_services(self) -> Services:
        """Return one more actor's services, such as another process has."""
        return self._actors.another()

    def _new_services(self) -> Services:
        return Services(self.database.engine, self.database.clock, provider=self.fake_provider)

    def open_payment_services(self) -> PaymentServices:
        """Return one more actor's services of money."""
        return PaymentServices(self.open_services())

    def use(self, provider: Provider) -> Provider:
        """Have another provider take the money from now on."""
        self.fake_provider = provider
        self.restart()
        return provider

    def restart(self) -> None:
        """Go on with new services, as a process does that was started anew."""
        self._actors = self._new_services()
        self.services = self.open_services()
        self.payment_services = PaymentServices(self.services)

    async def meet(self, name: str = "Ann") -> Identity:
        """Register a client."""
        client = await self.database.meet(name)
        self.telegram_ids[client.user_id] = await telegram_id_of(self.database, client)
        return client

    async def hold(self, client: Identity, start_at: datetime = NOON) -> BookingId:
        """Choose a time, and be asked for money."""
        booking_id = await self.services.book(client, self.shop, choice_of(self.cut), start_at)
        assert await self.payment_services.request(client, booking_id) is not None
        return booking_id

    async def pay(self, client: Identity, booking_id: BookingId, **forged: Any) -> None:
        """Have Telegram say that the client has paid what was asked for, and settle that."""
        payment = await self.payment(booking_id)
        charge = paid(payment, self.telegram_ids[client.user_id], **forged)
        await self.payment_services.store(charge)
        await self.payment_services.settle()

    def pass_(self, by: timedelta) -> None:
        """Let time pass."""
        self.database.clock.moment += by

    async def payment(self, booking_id: BookingId) -> Payment:
        """Return the first payment of a booking."""
        payment_id = await self.database.value(
            select(payments.c.id).where(payments.c.booking_id == booking_id).order_by(payments.c.id)
        )
        async with self.services.uow:
            payment = await self.services.payments.get_payment(PaymentId(payment_id))
        assert payment is not None
        return payment

    async def status(self, booking_id: BookingId) -> BookingStatus:
        """Return what is written of a booking."""
        query = select(bookings.c.status).where(bookings.c.id == booking_id)
        return BookingStatus(await self.database.value(query))

    async def states(self, booking_id: BookingId) -> list[PaymentState]:
        """Return where the payments of a booking stand, in the order of their being."""
        query = select(payments.c.state).where(payments.c.booking_id == booking_id)
        rows = await self.database.rows(query.order_by(payments.c.id))
        return [PaymentState(state) for (state,) in rows]

    async def ways(self, booking_id: BookingId) -> list[str]:
        """Return through which states the first payment of a booking went."""
        payment = await self.payment(booking_id)
        query = select(payment_events.c.to_state).where(payment_events.c.payment_id == payment.id)
        return [state for (state,) in await self.database.rows(query.order_by(payment_events.c.id))]

    async def outcomes(self) -> list[Outcome | None]:
        """Return what became of every charge."""
        rows = await self.database.rows(select(charges.c.outcome).order_by(charges.c.id))
        return [Outcome(outcome) if outcome else None for (outcome,) in rows]

    async def told(self, kind: MessageKind) -> list[Any]:
        """Return the messages of a kind."""
        query = select(outbox_messages).where(outbox_messages.c.kind == kind)
        return list(await self.database.rows(query.order_by(outbox_messages.c.id)))

    async def kinds(self) -> set[str]:
        """Return which kinds of messages wait."""
        return {kind for (kind,) in await self.database.rows(select(outbox_messages.c.kind))}
