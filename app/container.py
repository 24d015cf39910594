"""Ports to adapters, in two scopes: the process (APP) and one update (REQUEST)."""

from collections.abc import AsyncIterator, Iterator

from aiogram import Bot
from dishka import (
    AnyOf,
    AsyncContainer,
    Provider,
    Scope,
    make_async_container,
    provide,
    provide_all,
)
from sqlalchemy.ext.asyncio import AsyncEngine

from app.payments import build_providers
from app.settings import BusinessSettings, Settings
from app.telegram import build_bot
from bot.command_menu import CommandMenu
from bot.invoice_writer import ChatInvoiceWriter
from bot.time_desk import TimeDesk
from bot.views.catalogues import load_catalogues
from domain.availability.find_alternatives import FindAlternatives
from domain.availability.list_open_days import ListOpenDays
from domain.availability.list_start_times import ListStartTimes
from domain.availability.plan_visit import PlanVisit, PlanVisitAfresh
from domain.availability.ports import BusyCache, BusyGateway
from domain.availability.provider import AvailabilityProvider
from domain.booking.accept_proposal import AcceptProposal
from domain.booking.ask_outcomes import AskOutcomes
from domain.booking.by_staff import NoteStaffAct
from domain.booking.cancel_visit import CancelVisit
from domain.booking.claim_time import ClaimTime
from domain.booking.confirm_attendance import ConfirmAttendance
from domain.booking.correct_outcome import CorrectOutcome
from domain.booking.correspondence import VisitMessageGateway
from domain.booking.delay_ports import DelayGateway
from domain.booking.end_holds import EndHolds
from domain.booking.find_absent import FindAbsent
from domain.booking.find_readers import FindReaders
from domain.booking.find_waiting_money import FindWaitingMoney
from domain.booking.get_staff_visit import GetStaffVisit
from domain.booking.get_timetable import GetTimetable
from domain.booking.get_visit import GetVisit
from domain.booking.hold_slot import HoldSlot
from domain.booking.keep_time import KeepTime
from domain.booking.lapse_proposals import LapseProposals
from domain.booking.list_bookings import ListBookings
from domain.booking.list_displaced import ListDisplaced
from domain.booking.list_ports import BookingListGateway
from domain.booking.list_unmarked import ListUnmarked
from domain.booking.list_visits import ListVisits
from domain.booking.mark_outcome import MarkOutcome
from domain.booking.offer_new_times import OfferNewTimes
from domain.booking.ports import BookingGateway, ClientRecordGateway, VisitGateway
from domain.booking.preview_visit import PreviewVisit
from domain.booking.proposal_ports import ProposalGateway
from domain.booking.propose_time import ProposeTime
from domain.booking.read_message import ReadMessage
from domain.booking.release_holds import ReleaseHolds
from domain.booking.reschedule import Reschedule
from domain.booking.rework_delays import ReworkDelays
from domain.booking.run_late import RunLate
from domain.booking.staff_ports import AttendanceGateway, StaffGateway, UnmarkedGateway
from domain.booking.timetable import TimetableGateway
from domain.booking.work_out_deposit import WorkOutDeposit
from domain.booking.write_delays import WriteDelays
from domain.booking.write_message import WriteMessage
from domain.booking.write_staff_note import WriteStaffNote
from domain.catalog.find_master import FindMaster
from domain.catalog.find_service import FindService
from domain.catalog.list_locations import ListLocations
from domain.catalog.list_masters import ListMasters
from domain.catalog.list_services import ListServices
from domain.catalog.ports import CatalogGateway
from domain.clients.add_client import AddClient, ClientBook
from domain.clients.choose_language import ChooseLanguage
from domain.clients.choose_timezone import ChooseTimezone
from domain.clients.find_clients import ClientSearchGateway, FindClients
from domain.clients.find_own_clients import FindOwnClients
from domain.clients.get_client import GetClient
from domain.clients.get_own_client import GetOwnClient
from domain.clients.identify import Identify
from domain.clients.list_own_clients import ListOwnClients
from domain.clients.own_clients import OwnClientGateway
from domain.clients.ports import ClientGateway
from domain.notifications.compose_notice import ComposeNotice
from domain.notifications.deliver_messages import DeliverMessages
from domain.notifications.ports import Directory, Outbox, OutboxGateway
from domain.notifications.reminder_ports import ReminderGateway
from domain.notifications.rewrite_all_reminders import RewriteAllReminders
from domain.notifications.rewrite_reminders import RewriteReminders
from domain.notifications.tell_admins import AdminPost, TellAdmins
from domain.notifications.write_outcome import WriteOutcome
from domain.payments.apply_payment import ApplyPayment
from domain.payments.apply_refund import ApplyRefund
from domain.payments.ask_money_back import AskMoneyBack
from domain.payments.check_payment import CheckPayment
from domain.payments.keep_charge import KeepCharge
from domain.payments.list_refunds_by_hand import ListRefundsByHand, RefundGateway
from domain.payments.mark_refunded import MarkRefunded
from domain.payments.ports import ChargeGateway, PaymentGateway, ReconcileCursors
from domain.payments.provider_ports import InvoiceWriter, PaymentProviders
from domain.payments.reconcile_payments import ReconcilePayments
from domain.payments.request_payment import RequestPayment
from domain.payments.return_money import ReturnMoney
from domain.payments.settle_charges import SettleCharges
from domain.payments.take_at_venue import TakeAtVenue
from domain.payments.take_other_time import TakeOtherTime
from domain.reporting.find_gaps import FindGaps
from domain.reporting.get_digest import GetDigest
from domain.reporting.get_digest_plan import GetDigestPlan
from domain.reporting.get_metrics import GetMetrics
from domain.reporting.make_digest import MakeDigest
from domain.reporting.plan_digests import PlanDigests
from domain.reporting.ports import DigestGateway, Painter, ReportGateway
from domain.reporting.tell_digests import TellDigests
from domain.reporting.work_out_load import WorkOutLoad
from domain.schedule.change_my_time import ChangeMyTime
from domain.schedule.change_timezone import ChangeTimezone
from domain.schedule.find_collisions import FindCollisions
from domain.schedule.my_time import GetMyTime
from domain.schedule.my_time_ports import DisplacementGateway, MyTimeGateway
from domain.schedule.ports import LocationProfileCache, LocationProfileGateway, ScheduleGateway
from domain.schedule.read_own_time import ReadOwnTime
from domain.schedule.switch_maintenance import SwitchMaintenance
from domain.schedule.workplaces import WorkplaceGateway
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.staff.accept_invitation import AcceptInvitation
from domain.staff.audit import AuditLog
from domain.staff.connect_group import ConnectGroup
from domain.staff.give_role import GiveRole
from domain.staff.invite import Invite
from domain.staff.list_team import ListTeam
from domain.staff.ports import AdminGroupGateway, InvitationGateway, TeamGateway
from domain.staff.take_role import TakeRole
from domain.staff.withdraw_invitation import WithdrawInvitation
from domain.staff.work_as_master import WorkAsMaster
from infra.cache.busy import NoBusyCache, RedisBusyCache
from infra.cache.busy_store import RedisBusyStore
from infra.cache.guarded_redis import GuardedRedis, create_redis
from infra.cache.pacing import MemoryPace, RedisPace
from infra.cache.profile import NoLocationProfileCache, RedisLocationProfileCache
from infra.charts.painter import ThreadPainter
from infra.clock import SystemClock
from infra.db.gateways.audit import SqlaAuditLog
from infra.db.gateways.booking_list import SqlaBookingListGateway
from infra.db.gateways.bookings import SqlaBookingGateway
from infra.db.gateways.busy import SqlaBusyGateway
from infra.db.gateways.catalog import SqlaCatalogGateway
from infra.db.gateways.charges import SqlaChargeGateway
from infra.db.gateways.client_book import SqlaClientBook
from infra.db.gateways.client_records import SqlaClientRecordGateway
from infra.db.gateways.clients import SqlaClientGateway
from infra.db.gateways.delays import SqlaDelayGateway
from infra.db.gateways.digests import SqlaDigestGateway
from infra.db.gateways.directory import SqlaDirectory
from infra.db.gateways.displacements import SqlaDisplacementGateway
from infra.db.gateways.find_clients import SqlaClientSearchGateway
from infra.db.gateways.groups import SqlaAdminGroupGateway
from infra.db.gateways.invitations import SqlaInvitationGateway
from infra.db.gateways.master_clients import SqlaOwnClientGateway
from infra.db.gateways.my_time import SqlaMyTimeGateway
from infra.db.gateways.outbox import SqlaOutbox, SqlaOutboxGateway
from infra.db.gateways.payments import SqlaPaymentGateway
from infra.db.gateways.profile import SqlaLocationProfileGateway
from infra.db.gateways.proposals import SqlaProposalGateway
from infra.db.gateways.reconcile_cursors import SqlaReconcileCursors
from infra.db.gateways.refunds import SqlaRefundGateway
from infra.db.gateways.reminders import SqlaReminderGateway
from infra.db.gateways.reports import SqlaReportGateway
from infra.db.gateways.schedule import SqlaScheduleGateway
from infra.db.gateways.staff import SqlaAttendanceGateway, SqlaStaffGateway
from infra.db.gateways.team import SqlaTeamGateway
from infra.db.gateways.timetable import SqlaTimetableGateway
from infra.db.gateways.unmarked import SqlaUnmarkedGateway
from infra.db.gateways.visit_messages import SqlaVisitMessageGateway
from infra.db.gateways.visits import SqlaVisitGateway
from infra.db.gateways.workplaces import SqlaWorkplaceGateway
from infra.db.session import create_engine
from infra.db.unit_of_work import SqlaUnitOfWork


