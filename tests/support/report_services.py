"""Reports over a real database, and visits written straight into it with what became of them."""

from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.outbox.admin_post import AdminChannel
from domain.payments.model import PaidBy, PaymentState
from domain.reporting.compose_digest import ComposeDigest
from domain.reporting.get_digest import GetDigest
from domain.reporting.get_metrics import GetMetrics
from domain.reporting.queue_digests import QueueDigests
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId, LocationId, MasterId, ServiceId, UserId
from domain.visit.model import BookingSource, BookingStatus
from infra.db import tables
from tests.support.database import DatabaseFactory
from tests.support.services import Services, StoppedClock

BOSS = Identity(UserId(0), frozenset({Role.CLIENT, Role.ADMIN}))


class ReportServices:
    """The services of reports, as one actor has them."""

    def __init__(
        self, engine: AsyncEngine, clock: StoppedClock, channel: AdminChannel | None = None
    ) -> None:
        services = Services(engine, clock, channel=channel)
        self.uow = services.uow
        self.compose_digest = services.get(ComposeDigest)
        self.get_metrics = services.get(GetMetrics)
        self.get_digest = services.get(GetDigest)
        self.queue_digests = services.get(QueueDigests)


class Book:
    """Writes visits of one master of one shop."""

    def __init__(
        self, database: DatabaseFactory, shop: LocationId, service: ServiceId, master: MasterId
    ) -> None:
        self.database = database
        self.shop = shop
        self._service = service
        self._master = master

    async def visit(
        self,
        client: Identity,
        start_at: datetime,
        status: BookingStatus = BookingStatus.COMPLETED,
        *,
        minutes: int = 60,
        price_minor: int = 3000,
        currency: str = "EUR",
        master_id: MasterId | None = None,
    ) -> BookingId:
        """Write a visit of one service."""
        end_at = start_at + timedelta(minutes=minutes)
        is_hold = status is BookingStatus.PENDING
        booking_id = await self.database.add(
            tables.bookings,
            location_id=self.shop,
            client_id=client.user_id,
            status=status,
            hold_expires_at=start_at if is_hold else None,
            source=BookingSource.CLIENT,
            request_key=uuid4(),
            price_minor=price_minor,
            currency=currency,
            starts_at=start_at,
            ends_at=end_at,
        )
        item = {
            "booking_id": booking_id,
            "position": 0,
            "status": status,
            "service_id": self._service,
            "master_id": master_id or self._master,
            "lane": 0,
            "start_at": start_at,
            "end_at": end_at,
            "blocked_until": end_at,
            "price_minor": price_minor,
        }
        await self.database.execute(insert(tables.booking_items).values(**item))
        return BookingId(booking_id)

    async def cancelled(
        self,
        client: Identity,
        start_at: datetime,
        cancelled_at: datetime,
        *,
        was: BookingStatus = BookingStatus.CONFIRMED,
        late_minutes: int = 0,
    ) -> None:
        """Write a visit that was cancelled, and when."""
        booking_id = await self.visit(client, start_at, BookingStatus.CANCELLED)
        await self.database.change(tables.bookings, booking_id, late_minutes=late_minutes)
        await self.database.add(
            tables.booking_events,
            booking_id=booking_id,
            from_status=was,
            to_status=BookingStatus.CANCELLED,
            happened_at=cancelled_at,
        )

    async def paid(
        self,
        booking_id: BookingId,
        client: Identity,
        amount_minor: int,
        *,
        state: PaymentState = PaymentState.PAID,
        refund_minor: int = 0,
        currency: str = "EUR",
        provider: str = "at_venue",
    ) -> None:
        """Write a payment for a visit."""
        now = self.database.clock.now()
        await self.database.add(
            tables.payments,
            booking_id=booking_id,
            client_id=client.user_id,
            provider=provider,
            paid_by=PaidBy.CASH if provider == "at_venue" else None,
            state=state,
            amount_minor=amount_minor,
            currency=currency,
            payload=uuid4(),
            created_at=now,
            paid_at=now,
            refund_minor=refund_minor,
            refund_at=now if state is PaymentState.REFUND_DUE else None,
        )
