"""What the chat and the jobs ask for: the services of the domain."""

from dishka import (
    Provider,
    Scope,
    provide,
    provide_all,
)

from app.settings import BusinessSettings
from bot.handlers.my_time.change_flow import ScheduleChangeFlow
from bot.notifications.invoice_writer import ChatInvoiceWriter
from bot.ui.catalogues import load_catalogues
from domain.availability.find_alternatives import FindAlternatives
from domain.availability.list_masters import ListMasters
from domain.availability.list_open_days import ListOpenDays
from domain.availability.list_services import ListServices
from domain.availability.list_start_times import ListStartTimes
from domain.availability.plan_visit import PlanVisit, PlanVisitAfresh
from domain.availability.provider import AvailabilityProvider
from domain.booking.calculate_deposit import CalculateDeposit
from domain.booking.cancel_visit import CancelVisit
from domain.booking.claim_time import ClaimTime
from domain.booking.confirm_attendance import ConfirmAttendance
from domain.booking.hold_slot import HoldSlot
from domain.booking.preview_visit import PreviewVisit
from domain.booking.release_holds import ReleaseHolds
from domain.booking.reschedule import Reschedule
from domain.catalog.find_master import FindMaster
from domain.catalog.find_service import FindService
from domain.catalog.list_locations import ListLocations
from domain.catalog.ports import CatalogGateway
from domain.checkout.apply_payment import ApplyPayment
from domain.checkout.apply_refund import ApplyRefund
from domain.checkout.check_payment import CheckPayment
from domain.checkout.invoice_writer import InvoiceWriter
from domain.checkout.list_manual_refunds import ListManualRefunds
from domain.checkout.mark_refunded import MarkRefunded
from domain.checkout.reconcile_payments import ReconcilePayments
from domain.checkout.request_payment import RequestPayment
from domain.checkout.request_refund import RequestRefund
from domain.checkout.send_refunds import SendRefunds
from domain.checkout.settle_charges import SettleCharges
from domain.checkout.store_charge import StoreCharge
from domain.checkout.take_at_venue import TakeAtVenue
from domain.checkout.take_other_time import TakeOtherTime
from domain.clients.add_client import AddClient
from domain.clients.choose_language import ChooseLanguage
from domain.clients.choose_timezone import ChooseTimezone
from domain.clients.find_clients import FindClients
from domain.clients.find_own_clients import FindOwnClients
from domain.clients.get_client import GetClient
from domain.clients.get_own_client import GetOwnClient
from domain.clients.identify import Identify
from domain.clients.list_own_clients import ListOwnClients
from domain.clients.ports import ClientGateway
from domain.correspondence.find_readers import FindReaders
from domain.correspondence.read_message import ReadMessage
from domain.correspondence.write_message import WriteMessage
from domain.correspondence.write_staff_note import WriteStaffNote
from domain.delays.recalculate_delays import RecalculateDelays
from domain.delays.run_late import RunLate
from domain.delays.write_delays import WriteDelays
from domain.locations.change_timezone import ChangeTimezone
from domain.locations.switch_maintenance import SwitchMaintenance
from domain.my_time.change_my_time import ChangeMyTime
from domain.my_time.find_collisions import FindCollisions
from domain.my_time.get_my_time import GetMyTime
from domain.my_time.read_own_time import ReadOwnTime
from domain.notifications.compose_notification import ComposeNotification
from domain.notifications.deliver_messages import DeliverMessages
from domain.notifications.record_delivery import RecordDelivery
from domain.outbox.admin_post import AdminChannel
from domain.outcomes.ask_outcomes import AskOutcomes
from domain.outcomes.correct_outcome import CorrectOutcome
from domain.outcomes.list_unmarked import ListUnmarked
from domain.outcomes.mark_outcome import MarkOutcome
from domain.proposals.accept_proposal import AcceptProposal
from domain.proposals.decline_proposal import DeclineProposal
from domain.proposals.expire_proposals import ExpireProposals
from domain.proposals.find_absent import FindAbsent
from domain.proposals.list_displaced import ListDisplaced
from domain.proposals.offer_new_times import OfferNewTimes
from domain.proposals.propose_time import ProposeTime
from domain.reminders.rewrite_all_reminders import RewriteAllReminders
from domain.reminders.rewrite_reminders import RewriteReminders
from domain.reporting.calculate_load import CalculateLoad
from domain.reporting.compose_digest import ComposeDigest
from domain.reporting.find_gaps import FindGaps
from domain.reporting.get_digest import GetDigest
from domain.reporting.get_digest_plan import GetDigestPlan
from domain.reporting.get_metrics import GetMetrics
from domain.reporting.plan_digests import PlanDigests
from domain.reporting.queue_digests import QueueDigests
from domain.schedule.ports import LocationProfileCache, LocationProfileGateway
from domain.shared.unit_of_work import UnitOfWork
from domain.staff.accept_invitation import AcceptInvitation
from domain.staff.connect_group import ConnectGroup
from domain.staff.grant_role import GrantRole
from domain.staff.invite import Invite
from domain.staff.list_team import ListTeam
from domain.staff.notify_admins import NotifyAdmins
from domain.staff.revoke_role import RevokeRole
from domain.staff.withdraw_invitation import WithdrawInvitation
from domain.staff.work_as_master import WorkAsMaster
from domain.timetable.get_timetable import GetTimetable
from domain.visit.end_holds import EndHolds
from domain.visit.staff_changes import RecordStaffAction
from domain.visit_queries.find_waiting_money import FindWaitingMoney
from domain.visit_queries.get_staff_visit import GetStaffVisit
from domain.visit_queries.get_visit import GetVisit
from domain.visit_queries.list_bookings import ListBookings
from domain.visit_queries.list_visits import ListVisits


class ServiceProvider(Provider):
    """What does the work of one update."""

    scope = Scope.REQUEST

    def __init__(self, business: BusinessSettings) -> None:
        super().__init__()
        self._business = business

    services = provide_all(
        AcceptInvitation,
        AcceptProposal,
        AddClient,
        ApplyPayment,
        ApplyRefund,
        RequestRefund,
        AskOutcomes,
        AvailabilityProvider,
        CancelVisit,
        ChangeMyTime,
        ChangeTimezone,
        CheckPayment,
        ChooseLanguage,
        ChooseTimezone,
        ClaimTime,
        ComposeNotification,
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
        GrantRole,
        HoldSlot,
        Invite,
        StoreCharge,
        DeclineProposal,
        ExpireProposals,
        ListBookings,
        ListDisplaced,
        ListLocations,
        ListMasters,
        ListOpenDays,
        ListOwnClients,
        ListManualRefunds,
        ListServices,
        ListStartTimes,
        ListTeam,
        ListUnmarked,
        ListVisits,
        ComposeDigest,
        MarkOutcome,
        MarkRefunded,
        RecordStaffAction,
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
        SendRefunds,
        RecalculateDelays,
        RewriteAllReminders,
        RewriteReminders,
        RunLate,
        SettleCharges,
        SwitchMaintenance,
        TakeAtVenue,
        TakeOtherTime,
        RevokeRole,
        NotifyAdmins,
        ScheduleChangeFlow,
        RecordDelivery,
        QueueDigests,
        WithdrawInvitation,
        WorkAsMaster,
        CalculateDeposit,
        CalculateLoad,
        WriteDelays,
        WriteMessage,
        WriteStaffNote,
    )

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
    def admin_channel(self) -> AdminChannel:
        """Know where the settings want the admins told."""
        business = self._business
        return AdminChannel(business.admin_ids, business.admin_chat_id, business.default_language)
