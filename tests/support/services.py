"""The services of the domain, put together for tests over a real database."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.availability.find_alternatives import FindAlternatives
from domain.availability.list_start_times import ListStartTimes
from domain.availability.model import ServiceChoice
from domain.availability.plan_visit import PlanVisit, PlanVisitAfresh
from domain.availability.ports import BusyCache
from domain.availability.provider import AvailabilityProvider
from domain.booking.calculate_deposit import CalculateDeposit
from domain.booking.cancel_visit import CancelVisit
from domain.booking.claim_time import ClaimTime
from domain.booking.hold_slot import HoldSlot, HoldSlotRequest
from domain.booking.preview_visit import Preview, PreviewVisit
from domain.booking.release_holds import ReleaseHolds
from domain.booking.reschedule import Reschedule, RescheduleRequest
from domain.reminders.rewrite_reminders import RewriteReminders
from domain.shared.identity import Identity
from domain.shared.ids import BookingId, LocationId, MasterId, ServiceId, UserId
from domain.visit.card import VisitCard
from domain.visit.end_holds import EndHolds
from domain.visit.model import Visit
from domain.visit.staff_changes import RecordStaffAction
from domain.visit_queries.get_visit import GetVisit
from infra.cache.busy import NoBusyCache, RedisBusyCache
from infra.cache.busy_store import RedisBusyStore
from infra.cache.profile import NoLocationProfileCache
from infra.db.gateways.availability.busy import SqlaBusyGateway
from infra.db.gateways.catalog.catalog import SqlaCatalogGateway
from infra.db.gateways.outbox.audit import SqlaAuditLog
from infra.db.gateways.outbox.outbox import SqlaOutbox
from infra.db.gateways.payments.payments import SqlaPaymentGateway
from infra.db.gateways.reminders.reminders import SqlaReminderGateway
from infra.db.gateways.schedule.profile import SqlaLocationProfileGateway
from infra.db.gateways.schedule.schedule import SqlaScheduleGateway
from infra.db.gateways.visit.bookings import SqlaBookingGateway
from infra.db.gateways.visit.client_records import SqlaClientRecordGateway
from infra.db.gateways.visit.proposals import SqlaProposalGateway
from infra.db.gateways.visit.visits import SqlaVisitGateway
from infra.db.unit_of_work import SqlaUnitOfWork
from tests.support.fake_provider import FakePaymentProvider, FakePaymentProviders


class StoppedClock:
    """A clock that a test moves."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def advance(self, **by: float) -> None:
        self.moment += timedelta(**by)


SOMEBODY = Identity(UserId(0))
"""A client of whom nothing is known."""


def choice_of(*services: ServiceId, master_id: MasterId | None = None) -> tuple[ServiceChoice, ...]:
    """Return the choice of services, all from one master or from any."""
    return tuple(ServiceChoice(service_id, master_id) for service_id in services)


