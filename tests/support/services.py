"""The services of the domain as one actor has them, from the product's own container."""

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Generic, TypeVar, overload
from uuid import UUID, uuid4

from dishka import Container, Provider, Scope, from_context, make_container, provide
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from app.settings.settings import (
    BusinessSettings,
    DatabaseSettings,
    PaymentSettings,
    ProcessSettings,
    RedisSettings,
    Settings,
    TelegramSettings,
)
from app.wiring.gateways import GatewayProvider
from app.wiring.process import ProcessProvider
from app.wiring.services import ServiceProvider
from domain.availability.list_start_times import ListStartTimes
from domain.availability.model import ServiceChoice, Terms, VisitWish
from domain.availability.ports import BusyCache, BusyGateway
from domain.booking.cancel_visit import CancelVisit
from domain.booking.hold_slot import HoldSlot, HoldSlotRequest
from domain.booking.preview_visit import Preview, PreviewVisit
from domain.booking.release_holds import ReleaseHolds
from domain.booking.reschedule import Reschedule, RescheduleRequest
from domain.catalog.ports import CatalogGateway
from domain.checkout.invoice_writer import InvoiceWriter
from domain.clients.ports import ClientGateway
from domain.outbox.admin_post import AdminChannel
from domain.outbox.ports import Outbox, OutboxGateway
from domain.payments.ports import PaymentGateway
from domain.payments.provider_ports import PaymentProviders
from domain.schedule.ports import LocationProfileCache, LocationProfileGateway, ScheduleGateway
from domain.shared.identity import Identity
from domain.shared.ids import BookingId, LocationId, MasterId, ServiceId, UserId
from domain.shared.time import Clock
from domain.visit.card import VisitCard
from domain.visit.model import Visit
from domain.visit.ports import BookingGateway, VisitGateway
from domain.visit.proposal_ports import ProposalGateway
from domain.visit_queries.get_visit import GetVisit
from infra.cache.busy import RedisBusyCache
from infra.cache.busy_store import RedisBusyStore
from infra.cache.guarded_redis import GuardedRedis
from infra.db.unit_of_work import SqlaUnitOfWork
from tests.support.fake_provider import FakePaymentProvider, FakePaymentProviders, PlainWriter

Kind = TypeVar("Kind")

