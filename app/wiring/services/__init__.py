"""The services of the domain: one list for each of its packages."""

from dishka import Provider, Scope, provide, provide_all

from app.settings.settings import (
    BusinessSettings,
)
from app.wiring.services import (
    availability,
    booking,
    catalog,
    checkout,
    clients,
    correspondence,
    delays,
    locations,
    my_time,
    notifications,
    outcomes,
    proposals,
    reminders,
    reporting,
    staff,
    timetable,
    visit,
    visit_queries,
)
from bot.handlers.my_time.change_flow import ScheduleChangeFlow
from bot.notifications.invoice_writer import ChatInvoiceWriter
from bot.ui.catalogues import load_catalogues
from domain.availability.plan_visit import PlanVisit, PlanVisitAfresh
from domain.catalog.ports import CatalogGateway
from domain.checkout.invoice_writer import InvoiceWriter
from domain.clients.identify import Identify
from domain.clients.ports import ClientGateway
from domain.outbox.admin_post import AdminChannel
from domain.schedule.ports import LocationProfileCache, LocationProfileGateway
from domain.shared.unit_of_work import UnitOfWork

SERVICES = (
    *availability.SERVICES,
    *booking.SERVICES,
    *catalog.SERVICES,
    *checkout.SERVICES,
    *clients.SERVICES,
    *correspondence.SERVICES,
    *delays.SERVICES,
    *locations.SERVICES,
    *my_time.SERVICES,
    *notifications.SERVICES,
    *outcomes.SERVICES,
    *proposals.SERVICES,
    *reminders.SERVICES,
    *reporting.SERVICES,
    *staff.SERVICES,
    *timetable.SERVICES,
    *visit.SERVICES,
    *visit_queries.SERVICES,
    ScheduleChangeFlow,
)


class ServiceProvider(Provider):
    """Provides the services of one update."""

    scope = Scope.REQUEST

    def __init__(self, business: BusinessSettings) -> None:
        super().__init__()
        self._business = business

    services = provide_all(*SERVICES)

    @provide
    def plan_visit(self, catalog: CatalogGateway, profiles: LocationProfileCache) -> PlanVisit:
        """Plan visits for display, with cached policies."""
        return PlanVisit(catalog, profiles)

    @provide
    def plan_visit_afresh(
        self, catalog: CatalogGateway, profiles: LocationProfileGateway
    ) -> PlanVisitAfresh:
        """Plan visits for writing, with fresh policies."""
        return PlanVisitAfresh(catalog, profiles)

    @provide(scope=Scope.APP)
    def invoice_writer(self) -> InvoiceWriter:
        """Write invoices with the texts of the chat."""
        return ChatInvoiceWriter(load_catalogues())

    @provide
    def identify(self, uow: UnitOfWork, clients: ClientGateway) -> Identify:
        """Identify users, with the admins of the settings."""
        business = self._business
        return Identify(uow, clients, business.default_language, business.admin_ids)

    @provide
    def admin_channel(self) -> AdminChannel:
        """Return where the settings want admins to be notified."""
        business = self._business
        return AdminChannel(business.admin_ids, business.admin_chat_id, business.default_language)
