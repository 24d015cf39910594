"""Reports over a real database, and visits written straight into it with what became of them."""

from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.outbox.admin_post import AdminChannel
from domain.payments.model import PaidBy, PaymentState
from domain.reporting.calculate_load import CalculateLoad
from domain.reporting.compose_digest import ComposeDigest
from domain.reporting.find_gaps import FindGaps
from domain.reporting.get_digest import GetDigest
from domain.reporting.get_metrics import GetMetrics
from domain.reporting.queue_digests import QueueDigests
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId, LocationId, MasterId, ServiceId, UserId
from domain.staff.notify_admins import NotifyAdmins
from domain.visit.model import BookingSource, BookingStatus
from infra.db import tables
from infra.db.gateways.availability.busy import SqlaBusyGateway
from infra.db.gateways.catalog.catalog import SqlaCatalogGateway
from infra.db.gateways.outbox.directory import SqlaDirectory
from infra.db.gateways.outbox.outbox import SqlaOutbox, SqlaOutboxGateway
from infra.db.gateways.reporting.digests import SqlaDigestGateway
from infra.db.gateways.reporting.reports import SqlaReportGateway
from infra.db.gateways.schedule.profile import SqlaLocationProfileGateway
from infra.db.gateways.schedule.schedule import SqlaScheduleGateway
from infra.db.gateways.staff.groups import SqlaAdminGroupGateway
from infra.db.unit_of_work import SqlaUnitOfWork
from tests.support.database import DatabaseFactory
from tests.support.services import StoppedClock

BOSS = Identity(UserId(0), frozenset({Role.CLIENT, Role.ADMIN}))


class ReportServices:
    """The services of reports over one unit of work."""

    def __init__(
        self, engine: AsyncEngine, clock: StoppedClock, post: AdminChannel | None = None
    ) -> None:
        self.uow = uow = SqlaUnitOfWork(engine)
        catalog, profiles = SqlaCatalogGateway(uow), SqlaLocationProfileGateway(uow)
        schedules, self.reports = SqlaScheduleGateway(uow), SqlaReportGateway(uow)
        load = CalculateLoad(schedules, self.reports)
        self.compose_digest = compose_digest(uow)
        self.get_metrics = GetMetrics(uow, profiles, self.reports, load, clock)
        admins = NotifyAdmins(
            SqlaOutboxGateway(uow),
            SqlaDirectory(uow),
            SqlaAdminGroupGateway(uow),
            post or AdminChannel(),
        )
        self.get_digest = GetDigest(uow, catalog, admins, self.compose_digest, clock)
        self.queue_digests = QueueDigests(
            uow, SqlaDigestGateway(uow), admins, SqlaOutbox(uow), clock
        )


def compose_digest(uow: SqlaUnitOfWork) -> ComposeDigest:
    """Return the service that reads within the transaction of who asks."""
    schedules, reports = SqlaScheduleGateway(uow), SqlaReportGateway(uow)
    return ComposeDigest(
        SqlaLocationProfileGateway(uow),
        SqlaCatalogGateway(uow),
        reports,
        CalculateLoad(schedules, reports),
        FindGaps(schedules, SqlaBusyGateway(uow)),
    )


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