SETTINGS = Settings(
    telegram=TelegramSettings(
        _env_file=None, bot_token=SecretStr("123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
    ),
    database=DatabaseSettings(_env_file=None, database_url=SecretStr("postgresql://tests/none")),
    redis=RedisSettings(_env_file=None, redis_url=SecretStr("")),
    business=BusinessSettings(_env_file=None),
    payments=PaymentSettings(_env_file=None),
    process=ProcessSettings(_env_file=None),
)
"""What the overrides below do not replace."""


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


class Port(Generic[Kind]):
    """A port or a service as an attribute of `Services`."""

    def __init__(self, kind: Any) -> None:
        self._kind = kind

    @overload
    def __get__(self, services: None, owner: type) -> "Port[Kind]": ...
    @overload
    def __get__(self, services: "Services", owner: type) -> Kind: ...
    def __get__(self, services: "Services | None", owner: type) -> "Port[Kind] | Kind":
        if services is None:
            return self
        found: Kind = services.get(self._kind)
        return found


class Overrides(Provider):
    """What a test has instead of the product's: the database, the clock, who takes money."""

    scope = Scope.REQUEST

    engine = from_context(AsyncEngine, override=True)
    clock = from_context(Clock, override=True)
    providers = from_context(PaymentProviders, override=True)
    admin_channel = from_context(AdminChannel, override=True)
    busy_store = from_context(RedisBusyStore)

    @provide(scope=Scope.APP, override=True)
    def redis(self) -> GuardedRedis | None:
        return None

    @provide(scope=Scope.APP, override=True)
    def invoice_writer(self) -> InvoiceWriter:
        return PlainWriter()


class Services:
    """One actor: a request scope of its own, and so a unit of work of its own.

    `gateways` replaces adapters of ports, such as `{BookingGateway: SlowBookings}`; a class is
    built on the actor's unit of work.
    """

    uow: Port[SqlaUnitOfWork] = Port(SqlaUnitOfWork)
    schedules: Port[ScheduleGateway] = Port(ScheduleGateway)
    busy: Port[BusyGateway] = Port(BusyGateway)
    catalog: Port[CatalogGateway] = Port(CatalogGateway)
    bookings: Port[BookingGateway] = Port(BookingGateway)
    visits: Port[VisitGateway] = Port(VisitGateway)
    payments: Port[PaymentGateway] = Port(PaymentGateway)
    proposals: Port[ProposalGateway] = Port(ProposalGateway)
    clients: Port[ClientGateway] = Port(ClientGateway)
    outbox: Port[Outbox] = Port(Outbox)
    deliveries: Port[OutboxGateway] = Port(OutboxGateway)
    cache: Port[BusyCache] = Port(BusyCache)
    profiles: Port[LocationProfileCache] = Port(LocationProfileCache)
    profile_gateway: Port[LocationProfileGateway] = Port(LocationProfileGateway)
    providers: Port[PaymentProviders] = Port(PaymentProviders)

    def __init__(
        self,
        engine: AsyncEngine,
        clock: StoppedClock,
        *,
        provider: FakePaymentProvider | None = None,
        busy_store: RedisBusyStore | None = None,
        channel: AdminChannel | None = None,
        gateways: Mapping[Any, type] | None = None,
    ) -> None:
        self.clock = clock
        replaced: dict[Any, type] = {**(gateways or {})}
        self._context: dict[Any, object] = {
            AsyncEngine: engine,
            Clock: clock,
            PaymentProviders: FakePaymentProviders(provider or FakePaymentProvider()),
            AdminChannel: channel or AdminChannel(),
        }
        if busy_store is not None:
            replaced[BusyCache] = RedisBusyCache
            self._context[RedisBusyStore] = busy_store
        self._container = _container_with(tuple(replaced.items()))
        self._scope = self._container(self._context)

    def another(self) -> "Services":
        """Return one more actor, with the same database, clock and adapters."""
        other = copy(self)
        other._scope = self._container(self._context)
        return other

    @overload
    def get(self, kind: type[Kind]) -> Kind: ...
    @overload
    def get(self, kind: Any) -> Any: ...
    def get(self, kind: Any) -> Any:
        """Return a service or a port, as the product wires it."""
        return self._scope.get(kind)

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
        wish = VisitWish(location_id, tuple(choice), Terms(admin=admin))
        key = request_key or uuid4()
        request = HoldSlotRequest(client, wish, start_at, seen_price_minor, key, note)
        return (await self.get(HoldSlot).execute(request)).visit.id

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
        request = RescheduleRequest(client, booking_id, start_at, with_any_master, admin)
        await self.get(Reschedule).execute(request)

    async def cancel(
        self,
        client: Identity,
        booking_id: BookingId,
        reason: str = "",
        *,
        admin: Identity | None = None,
    ) -> None:
        """Cancel a visit."""
        await self.get(CancelVisit).execute(client, booking_id, reason, admin=admin)

    async def preview(
        self,
        location_id: LocationId,
        choice: Sequence[ServiceChoice],
        start_at: datetime,
        moved_booking_id: BookingId | None = None,
        client: Identity = SOMEBODY,
        *,
        obeys_lock_window: bool = True,
    ) -> Preview:
        """Look at a visit before it is booked."""
        terms = Terms(moved_booking_id is not None and obeys_lock_window)
        wish = VisitWish(location_id, tuple(choice), terms, moved_booking_id)
        return await self.get(PreviewVisit).execute(client, wish, start_at)

    async def starts(
        self,
        location_id: LocationId,
        choice: Sequence[ServiceChoice],
        day: date,
        moved_booking_id: BookingId | None = None,
        client: Identity = SOMEBODY,
    ) -> list[datetime]:
        """Return the starts that the time list shows a client for a day."""
        wish = VisitWish(location_id, tuple(choice), Terms(), moved_booking_id, client.user_id)
        times = await self.get(ListStartTimes).execute(wish, day)
        return [option.start_at for option in times.options]

    async def visit(self, booking_id: BookingId) -> Visit:
        """Read a visit as it stands."""
        async with self.uow:
            visit = await self.visits.get_visit(booking_id)
        assert visit is not None
        return visit

    async def card(self, client: Identity, booking_id: BookingId) -> VisitCard:
        """Read a visit as its client does."""
        return await self.get(GetVisit).execute(client, booking_id)

    async def release_holds(self) -> int:
        """End the holds that have run out."""
        return await self.get(ReleaseHolds).execute()


@lru_cache(maxsize=8)
def _container_with(replaced: tuple[tuple[Any, type], ...]) -> Container:
    """Build a container with these adapters; that costs more than many a test."""
    adapters = Provider(scope=Scope.REQUEST)
    for port, adapter in replaced:
        adapters.provide(adapter, provides=port, override=True)
    return make_container(
        ProcessProvider(SETTINGS),
        GatewayProvider(),
        ServiceProvider(SETTINGS.business),
        Overrides(),
        adapters,
    )