class Services:
    """One actor's services over one unit of work."""

    def __init__(
        self,
        engine: AsyncEngine,
        clock: StoppedClock,
        *,
        till: FakePaymentProvider | None = None,
        busy_store: RedisBusyStore | None = None,
        bookings: type[SqlaBookingGateway] = SqlaBookingGateway,
    ) -> None:
        self.clock = clock
        self.providers = FakePaymentProviders(till or FakePaymentProvider())
        self.uow = SqlaUnitOfWork(engine)
        self.catalog = SqlaCatalogGateway(self.uow)
        self.schedules = SqlaScheduleGateway(self.uow)
        self.bookings = bookings(self.uow)
        self.visits = SqlaVisitGateway(self.uow)
        self.records = SqlaClientRecordGateway(self.uow)
        self.payments = SqlaPaymentGateway(self.uow)
        self.outbox = SqlaOutbox(self.uow)
        self.busy = SqlaBusyGateway(self.uow)
        self.cache: BusyCache = (
            NoBusyCache(self.busy) if busy_store is None else RedisBusyCache(busy_store, self.busy)
        )
        self.profile_gateway = SqlaLocationProfileGateway(self.uow)
        self.profiles = NoLocationProfileCache(self.profile_gateway)
        self.provider = AvailabilityProvider(self.schedules)
        self.plan_visit = PlanVisit(self.catalog, self.profiles)
        self.plan_visit_afresh = PlanVisitAfresh(self.catalog, self.profile_gateway)
        self.find_alternatives = FindAlternatives(
            self.uow, self.plan_visit, self.provider, self.busy, clock
        )
        self.proposals = SqlaProposalGateway(self.uow)
        self.rewrite_reminders = RewriteReminders(SqlaReminderGateway(self.uow), self.outbox)
        self.record_staff_action = RecordStaffAction(
            self.records, SqlaAuditLog(self.uow), self.outbox
        )
        self.end_holds = EndHolds(self.bookings, self.payments, self.outbox)
        self.calculate_deposit = CalculateDeposit(self.providers)
        self.claim_time = ClaimTime(
            self.bookings, self.visits, self.records, self.provider, self.busy, self.end_holds
        )

    async def book(
        self,
        client: Identity,
        location_id: LocationId,
        choice: Sequence[ServiceChoice],
        start_at: datetime,
        *,
        seen_price_minor: int = 3000,
        request_key: UUID | None = None,
        note: str = "",
        admin: Identity | None = None,
    ) -> BookingId:
        """Hold a slot; where no policy asks for money the visit is confirmed at once."""
        hold_slot = HoldSlot(
            self.uow,
            self.plan_visit_afresh,
            self.claim_time,
            self.calculate_deposit,
            self.bookings,
            self.payments,
            self.outbox,
            self.record_staff_action,
            self.cache,
            self.find_alternatives,
            self.clock,
        )
        key = request_key or uuid4()
        return await hold_slot.execute(
            HoldSlotRequest(
                client,
                location_id,
                tuple(choice),
                start_at,
                seen_price_minor,
                key,
                note,
                admin=admin,
            )
        )

    async def move(
        self,
        client: Identity,
        booking_id: BookingId,
        start_at: datetime,
        *,
        with_any_master: bool = False,
        admin: Identity | None = None,
    ) -> None:
        """Reschedule a visit."""
        reschedule = Reschedule(
            self.uow,
            self.visits,
            self.plan_visit_afresh,
            self.claim_time,
            self.bookings,
            self.proposals,
            self.outbox,
            self.rewrite_reminders,
            self.record_staff_action,
            self.cache,
            self.find_alternatives,
            self.clock,
        )
        await reschedule.execute(
            RescheduleRequest(client, booking_id, start_at, with_any_master, admin)
        )

    async def cancel(
        self,
        client: Identity,
        booking_id: BookingId,
        reason: str = "",
        *,
        admin: Identity | None = None,
    ) -> None:
        """Cancel a visit."""
        cancel_visit = CancelVisit(
            self.uow,
            self.visits,
            self.bookings,
            self.payments,
            self.profile_gateway,
            self.end_holds,
            self.proposals,
            self.outbox,
            self.rewrite_reminders,
            self.record_staff_action,
            self.cache,
            self.clock,
        )
        await cancel_visit.execute(client, booking_id, reason, admin=admin)

    async def preview(
        self,
        location_id: LocationId,
        choice: Sequence[ServiceChoice],
        start_at: datetime,
        moved_booking_id: BookingId | None = None,
        client: Identity = SOMEBODY,
        *,
        needs_notice: bool = True,
    ) -> Preview:
        """Look at a visit before it is booked."""
        preview_visit = PreviewVisit(
            self.uow,
            self.plan_visit,
            self.provider,
            self.cache,
            self.records,
            self.calculate_deposit,
            self.find_alternatives,
            self.clock,
        )
        return await preview_visit.execute(
            client,
            location_id,
            choice,
            start_at,
            moved_booking_id,
            is_move=moved_booking_id is not None and needs_notice,
        )

    async def starts(
        self,
        location_id: LocationId,
        choice: Sequence[ServiceChoice],
        day: date,
        moved_booking_id: BookingId | None = None,
    ) -> list[datetime]:
        """Return the starts that the time list shows for a day."""
        list_start_times = ListStartTimes(
            self.uow, self.plan_visit, self.provider, self.cache, self.clock
        )
        times = await list_start_times.execute(location_id, choice, day, moved_booking_id)
        return [option.start_at for option in times.options]

    async def visit(self, booking_id: BookingId) -> Visit:
        """Read a visit as it stands."""
        async with self.uow:
            visit = await self.visits.get_visit(booking_id)
        assert visit is not None
        return visit

    async def card(self, client: Identity, booking_id: BookingId) -> VisitCard:
        """Read a visit as its client does."""
        get_visit = GetVisit(
            self.uow, self.visits, self.payments, self.proposals, self.profiles, self.clock
        )
        return await get_visit.execute(client, booking_id)

    async def release_holds(self) -> int:
        """End the holds that have run out."""
        service = ReleaseHolds(self.uow, self.bookings, self.end_holds, self.cache, self.clock)
        return await service.execute()
