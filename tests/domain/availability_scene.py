"""A shop in memory: what pure rules of availability are tried on."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.availability.model import (
    NO_OWN_TIME,
    Busy,
    Loads,
    MasterLoad,
    OwnTime,
    PlannedService,
    VisitPlan,
)
from domain.availability.provider import Availability, AvailabilityProvider
from domain.availability.read_loads import ReadLoads
from domain.availability.search import starts_of_day
from domain.booking.choose_chain import choose_chain
from domain.catalog.model import Label, Location, Master, Service, ServiceCategory, Skill
from domain.schedule.model import Absence, Hours, LocationProfile, MasterSchedule, PolicySet
from domain.shared.ids import BookingId, CategoryId, LocationId, MasterId, ServiceId, UserId
from domain.shared.money import Money
from domain.shared.time import DateRange, Interval
from domain.visit.model import BookingItem
from tests.support.database import NINE_TO_FIVE

MIA, LEO = MasterId(1), MasterId(2)
NOTHING = Label("")

ANY_TIME = PolicySet(weekday_hours=NINE_TO_FIVE, min_advance_minutes=0)


@dataclass
class Scene:
    """Facts, and the answers that the domain gives about them."""

    timezone: str = "Europe/Berlin"
    policies: PolicySet = ANY_TIME
    country: str = "DE"
    now: datetime = datetime(2030, 3, 1, tzinfo=UTC)
    schedules: dict[MasterId, MasterSchedule] = field(default_factory=dict)
    services: list[Service] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    taken: list[Busy] = field(default_factory=list)

    def hire(self, master_id: MasterId = MIA, **fields: Any) -> "Scene":
        """Add a master who performs everything."""
        self.schedules[master_id] = MasterSchedule(master_id, **fields)
        return self

    def sell(self, minutes: int = 60, gap: int = 0, **fields: Any) -> "Scene":
        """Add a service to the visit."""
        service = Service(
            id=ServiceId(len(self.services) + 1),
            location_id=LocationId(1),
            category=ServiceCategory(CategoryId(1), NOTHING),
            name=NOTHING,
            description=NOTHING,
            duration_minutes=minutes,
            min_gap_after_minutes=gap,
            price=Money(1000, "EUR"),
            is_active=True,
        )
        self.services.append(replace(service, **fields))
        return self

    def take(
        self,
        start_at: datetime,
        minutes: int = 60,
        *,
        master_id: MasterId = MIA,
        lane: int = 0,
        booking_id: int = 1,
        hold_expires_at: datetime | None = None,
        held_by: UserId | None = None,
    ) -> "Scene":
        """Take time, as a visit of somebody else does; the minutes cover its gap and buffer."""
        until = start_at + timedelta(minutes=minutes)
        start, end = start_at.astimezone(UTC), until.astimezone(UTC)
        self.taken.append(
            Busy(BookingId(booking_id), master_id, lane, start, end, hold_expires_at, held_by)
        )
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def profile(self) -> LocationProfile:
        location = Location(
            LocationId(1), NOTHING, "", self.zone, "EUR", self.country, subdivision=None
        )
        return LocationProfile(location, self.policies)

    @property
    def plan(self) -> VisitPlan:
        planned = (PlannedService(service, self._skills(service)) for service in self.services)
        return VisitPlan(self.profile, tuple(planned))

    def _skills(self, service: Service) -> tuple[Skill, ...]:
        return tuple(
            Skill(
                Master(
                    id=schedule.master_id,
                    name=NOTHING,
                    about=NOTHING,
                    photo=None,
                    is_active=True,
                    max_clients_parallel=schedule.max_clients_parallel,
                    shortest_service_minutes=service.duration_minutes,
                ),
                service.duration_minutes,
                service.price,
            )
            for schedule in self.schedules.values()
        )

    def at(self, text: str) -> datetime:
        """Read a local time like `2030-03-04 09:00`."""
        return datetime.fromisoformat(text).replace(tzinfo=self.zone)

    async def availability(
        self,
        days: DateRange | None = None,
        moved_booking_id: BookingId | None = None,
        client_id: UserId | None = None,
    ) -> Availability:
        provider, now = AvailabilityProvider(self), self.now
        own_time = OwnTime(moved_booking_id, client_id)
        if days is None:
            return await provider.build_availability_batch(self.plan, now, self, own_time)
        return await provider.build_resources_availability(self.plan, now, self, days, own_time)

    async def starts(self, day: str) -> list[str]:
        """Return what the time list of a local day shows, like `09:00`."""
        availability = await self.availability()
        starts = starts_of_day(availability, date.fromisoformat(day))
        return [start.strftime("%H:%M") for start in starts]

    async def chain(self, start: str) -> tuple[BookingItem, ...] | None:
        """Return what would be booked at a local time."""
        start_at, availability = self.at(start), await self.availability()
        read_loads = ReadLoads(self)
        day = availability.day_of(start_at)
        loads = await read_loads.execute(availability.plan, day, NO_OWN_TIME, self.now)
        return choose_chain(availability, start_at, loads)

    async def get_loads(
        self,
        master_ids: Sequence[MasterId],
        period: Interval,
        day_at: datetime,
        own_time: OwnTime,
        now: datetime,
    ) -> Loads:
        counted = own_time.without(self.taken, now)
        return {master_id: _load(master_id, counted, period, day_at) for master_id in master_ids}

    async def get_schedules(self, master_ids: Sequence[MasterId]) -> tuple[MasterSchedule, ...]:
        return tuple(self.schedules[master_id] for master_id in master_ids)

    async def get_absences(
        self, master_ids: Sequence[MasterId], days: DateRange
    ) -> tuple[Absence, ...]:
        return tuple(
            absence
            for absence in self.absences
            if absence.master_id in master_ids
            and (absence.day_off is None or absence.day_off in set(days))
        )

    async def get_busy(self, master_ids: Sequence[MasterId], utc_days: range) -> tuple[Busy, ...]:
        return tuple(
            busy
            for busy in self.taken
            if busy.master_id in master_ids
            and set(Interval(busy.start_at, busy.blocked_until).utc_days()) & set(utc_days)
        )


def _load(
    master_id: MasterId, counted: Sequence[Busy], period: Interval, day_at: datetime
) -> MasterLoad:
    own = [busy for busy in counted if busy.master_id == master_id]
    inside = (b for b in own if period.start_at <= b.start_at < period.end_at)
    minutes = sum((b.blocked_until - b.start_at) // timedelta(minutes=1) for b in inside)
    return MasterLoad(minutes, max((b.start_at for b in own if b.start_at < day_at), default=None))


def every_half_hour(first: str, last: str) -> list[str]:
    """Return the local times from one to the other, both included."""
    start, end = (datetime.fromisoformat(f"2030-01-01 {text}") for text in (first, last))
    count = (end - start) // timedelta(minutes=30)
    return [(start + timedelta(minutes=30 * n)).strftime("%H:%M") for n in range(count + 1)]


__all__ = ["ANY_TIME", "LEO", "MIA", "NINE_TO_FIVE", "Hours", "Scene", "every_half_hour"]
