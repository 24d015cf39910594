"""Binds ports to adapters: the gateways of one update share its unit of work."""

from dishka import (
    AnyOf,
    Provider,
    Scope,
    provide,
)

from domain.availability.ports import BusyCache, BusyGateway, LoadGateway
from domain.catalog.ports import CatalogGateway
from domain.checkout.list_manual_refunds import RefundGateway
from domain.clients.add_client import ClientBook
from domain.clients.find_clients import ClientSearchGateway
from domain.clients.join_clients import PhoneOwners
from domain.clients.own_clients import OwnClientGateway
from domain.clients.ports import ClientGateway
from domain.my_time.ports import DisplacementGateway, MyTimeGateway
from domain.outbox.audit import AuditLog
from domain.outbox.directory import Directory
from domain.outbox.ports import Outbox, OutboxGateway
from domain.payments.ports import ChargeGateway, PaymentGateway, ReconcileCursors
from domain.reminders.ports import ReminderGateway
from domain.reporting.ports import DigestGateway, ReportGateway
from domain.schedule.ports import LocationProfileCache, LocationProfileGateway, ScheduleGateway
from domain.schedule.workplaces import WorkplaceGateway
from domain.shared.unit_of_work import UnitOfWork
from domain.staff.ports import AdminGroupGateway, InvitationGateway, TeamGateway
from domain.timetable.model import TimetableGateway
from domain.visit.correspondence import VisitMessageGateway
from domain.visit.delay_ports import DelayGateway
from domain.visit.ports import BookingGateway, ClientRecordGateway, VisitGateway
from domain.visit.proposal_ports import ProposalGateway
from domain.visit.staff_ports import AttendanceGateway, StaffGateway, UnmarkedGateway
from domain.visit_queries.ports import BookingListGateway
from infra.cache.busy import NoBusyCache, RedisBusyCache
from infra.cache.busy_store import RedisBusyStore
from infra.cache.guarded_redis import GuardedRedis
from infra.cache.profile import NoLocationProfileCache, RedisLocationProfileCache
from infra.db.gateways.availability.busy import SqlaBusyGateway
from infra.db.gateways.availability.loads import SqlaLoadGateway
from infra.db.gateways.catalog.catalog import SqlaCatalogGateway
from infra.db.gateways.clients.client_book import SqlaClientBook
from infra.db.gateways.clients.clients import SqlaClientGateway
from infra.db.gateways.clients.find_clients import SqlaClientSearchGateway
from infra.db.gateways.clients.own_clients import SqlaOwnClientGateway
from infra.db.gateways.clients.phone_owners import SqlaPhoneOwners
from infra.db.gateways.my_time.displacements import SqlaDisplacementGateway
from infra.db.gateways.my_time.my_time import SqlaMyTimeGateway
from infra.db.gateways.outbox.audit import SqlaAuditLog
from infra.db.gateways.outbox.directory import SqlaDirectory
from infra.db.gateways.outbox.outbox import SqlaOutbox, SqlaOutboxGateway
from infra.db.gateways.outcomes.unmarked import SqlaUnmarkedGateway
from infra.db.gateways.payments.charges import SqlaChargeGateway
from infra.db.gateways.payments.payments import SqlaPaymentGateway
from infra.db.gateways.payments.reconcile_cursors import SqlaReconcileCursors
from infra.db.gateways.payments.refunds import SqlaRefundGateway
from infra.db.gateways.reminders.reminders import SqlaReminderGateway
from infra.db.gateways.reporting.digests import SqlaDigestGateway
from infra.db.gateways.reporting.reports import SqlaReportGateway
from infra.db.gateways.schedule.profile import SqlaLocationProfileGateway
from infra.db.gateways.schedule.schedule import SqlaScheduleGateway
from infra.db.gateways.schedule.workplaces import SqlaWorkplaceGateway
from infra.db.gateways.staff.groups import SqlaAdminGroupGateway
from infra.db.gateways.staff.invitations import SqlaInvitationGateway
from infra.db.gateways.staff.team import SqlaTeamGateway
from infra.db.gateways.timetable.timetable import SqlaTimetableGateway
from infra.db.gateways.visit.bookings import SqlaBookingGateway
from infra.db.gateways.visit.client_records import SqlaClientRecordGateway
from infra.db.gateways.visit.delays import SqlaDelayGateway
from infra.db.gateways.visit.proposals import SqlaProposalGateway
from infra.db.gateways.visit.staff_visits import SqlaAttendanceGateway, SqlaStaffGateway
from infra.db.gateways.visit.visit_messages import SqlaVisitMessageGateway
from infra.db.gateways.visit.visits import SqlaVisitGateway
from infra.db.gateways.visit_queries.booking_list import SqlaBookingListGateway
from infra.db.unit_of_work import SqlaUnitOfWork


