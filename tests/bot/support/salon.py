"""A salon to draw screens of, with words as the test likes them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from bot.fsm.booking import BookingDraft, BookingState
from domain.availability.list_masters import MasterOption, MasterOptions
from domain.availability.list_open_days import OpenDays
from domain.availability.list_services import MenuSection, ServiceMenu
from domain.availability.list_start_times import DayTimes, StartOption
from domain.availability.model import PlannedService, VisitPlan
from domain.booking.preview_visit import Preview
from domain.catalog.model import (
    Label,
    Location,
    Master,
    Service,
    ServiceCategory,
    Skill,
    SkilledService,
)
from domain.clients.model import Client
from domain.payments.model import Payment, PaymentState
from domain.schedule.model import LocationProfile, PolicySet
from domain.shared.identity import Identity
from domain.shared.ids import (
    BookingId,
    CategoryId,
    LocationId,
    MasterId,
    PaymentId,
    ServiceId,
    UserId,
)
from domain.shared.money import Money, total
from domain.shared.time import DateRange
from domain.visit.card import VisitCard
from domain.visit.model import BookingStatus, Visit, VisitItem
from domain.visit_queries.list_visits import VisitPage
from tests.support.ids import ID

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 20)
DAY = date(2026, 11, 27)
MINUTE = timedelta(minutes=1)
SUNDAY = 6
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Salon:
    """A business whose every word is `word`, numbered where there are several."""

    word: str = ""
    services: int = 3
    masters: int = 2
    photo: str | None = None
    zone: ZoneInfo = BERLIN
    policies: PolicySet = field(default_factory=PolicySet)

    def label(self, ordinary: str) -> Label:
        return Label(self.word or ordinary)

    @property
    def location(self) -> Location:
        return Location(
            id=LocationId(ID),
            name=self.label("Salon Sonne"),
            address=self.word or "Hauptstraße 5, Berlin",
            timezone=self.zone,
            currency="EUR",
            country="DE",
            subdivision="BE",
        )

    @property
    def profile(self) -> LocationProfile:
        return LocationProfile(self.location, self.policies)

    def master(self, number: int) -> Master:
        return Master(
            id=MasterId(ID + number),
            name=self.label(f"Anna {number}"),
            about=self.label("Cuts curls like nobody else."),
            photo=self.photo,
            is_active=True,
            max_clients_parallel=1,
            shortest_service_minutes=30,
        )

    def service(self, number: int) -> Service:
        category = ServiceCategory(CategoryId(number // 10), self.label(f"Category {number // 10}"))
        return Service(
            id=ServiceId(ID + number),
            location_id=self.location.id,
            category=category,
            name=self.label(f"Haircut {number}"),
            description=self.label("Wash, cut and style."),
            duration_minutes=45,
            min_gap_after_minutes=0,
            price=Money(35_00, "EUR"),
            is_active=True,
        )

    def skilled(self, number: int) -> SkilledService:
        skills = tuple(
            Skill(self.master(n), 45 + 15 * n * (number % 2), Money(35_00 + 5_50 * n, "EUR"))
            for n in range(self.masters)
        )
        return SkilledService(self.service(number), skills)

    @property
    def menu(self) -> ServiceMenu:
        by_category: dict[int, list[SkilledService]] = {}
        for number in range(self.services):
            skilled = self.skilled(number)
            by_category.setdefault(skilled.service.category.id, []).append(skilled)
        sections = (MenuSection(g[0].service.category, tuple(g)) for g in by_category.values())
        return ServiceMenu(self.profile, tuple(sections))

    def plan(self, services: int = 2) -> VisitPlan:
        planned = (self.skilled(number) for number in range(services))
        return VisitPlan(self.profile, tuple(PlannedService(s.service, s.skills) for s in planned))

    def options(self, services: int = 2, *, somebody_does_all: bool = True) -> MasterOptions:
        plan = self.plan(services)
        able = tuple(
            MasterOption(skill.master, skill.duration_minutes, skill.price)
            for skill in plan.services[0].skills
        )
        return MasterOptions(plan, able if somebody_does_all else (), (able,) * services)

    def draft(
        self,
        state: BookingState = BookingState.SERVICES,
        services: int = 2,
        master_ids: Sequence[MasterId | None] = (),
        *,
        is_move: bool = False,
    ) -> BookingDraft:
        return BookingDraft(
            location_id=self.location.id,
            request_key=UUID(int=ID),
            state=state,
            service_ids=tuple(ServiceId(ID + number) for number in range(services)),
            master_ids=tuple(master_ids),
            moved_booking_id=BookingId(ID) if is_move else None,
        )

    def open_days(self, starts_by_day: dict[date, int] | None = None) -> OpenDays:
        horizon = DateRange(TODAY, TODAY + timedelta(days=60))
        starts = {DAY: 2, DAY + timedelta(days=1): 12} if starts_by_day is None else starts_by_day
        christmas = date(2026, 12, 25)
        working = frozenset(day for day in horizon if day.weekday() != SUNDAY and day != christmas)
        return OpenDays(self.plan(), horizon, starts, frozenset({christmas}), working)

    def times(self, *starts: datetime, alternatives: Sequence[datetime] = ()) -> DayTimes:
        options = tuple(StartOption(start_at, leaves_hole=False) for start_at in starts)
        return DayTimes(self.plan(), DAY, options, tuple(alternatives))

    def items(self, services: int = 2) -> tuple[VisitItem, ...]:
        begins = self.at(10)
        return tuple(
            VisitItem(
                ServiceId(ID + number),
                self.service(number).name,
                MasterId(ID + number),
                self.master(number).name,
                begins + 45 * number * MINUTE,
                begins + 45 * (number + 1) * MINUTE,
                Money(35_00, "EUR"),
            )
            for number in range(services)
        )

    def at(self, hour: int, minute: int = 0, day: date = DAY) -> datetime:
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=self.zone)

    def preview(self, services: int = 2) -> Preview:
        items = self.items(services)
        return Preview(self.profile, items, total((item.price for item in items), "EUR"))

    def visit(
        self,
        status: BookingStatus = BookingStatus.CONFIRMED,
        *,
        services: int = 2,
        note: str = "",
        version: int = 1,
    ) -> Visit:
        items = self.items(services)
        return Visit(
            id=BookingId(ID),
            request_key=UUID(int=ID),
            client_id=UserId(ID),
            location=self.location,
            status=status,
            note=note,
            price=total((item.price for item in items), "EUR"),
            version=version,
            items=items,
        )

    def card(
        self,
        status: BookingStatus = BookingStatus.CONFIRMED,
        *,
        services: int = 2,
        note: str = "",
        is_coming: bool = True,
    ) -> VisitCard:
        return VisitCard(self.visit(status, services=services, note=note), is_coming)

    def held(
        self, state: PaymentState = PaymentState.INVOICED, *, services: int = 2, minutes: int = 8
    ) -> VisitCard:
        """Return a visit whose deposit of 20 euros is awaited for some minutes yet."""
        visit = replace(
            self.visit(BookingStatus.PENDING, services=services),
            deposit=DEPOSIT,
            hold_expires_at=NOW + minutes * MINUTE,
        )
        return VisitCard(visit, is_coming=True, payment=payment(state))

    def paid(
        self,
        state: PaymentState = PaymentState.PAID,
        status: BookingStatus = BookingStatus.CONFIRMED,
        *,
        is_coming: bool = True,
        paid: Money | None = None,
        back: Money | None = None,
    ) -> VisitCard:
        """Return a visit for which money came in advance."""
        amount = paid or DEPOSIT
        visit = replace(
            self.visit(status),
            deposit=amount,
            paid=amount if state is PaymentState.PAID else None,
        )
        money = replace(payment(state, back), amount=amount)
        return VisitCard(visit, is_coming, payment=money, refund_on_cancel=back)

    def visit_page(self, count: int = 2, page: int = 0, pages: int = 1) -> VisitPage:
        return VisitPage((self.visit(),) * count, page, pages)


DEPOSIT = Money(20_00, "EUR")


def payment(state: PaymentState = PaymentState.PAID, refund: Money | None = None) -> Payment:
    """Return a payment of the deposit."""
    has_come = state in {PaymentState.PAID, PaymentState.REFUND_DUE, PaymentState.REFUNDED}
    return Payment(
        id=PaymentId(ID),
        booking_id=BookingId(ID),
        client_id=UserId(ID),
        provider="test",
        state=state,
        amount=DEPOSIT,
        payload=UUID(int=ID),
        charge_ref="charge" if has_come else None,
        refund=refund,
        refund_at=NOW + 60 * MINUTE if state is PaymentState.REFUND_DUE else None,
    )


def client(language: str = "en", timezone: ZoneInfo | None = None) -> Client:
    return Client(UserId(ID), ID, "Kim", language, timezone, Identity(UserId(ID)))
