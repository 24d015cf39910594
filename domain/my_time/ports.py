from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.catalog.model import Label
from domain.my_time.changes import BlockId
from domain.schedule.model import Hours
from domain.schedule.workplaces import Workplace
from domain.shared.ids import BookingId, MasterId, UserId
from domain.shared.time import DateRange, Interval
from domain.visit.model import OCCUPYING, BookingStatus


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day on which a master does not work."""

    day: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A blocked stretch of a master's time."""

    id: BlockId
    time: Interval
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StandingItem:
    """A service of a visit that takes a master's time.

    `visit_at` is the agreed start of the visit; the staff expect it `late_minutes` later.
    A client who cannot be asked in the chat has to be phoned.
    """

    booking_id: BookingId
    visit_at: datetime
    status: BookingStatus
    client_name: str
    service_name: Label
    time: Interval
    late_minutes: int = 0
    can_be_asked: bool = True

    @property
    def expected(self) -> Interval:
        """When it is expected to take place, as far as the staff know."""
        return later(self.time, self.late_minutes)

    def times(self, now: datetime) -> tuple[Interval, ...]:
        """Return when the master may be needed: a delayed visit may still begin on time."""
        return (self.expected, self.time) if self.time.start_at > now else (self.expected,)


def later(time: Interval, minutes: int) -> Interval:
    """Return the interval shifted by the minutes."""
    delay = timedelta(minutes=minutes)
    return Interval(time.start_at + delay, time.end_at + delay)


class MyTimeGateway(Protocol):
    """Reads and writes when one master works; never commits."""

    async def get_workplace(self, master_id: MasterId) -> Workplace | None:
        """Return an active master with their location."""
        ...

    async def list_days_off(self, master_id: MasterId, since: date) -> tuple[DayOff, ...]:
        """Return the days off from `since` on, in order; a bounded number."""
        ...

    async def list_blocks(self, master_id: MasterId, now: datetime) -> tuple[Block, ...]:
        """Return the blocks that are not over, in order; a bounded number."""
        ...

    async def list_items(self, master_id: MasterId, within: Interval) -> tuple[StandingItem, ...]:
        """Return the items that take the master's time and may overlap `within`.

        Holds are included, expired or not: a late payment may still confirm them.
        """
        ...

    async def save_weekday(self, master_id: MasterId, weekday: int, hours: Hours | None) -> None:
        """Give a weekday hours of its own, or none at all."""
        ...

    async def drop_weekday(self, master_id: MasterId, weekday: int) -> None:
        """Apply the usual hours to a weekday again."""
        ...

    async def add_days_off(self, master_id: MasterId, days: DateRange, reason: str) -> None:
        """Store days off; existing ones get the new reason."""
        ...

    async def drop_days_off(self, master_id: MasterId, days: DateRange) -> None:
        """Delete days off."""
        ...

    async def add_block(self, master_id: MasterId, time: Interval, reason: str) -> None:
        """Block a stretch of time; the same stretch is stored once."""
        ...

    async def drop_block(self, master_id: MasterId, block_id: BlockId) -> None:
        """Release a blocked stretch, if it is the master's."""
        ...


@dataclass(frozen=True, slots=True)
class Displacement:
    """A visit that was to begin at `start_at`, when its master no longer works."""

    booking_id: BookingId
    start_at: datetime
    displaced_by: UserId
    displaced_at: datetime
    is_client_blocked: bool = False


class Fate(StrEnum):
    """The state of a displaced visit."""

    ASKED = "asked"  # the client is asked whether another time suits
    SOON = "soon"  # its client is about to be asked
    HELD = "held"  # a hold, which may still expire
    PHONE = "phone"  # unchanged: the client could not be asked, or declined
    DONE = "done"  # it has another time, or was released


@dataclass(frozen=True, slots=True)
class DisplacedVisit:
    """The state of a visit that was displaced.

    `start_at` is its time then, in the location's zone; `starts_at` is its time now.
    """

    booking_id: BookingId
    start_at: datetime
    starts_at: datetime
    status: BookingStatus
    is_settled: bool
    client_name: str

    @property
    def fate(self) -> Fate:
        """The state to be shown."""
        if self.starts_at != self.start_at or self.status not in OCCUPYING:
            return Fate.DONE
        if self.status is BookingStatus.RESCHEDULE_PROPOSED:
            return Fate.ASKED
        if self.status is BookingStatus.PENDING:
            return Fate.HELD
        return Fate.PHONE if self.is_settled else Fate.SOON


class DisplacementGateway(Protocol):
    """Stores the visits whose clients must be offered another time; never commits."""

    async def add(self, displaced: Sequence[Displacement]) -> None:
        """Store them; one that was settled before becomes unsettled again."""
        ...

    async def list_unsettled(self, limit: int) -> tuple[Displacement, ...]:
        """Return the unsettled displacements, the oldest first.

        Visits that are held or have an open offer are left out until that ends.
        """
        ...

    async def list_unsettled_of(
        self, displaced_by: UserId, displaced_at: datetime, limit: int
    ) -> tuple[Displacement, ...]:
        """Return the unsettled displacements of one change."""
        ...

    async def has_displaced(self, booking_id: BookingId, start_at: datetime) -> bool:
        """Return whether the visit was displaced from that time, settled or not."""
        ...

    async def settle(self, displaced: Displacement, now: datetime) -> bool:
        """Mark it as settled; return whether it was unsettled before."""
        ...

    async def list_of(
        self, displaced_by: UserId, displaced_at: datetime
    ) -> tuple[DisplacedVisit, ...]:
        """Return the visits that one change displaced, in the order of their starts."""
        ...
