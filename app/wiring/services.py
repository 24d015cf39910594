"""What the chat and the jobs ask for: the services of the domain."""

from dishka import (
    Provider,
    Scope,
    provide,
    provide_all,
)

from app.settings import BusinessSettings
from bot.invoice_writer import ChatInvoiceWriter
from bot.time_desk import TimeDesk
from bot.views.catalogues import load_catalogues
from domain.availability.find_alternatives import FindAlternatives
from domain.availability.list_open_days import ListOpenDays
from domain.availability.list_start_times import ListStartTimes
from domain.availability.plan_visit import PlanVisit, PlanVisitAfresh
from domain.availability.provider import AvailabilityProvider
from domain.booking.accept_proposal import AcceptProposal
from domain.booking.ask_outcomes import AskOutcomes
from domain.booking.by_staff import NoteStaffAct
from domain.booking.cancel_visit import CancelVisit
from domain.booking.claim_time import ClaimTime
from domain.booking.confirm_attendance import ConfirmAttendance
from domain.booking.correct_outcome import CorrectOutcome
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
from domain.booking.list_unmarked import ListUnmarked
from domain.booking.list_visits import ListVisits
from domain.booking.mark_outcome import MarkOutcome
from domain.booking.offer_new_times import OfferNewTimes
from domain.booking.preview_visit import PreviewVisit
from domain.booking.propose_time import ProposeTime
from domain.booking.read_message import ReadMessage
from domain.booking.release_holds import ReleaseHolds
from domain.booking.reschedule import Reschedule
from domain.booking.rework_delays import ReworkDelays
from domain.booking.run_late import RunLate
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
from domain.notifications.compose_notice import ComposeNotice
from domain.notifications.deliver_messages import DeliverMessages
from domain.notifications.rewrite_all_reminders import RewriteAllReminders
from domain.notifications.rewrite_reminders import RewriteReminders
from domain.notifications.tell_admins import AdminPost, TellAdmins
from domain.notifications.write_outcome import WriteOutcome
from domain.payments.apply_payment import ApplyPayment
from domain.payments.apply_refund import ApplyRefund
from domain.payments.ask_money_back import AskMoneyBack
from domain.payments.check_payment import CheckPayment
from domain.payments.keep_charge import KeepCharge
from domain.payments.list_refunds_by_hand import ListRefundsByHand
from domain.payments.mark_refunded import MarkRefunded
from domain.payments.provider_ports import InvoiceWriter
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
from domain.reporting.tell_digests import TellDigests
from domain.reporting.work_out_load import WorkOutLoad
from domain.schedule.change_my_time import ChangeMyTime
from domain.schedule.change_timezone import ChangeTimezone
from domain.schedule.find_collisions import FindCollisions
from domain.schedule.my_time import GetMyTime
from domain.schedule.ports import LocationProfileCache, LocationProfileGateway
from domain.schedule.read_own_time import ReadOwnTime
from domain.schedule.switch_maintenance import SwitchMaintenance
from domain.shared.unit_of_work import UnitOfWork
from domain.staff.accept_invitation import AcceptInvitation
from domain.staff.connect_group import ConnectGroup
from domain.staff.give_role import GiveRole
from domain.staff.invite import Invite
from domain.staff.list_team import ListTeam
from domain.staff.take_role import TakeRole
from domain.staff.withdraw_invitation import WithdrawInvitation
from domain.staff.work_as_master import WorkAsMaster


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
