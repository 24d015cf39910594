"""What a master does on a day: the hours, and who comes."""

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
"""What stands, or stood; a hold only until it runs out."""


@dataclass(frozen=True, slots=True)
class TimetableItem:
    """One service of a visit as its master needs to know it; times are in UTC.

    `client_name` is the first name alone.
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
    """What one person does in a visit: the own items, in their order, and the zone they are in.

    Of one that `is_missed` a day off or a block takes away at least a part.
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
        """Where the booking stands."""
        return self.items[0].status

    @property
    def arrived_at(self) -> datetime | None:
        """Since when the client is there."""
        return self.items[0].arrived_at

    @property
    def late(self) -> timedelta:
        """So much later than agreed the staff expect it."""
        return timedelta(minutes=self.items[0].late_minutes)

    @property
    def start_at(self) -> datetime:
        """When the first item is to begin."""
        return self.items[0].start_at

    @property
    def end_at(self) -> datetime:
        """When the last item is to end."""
        return max(item.end_at for item in self.items)

    @property
    def is_marked(self) -> bool:
        """Whether somebody said what became of it."""
        return self.status not in OCCUPYING

    def is_over(self, now: datetime) -> bool:
        """Return whether nothing more is to be done but to mark it, if that."""
        return self.is_marked or self.end_at + self.late <= now


class WhyOff(StrEnum):
    """Why a master does not work on a day."""

    DAY_OFF = "day_off"
    HOLIDAY = "holiday"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """The hours of one workplace on one day, `why_off` where there are none; times are in UTC.

    `stretches` are the hours less break and blocks, `free` what nobody has booked yet of what is
    still to come.
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
    """A day at all of one's workplaces: visits in the order in which they begin.

    What begins after midnight in a night shift belongs to the day on which the shift began.
    """

    day: date
    times: tuple[WorkingTime, ...]
    visits: tuple[TimetableVisit, ...]


@dataclass(frozen=True, slots=True)
class Timetable:
    """Days in their order, as they stand `now`; `today` need not be among them."""

    now: datetime
    today: date
    days: tuple[TimetableDay, ...]


class TimetableGateway(Protocol):
    """Reads what masters have to do."""

    async def list_items(
        self, master_ids: Sequence[MasterId], begun_in: Interval, now: datetime
    ) -> tuple[TimetableItem, ...]:
        """Return the items that begin in that time and are in a timetable: by start, one query."""
        ...
