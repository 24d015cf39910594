"""A master's days: the working hours and the visits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from domain.catalog.model import Label, Location
from domain.schedule.workplaces import Workplace
from domain.shared.ids import BookingId, MasterId
from domain.shared.time import Interval
from domain.visit.model import OCCUPYING, BookingStatus

IN_TIMETABLE = (*OCCUPYING, BookingStatus.COMPLETED, BookingStatus.NO_SHOW)
"""The states shown in a timetable; a hold only until it expires."""


@dataclass(frozen=True, slots=True)
class TimetableItem:
    """One service of a visit, with the data that its master needs; times are in UTC.

    `client_name` is only the first name.
    """

    booking_id: BookingId
    master_id: MasterId
    lane: int
    start_at: datetime
    end_at: datetime
    blocked_until: datetime
    status: BookingStatus
    service_name: Label
    client_name: str
    late_minutes: int = 0
    arrived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TimetableVisit:
    """One person's part of a visit: their own items in order, and the zone of these.

    `is_missed` means that a day off or a block overlaps at least a part of it.
    """

    location: Location
    zone: ZoneInfo
    items: tuple[TimetableItem, ...]
    is_missed: bool = False

    @property
    def booking_id(self) -> BookingId:
        """The booking."""
        return self.items[0].booking_id

    @property
    def client_name(self) -> str:
        """The client's first name."""
        return self.items[0].client_name

    @property
    def status(self) -> BookingStatus:
        """The status of the booking."""
        return self.items[0].status

    @property
    def arrived_at(self) -> datetime | None:
        """When the client arrived."""
        return self.items[0].arrived_at

    @property
    def late(self) -> timedelta:
        """The delay that the staff expect."""
        return timedelta(minutes=self.items[0].late_minutes)

    @property
    def start_at(self) -> datetime:
        """The planned start of the first item."""
        return self.items[0].start_at

    @property
    def end_at(self) -> datetime:
        """The planned end of the last item."""
        return max(item.end_at for item in self.items)

    @property
    def is_marked(self) -> bool:
        """Whether the visit has an outcome."""
        return self.status not in OCCUPYING

    def is_over(self, now: datetime) -> bool:
        """Return whether the visit has an outcome or its expected end has passed."""
        return self.is_marked or self.end_at + self.late <= now


class WhyOff(StrEnum):
    """Why a master does not work on a day."""

    DAY_OFF = "day_off"
    HOLIDAY = "holiday"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """The hours of one workplace on one day, or `why_off` if there are none; times are in UTC.

    `stretches` are the hours without break and blocks; `free` is the coming time that can still
    be booked.
    """

    workplace: Workplace
    zone: ZoneInfo
    work: Interval | None = None
    pause: Interval | None = None
    blocks: tuple[Interval, ...] = ()
    stretches: tuple[Interval, ...] = ()
    free: tuple[Interval, ...] = ()
    why_off: WhyOff | None = None


@dataclass(frozen=True, slots=True)
class TimetableDay:
    """A day at all workplaces of a master; visits are sorted by start.

    A visit after midnight in a night shift belongs to the day on which the shift began.
    """

    day: date
    times: tuple[WorkingTime, ...]
    visits: tuple[TimetableVisit, ...]


@dataclass(frozen=True, slots=True)
class Timetable:
    """Days in order, in their state at `now`; `today` need not be among them."""

    now: datetime
    today: date
    days: tuple[TimetableDay, ...]


class TimetableGateway(Protocol):
    """Reads the items of masters."""

    async def list_items(
        self, master_ids: Sequence[MasterId], begun_in: Interval, now: datetime
    ) -> tuple[TimetableItem, ...]:
        """Return the items `IN_TIMETABLE` that begin in that period, by start: one query."""
        ...