class GatewayProvider(Provider):
    """Provides the gateways of one update."""

    scope = Scope.REQUEST

    unit_of_work = provide(SqlaUnitOfWork, provides=AnyOf[SqlaUnitOfWork, UnitOfWork])
    catalog = provide(SqlaCatalogGateway, provides=CatalogGateway)
    schedules = provide(SqlaScheduleGateway, provides=ScheduleGateway)
    profiles = provide(SqlaLocationProfileGateway, provides=LocationProfileGateway)
    busy = provide(SqlaBusyGateway, provides=BusyGateway)
    loads = provide(SqlaLoadGateway, provides=LoadGateway)
    bookings = provide(SqlaBookingGateway, provides=BookingGateway)
    booking_list = provide(SqlaBookingListGateway, provides=BookingListGateway)
    client_records = provide(SqlaClientRecordGateway, provides=ClientRecordGateway)
    charges = provide(SqlaChargeGateway, provides=ChargeGateway)
    reconcile_cursors = provide(SqlaReconcileCursors, provides=ReconcileCursors)
    payments = provide(SqlaPaymentGateway, provides=PaymentGateway)
    refunds = provide(SqlaRefundGateway, provides=RefundGateway)
    visits = provide(SqlaVisitGateway, provides=VisitGateway)
    visit_messages = provide(SqlaVisitMessageGateway, provides=VisitMessageGateway)
    client_book = provide(SqlaClientBook, provides=ClientBook)
    clients = provide(SqlaClientGateway, provides=ClientGateway)
    phone_owners = provide(SqlaPhoneOwners, provides=PhoneOwners)
    client_search = provide(SqlaClientSearchGateway, provides=ClientSearchGateway)
    outbox = provide(SqlaOutbox, provides=Outbox)
    deliveries = provide(SqlaOutboxGateway, provides=OutboxGateway)
    directory = provide(SqlaDirectory, provides=Directory)
    reminders = provide(SqlaReminderGateway, provides=ReminderGateway)
    proposals = provide(SqlaProposalGateway, provides=ProposalGateway)
    staff = provide(SqlaStaffGateway, provides=StaffGateway)
    delays = provide(SqlaDelayGateway, provides=DelayGateway)
    attendance = provide(SqlaAttendanceGateway, provides=AttendanceGateway)
    unmarked = provide(SqlaUnmarkedGateway, provides=UnmarkedGateway)
    timetable = provide(SqlaTimetableGateway, provides=TimetableGateway)
    workplaces = provide(SqlaWorkplaceGateway, provides=WorkplaceGateway)
    own_clients = provide(SqlaOwnClientGateway, provides=OwnClientGateway)
    team = provide(SqlaTeamGateway, provides=TeamGateway)
    invitations = provide(SqlaInvitationGateway, provides=InvitationGateway)
    audit_log = provide(SqlaAuditLog, provides=AuditLog)
    admin_groups = provide(SqlaAdminGroupGateway, provides=AdminGroupGateway)
    my_time = provide(SqlaMyTimeGateway, provides=MyTimeGateway)
    displacements = provide(SqlaDisplacementGateway, provides=DisplacementGateway)
    reports = provide(SqlaReportGateway, provides=ReportGateway)
    digests = provide(SqlaDigestGateway, provides=DigestGateway)

    @provide
    def busy_cache(self, redis: GuardedRedis | None, gateway: BusyGateway) -> BusyCache:
        """Cache busy time in Redis, if configured."""
        if redis is None:
            return NoBusyCache(gateway)
        return RedisBusyCache(RedisBusyStore(redis), gateway)

    @provide
    def profile_cache(
        self, redis: GuardedRedis | None, gateway: LocationProfileGateway
    ) -> LocationProfileCache:
        """Cache policies in Redis, if configured."""
        if redis is None:
            return NoLocationProfileCache(gateway)
        return RedisLocationProfileCache(redis, gateway)
