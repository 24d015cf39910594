from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

from domain.catalog.model import Label
from domain.my_time.changes import TimeChange, WorkingDayChange, ensure_can_be_made
from domain.my_time.own_time import OwnTime, stretches_of
from domain.my_time.ports import MyTimeGateway, StandingItem
from domain.my_time.read_own_time import ReadOwnTime, bookable_days
from domain.schedule.workplaces import Rota
from domain.shared.first_name import first_name_of
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId, MasterId
from domain.shared.time import Clock, Interval
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.model import BookingStatus

EVER = timedelta(days=10 * 366)
"""No visit is further ahead than this."""


@dataclass(frozen=True, slots=True)
class CollidingVisit:
    """A visit at a time when its master would no longer work.

    `start_at` is the start of the visit, aware, in the master's zone.
    """

    booking_id: BookingId
    start_at: datetime
    status: BookingStatus
    client_name: str
    services: tuple[Label, ...]
    can_be_asked: bool = True

    @property
    def is_asked_at_once(self) -> bool:
        """Whether its client is asked immediately after the change."""
        return self.can_be_asked and self.status is BookingStatus.CONFIRMED

    @property
    def is_to_be_phoned(self) -> bool:
        """Whether the staff have to notify its client by phone."""
        return not self.can_be_asked and self.status is not BookingStatus.PENDING


@dataclass(frozen=True, slots=True)
class FindCollisions:
    """Find the visits with which a change of a master's time would collide, before it is made."""

    uow: UnitOfWork
    read_own_time: ReadOwnTime
    my_time: MyTimeGateway
    clock: Clock

    async def execute(
        self, staff: Identity, master_id: MasterId, change: TimeChange
    ) -> tuple[CollidingVisit, ...]:
        """Return the visits that have not begun and would have to move, in their order.

        A delayed visit counts at its later time. Obstacles that existed before the change are
        ignored. Masters see only the first names of their clients.

        Raises:
            RoleMissingError, NotOwnTimeError: the user may not change this master's time.
            BreakOutsideError, TimeOverError, TimeTooFarError: the change is invalid.
        """
        now = self.clock.now()
        async with self.uow:
            rota = await self.read_own_time.rota_for(staff, master_id)
            ensure_can_be_made(change, now, now.astimezone(rota.zone).date())
            visits = await self.among(rota, change, now)
        if Role.ADMIN in staff.roles:
            return visits
        return tuple(replace(v, client_name=first_name_of(v.client_name)) for v in visits)

    async def among(
        self, rota: Rota, change: TimeChange, now: datetime
    ) -> tuple[CollidingVisit, ...]:
        """Return the same inside the caller's transaction."""
        within = _looked_at(change, rota, now)
        if within is None:
            return ()
        found = await self.my_time.list_items(rota.workplace.master_id, within)
        items = [item for item in found if item.expected.start_at > now]
        if not items:
            return ()
        around = Interval(items[0].time.start_at, max(item.expected.end_at for item in items))
        before = await self.read_own_time.around(rota, around)
        return _colliding(items, before, before.after(change), now)


def _looked_at(change: TimeChange, rota: Rota, now: datetime) -> Interval | None:
    """Return the period in which visits may collide; for a weekday it has no end.

    Visits may have been booked when the booking horizon was longer than now.
    """
    if isinstance(change, WorkingDayChange):
        return Interval(now, now + EVER)
    stretches = stretches_of(change, rota, bookable_days(rota, now))
    return stretches[0] if stretches else None


def _colliding(
    items: Iterable[StandingItem], before: OwnTime, after: OwnTime, now: datetime
) -> tuple[CollidingVisit, ...]:
    hit = [
        item
        for item in items
        if any(after.obstacles_to(at) - before.obstacles_to(at) for at in item.times(now))
    ]
    hit.sort(key=attrgetter("visit_at", "booking_id"))
    by_visit = (list(group) for _, group in groupby(hit, key=attrgetter("booking_id")))
    return tuple(_visit_of(group, before.rota) for group in by_visit)


def _visit_of(items: list[StandingItem], rota: Rota) -> CollidingVisit:
    visit = items[0]
    return CollidingVisit(
        visit.booking_id,
        visit.visit_at.astimezone(rota.zone),
        visit.status,
        visit.client_name,
        tuple(item.service_name for item in items),
        visit.can_be_asked,
    )
