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
"""No visit lies further ahead."""


@dataclass(frozen=True, slots=True)
class CollidingVisit:
    """A visit that stands where its master would no longer work.

    `start_at` is when the client comes; it is aware, in the master's zone.
    """

    booking_id: BookingId
    start_at: datetime
    status: BookingStatus
    client_name: str
    services: tuple[Label, ...]
    can_be_asked: bool = True

    @property
    def is_asked_at_once(self) -> bool:
        """Whether its client is asked as soon as the change is made."""
        return self.can_be_asked and self.status is BookingStatus.CONFIRMED

    @property
    def is_to_be_phoned(self) -> bool:
        """Whether nobody but the staff can tell its client."""
        return not self.can_be_asked and self.status is not BookingStatus.PENDING


@dataclass(frozen=True, slots=True)
class FindCollisions:
    """Tell which visits a change of a master's time would collide with, before it is made."""

    uow: UnitOfWork
    read_own_time: ReadOwnTime
    my_time: MyTimeGateway
    clock: Clock

    async def execute(
        self, staff: Identity, master_id: MasterId, change: TimeChange
    ) -> tuple[CollidingVisit, ...]:
        """Return the visits that have not begun and would have to move, in their order.

        Who runs late is expected later, and is in the way then.

        What was in their way before the change is none of its business. Masters learn the first
        names of their clients alone.

        Raises:
            RoleMissingError, NotOwnTimeError: it is not for this person to change.
            BreakOutsideError, TimeOverError, TimeTooFarError: the change is not relevant.
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
    """Return where there may be visits in the way; of a weekday in all time to come.

    Somebody may have been booked when one could book further ahead than now.
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