class ProcessProvider(Provider):
    """What lives as long as the process."""

    scope = Scope.APP

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings

    @provide
    async def engine(self) -> AsyncIterator[AsyncEngine]:
        """Pool connections to PostgreSQL."""
        engine = create_engine(self._settings.database.database_url.get_secret_value())
        yield engine
        await engine.dispose()

    @provide
    async def redis(self) -> AsyncIterator[GuardedRedis | None]:
        """Connect to Redis, where there is one."""
        url = self._settings.redis.redis_url.get_secret_value()
        if not url:
            yield None
            return
        redis = create_redis(url)
        yield GuardedRedis(redis)
        await redis.aclose()

    @provide
    async def bot(self, redis: GuardedRedis | None) -> AsyncIterator[Bot]:
        """Speak with Telegram, at the pace of all processes together where there is Redis."""
        pace = MemoryPace() if redis is None else RedisPace(redis)
        async with build_bot(self._settings.telegram, pace) as bot:
            yield bot

    @provide
    def command_menu(self, bot: Bot) -> CommandMenu:
        """Tell Telegram the commands of the staff."""
        return CommandMenu(bot, load_catalogues())

    @provide
    def payment_providers(self, bot: Bot) -> PaymentProviders:
        """Choose who takes money."""
        return build_providers(self._settings.payments, bot)

    @provide
    def painter(self) -> Iterator[Painter]:
        """Draw in a thread that ends with the process."""
        with ThreadPainter() as painter:
            yield painter

    @provide
    def clock(self) -> Clock:
        """Read the system's clock."""
        return SystemClock(self._settings.process.clock_file)


