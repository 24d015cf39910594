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
    """A stretch of time that was taken away from a master."""

    id: BlockId
    time: Interval
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StandingItem:
    """What a master is to do for a visit that takes time.

    `visit_at` is when the client was to come; the staff expect it all `late_minutes` later.
    Who cannot be asked in the chat has to be phoned.
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
        """When it will really take place, as far as the staff know."""
        return later(self.time, self.late_minutes)

    def times(self, now: datetime) -> tuple[Interval, ...]:
        """Return when the master may have to be there: late ones may yet be on time after all."""
        return (self.expected, self.time) if self.time.start_at > now else (self.expected,)


def later(time: Interval, minutes: int) -> Interval:
    """Return the time so many minutes later."""
    delay = timedelta(minutes=minutes)
    return Interval(time.start_at + delay, time.end_at + delay)


class MyTimeGateway(Protocol):
    """Reads and writes when one master works; never commits."""

    async def get_workplace(self, master_id: MasterId) -> Workplace | None:
        """Return an active master with the location."""
        ...

    async def list_days_off(self, master_id: MasterId, since: date) -> tuple[DayOff, ...]:
        """Return the days off from a day on, in their order; a bounded number."""
        ...

    async def list_blocks(self, master_id: MasterId, now: datetime) -> tuple[Block, ...]:
        """Return the stretches that are not over, in their order; a bounded number."""
        ...

    async def list_items(self, master_id: MasterId, within: Interval) -> tuple[StandingItem, ...]:
        """Return what takes time of the master and may take place at least partly `within`.

        Holds are among it, whether or not they have run out: late money may still confirm them.
        """
        ...

    async def save_weekday(self, master_id: MasterId, weekday: int, hours: Hours | None) -> None:
        """Give a weekday hours of its own, or none at all."""
        ...

    async def drop_weekday(self, master_id: MasterId, weekday: int) -> None:
        """Let the usual hours hold on a weekday."""
        ...

    async def add_days_off(self, master_id: MasterId, days: DateRange, reason: str) -> None:
        """Write days off; those that are so already have the new reason."""
        ...

    async def drop_days_off(self, master_id: MasterId, days: DateRange) -> None:
        """Take days off away."""
        ...

    async def add_block(self, master_id: MasterId, time: Interval, reason: str) -> None:
        """Take a stretch of time away; the very same twice is once."""
        ...

    async def drop_block(self, master_id: MasterId, block_id: BlockId) -> None:
        """Give a stretch of time back, if it is the master's."""
        ...


@dataclass(frozen=True, slots=True)
class Displacement:
    """A visit that was to begin at `start_at`, when its master does not work any more."""

    booking_id: BookingId
    start_at: datetime
    displaced_by: UserId
    displaced_at: datetime
    is_client_blocked: bool = False


class Fate(StrEnum):
    """Where a displaced visit stands."""

    ASKED = "asked"  # whether another time suits
    SOON = "soon"  # its client is about to be asked
    HELD = "held"  # it may yet come to nothing
    PHONE = "phone"  # it stands: nobody could be asked, or the client keeps the time
    DONE = "done"  # it has another time, or was let go


@dataclass(frozen=True, slots=True)
class DisplacedVisit:
    """What has become of a visit that was displaced.

    `start_at` is when it was then, in the location's zone; `starts_at` is when it is now.
    """

    booking_id: BookingId
    start_at: datetime
    starts_at: datetime
    status: BookingStatus
    is_settled: bool
    client_name: str

    @property
    def fate(self) -> Fate:
        """What is to be told of it."""
        if self.starts_at != self.start_at or self.status not in OCCUPYING:
            return Fate.DONE
        if self.status is BookingStatus.RESCHEDULE_PROPOSED:
            return Fate.ASKED
        if self.status is BookingStatus.PENDING:
            return Fate.HELD
        return Fate.PHONE if self.is_settled else Fate.SOON


class DisplacementGateway(Protocol):
    """Remembers whose clients have to be offered another time; never commits."""

    async def add(self, displaced: Sequence[Displacement]) -> None:
        """Write them; one that was settled before is to be dealt with anew."""
        ...

    async def list_unsettled(self, limit: int) -> tuple[Displacement, ...]:
        """Return what waits to be dealt with, the oldest first.

        Visits that are held, or for which an offer is open already, are left alone as long.
        """
        ...

    async def list_unsettled_of(
        self, displaced_by: UserId, displaced_at: datetime, limit: int
    ) -> tuple[Displacement, ...]:
        """Return the same of one change."""
        ...

    async def has_displaced(self, booking_id: BookingId, start_at: datetime) -> bool:
        """Return whether the visit was displaced from that time, dealt with or not."""
        ...

    async def settle(self, displaced: Displacement, now: datetime) -> bool:
        """Note that it is dealt with; return whether nobody had done so."""
        ...

    async def list_of(
        self, displaced_by: UserId, displaced_at: datetime
    ) -> tuple[DisplacedVisit, ...]:
        """Return what became of the visits that one change displaced, in the order of starts."""
        ...