class UpdateProvider(Provider):
    """What one update needs: gateways share its unit of work."""

    scope = Scope.REQUEST

    def __init__(self, business: BusinessSettings) -> None:
        super().__init__()
        self._business = business

    unit_of_work = provide(SqlaUnitOfWork, provides=AnyOf[SqlaUnitOfWork, UnitOfWork])
    catalog = provide(SqlaCatalogGateway, provides=CatalogGateway)
    schedules = provide(SqlaScheduleGateway, provides=ScheduleGateway)
    profiles = provide(SqlaLocationProfileGateway, provides=LocationProfileGateway)
    busy = provide(SqlaBusyGateway, provides=BusyGateway)
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
    services = provide_all(
        AcceptInvitation,
        AcceptProposal,
        AddClient,
        ApplyPayment,
        ApplyRefund,
        AskMoneyBack,
        AskOutcomes,
        AvailabilityProvider,
        CancelVisit,
        ChangeMyTime,
        ChangeTimezone,
        CheckPayment,
        ChooseLanguage,
        ChooseTimezone,
        ClaimTime,
        ComposeNotice,
        ConfirmAttendance,
        ConnectGroup,
        CorrectOutcome,
        DeliverMessages,
        EndHolds,
        FindAbsent,
        FindAlternatives,
        FindClients,
        FindOwnClients,
        FindCollisions,
        FindGaps,
        FindMaster,
        FindReaders,
        FindService,
        FindWaitingMoney,
        GetClient,
        GetDigest,
        GetDigestPlan,
        GetMetrics,
        GetMyTime,
        GetOwnClient,
        GetStaffVisit,
        GetTimetable,
        GetVisit,
        GiveRole,
        HoldSlot,
        Invite,
        KeepCharge,
        KeepTime,
        LapseProposals,
        ListBookings,
        ListDisplaced,
        ListLocations,
        ListMasters,
        ListOpenDays,
        ListOwnClients,
        ListRefundsByHand,
        ListServices,
        ListStartTimes,
        ListTeam,
        ListUnmarked,
        ListVisits,
        MakeDigest,
        MarkOutcome,
        MarkRefunded,
        NoteStaffAct,
        OfferNewTimes,
        PlanDigests,
        PreviewVisit,
        ProposeTime,
        ReadMessage,
        ReadOwnTime,
        ReconcilePayments,
        ReleaseHolds,
        RequestPayment,
        Reschedule,
        ReturnMoney,
        ReworkDelays,
        RewriteAllReminders,
        RewriteReminders,
        RunLate,
        SettleCharges,
        SwitchMaintenance,
        TakeAtVenue,
        TakeOtherTime,
        TakeRole,
        TellAdmins,
        TimeDesk,
        WriteOutcome,
        TellDigests,
        WithdrawInvitation,
        WorkAsMaster,
        WorkOutDeposit,
        WorkOutLoad,
        WriteDelays,
        WriteMessage,
        WriteStaffNote,
    )

    @provide
    def busy_cache(self, redis: GuardedRedis | None, gateway: BusyGateway) -> BusyCache:
        """Keep taken time in Redis, where there is one."""
        if redis is None:
            return NoBusyCache(gateway)
        return RedisBusyCache(RedisBusyStore(redis), gateway)

    @provide
    def profile_cache(
        self, redis: GuardedRedis | None, gateway: LocationProfileGateway
    ) -> LocationProfileCache:
        """Keep policies in Redis, where there is one."""
        if redis is None:
            return NoLocationProfileCache(gateway)
        return RedisLocationProfileCache(redis, gateway)

    @provide
    def plan_visit(self, catalog: CatalogGateway, profiles: LocationProfileCache) -> PlanVisit:
        """Plan what is shown."""
        return PlanVisit(catalog, profiles)

    @provide
    def plan_visit_afresh(
        self, catalog: CatalogGateway, profiles: LocationProfileGateway
    ) -> PlanVisitAfresh:
        """Plan what is written."""
        return PlanVisitAfresh(catalog, profiles)

    @provide(scope=Scope.APP)
    def invoice_writer(self) -> InvoiceWriter:
        """Word invoices as the chat words everything."""
        return ChatInvoiceWriter(load_catalogues())

    @provide
    def identify(self, uow: UnitOfWork, clients: ClientGateway) -> Identify:
        """Know the admins whom the settings name."""
        business = self._business
        return Identify(uow, clients, business.default_language, business.admin_ids)

    @provide
    def admin_post(self) -> AdminPost:
        """Know where the settings want the admins told."""
        business = self._business
        return AdminPost(business.admin_ids, business.admin_chat_id, business.default_language)


def build_container(settings: Settings) -> AsyncContainer:
    """Return the wiring of one process; its `close` closes connections."""
    return make_async_container(ProcessProvider(settings), UpdateProvider(settings.business))
