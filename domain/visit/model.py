"""A client's reservation, its items and its history."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from domain.catalog.model import Label, Location
from domain.shared.identity import Role
from domain.shared.ids import BookingId, LocationId, MasterId, ServiceId, UserId
from domain.shared.master_days import MasterDay
from domain.shared.money import Money
from domain.shared.time import Interval


class BookingStatus(StrEnum):
    """The status of a booking; `transitions.py` defines the allowed changes."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    RESCHEDULE_PROPOSED = "reschedule_proposed"
    COMPLETED = "completed"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


OCCUPYING = (
    BookingStatus.PENDING,
    BookingStatus.CONFIRMED,
    BookingStatus.RESCHEDULE_PROPOSED,
)
"""The states in which a booking takes time from its masters."""


class BookingSource(StrEnum):
    """Where a booking came from."""

    CLIENT = "client"
    ADMIN = "admin"
    WAITLIST = "waitlist"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class BookingItem:
    """One service of a booking, which occupies time in one lane of one master.

    The client is there from `start_at` to `end_at`; the lane is blocked until `blocked_until`,
    which covers the gap of the service and the buffer of the master.
    """

    service_id: ServiceId
    master_id: MasterId
    lane: int
    start_at: datetime
    end_at: datetime
    blocked_until: datetime
    price: Money


@dataclass(frozen=True, slots=True)
class NewBooking:
    """A booking that is about to be written."""

    location_id: LocationId
    client_id: UserId
    request_key: UUID
    status: BookingStatus
    hold_expires_at: datetime | None
    source: BookingSource
    note: str
    price: Money
    items: tuple[BookingItem, ...]
    deposit: Money | None = None


@dataclass(frozen=True, slots=True)
class ClientRecord:
    """A client's attendance: missed visits, and visits kept since the last missed one.

    A client without a chat phones or walks in, and cannot be notified by the bot.
    """

    missed_visits: int = 0
    kept_since_missed: int = 0
    is_blocked: bool = False
    has_chat: bool = True


UNKNOWN_RECORD = ClientRecord()


@dataclass(frozen=True, slots=True)
class Actor:
    """The user who changes a booking, or the program itself if there is no user."""

    user_id: UserId | None
    role: Role | None


PROGRAM = Actor(None, None)


@dataclass(frozen=True, slots=True)
class Transition:
    """One entry of a booking's history: allowed by the table, never changed."""

    from_status: BookingStatus | None
    to_status: BookingStatus
    at: datetime
    actor: Actor
    reason: str


@dataclass(frozen=True, slots=True)
class VisitItem:
    """One service of a visit, for display."""

    service_id: ServiceId
    service_name: Label
    master_id: MasterId
    master_name: Label
    start_at: datetime
    end_at: datetime
    price: Money
    said_late_minutes: int | None = None  # the delay that the staff reported, if any


@dataclass(frozen=True, slots=True)
class Visit:
    """A booking for display, with names and aware UTC times.

    `deposit` is the amount due in advance, `paid` the amount received. After a late payment the
    client can choose another time until `money_waits_until`. The visit is expected to begin
    `late_minutes` later than agreed.
    """

    id: BookingId
    request_key: UUID
    client_id: UserId
    location: Location
    status: BookingStatus
    note: str
    price: Money
    version: int
    items: tuple[VisitItem, ...]
    hold_expires_at: datetime | None = None
    deposit: Money | None = None
    paid: Money | None = None
    money_waits_until: datetime | None = None
    late_minutes: int = 0
    has_arrived: bool = False

    def as_of(self, now: datetime) -> "Visit":
        """Return the visit at `now`: deadlines that have passed apply even if not yet written."""
        if self.money_waits_until is not None and self.money_waits_until <= now:
            return replace(self, money_waits_until=None)
        if self.hold_expires_at is None or self.hold_expires_at > now:
            return self
        return replace(self, status=BookingStatus.EXPIRED, hold_expires_at=None)

    @property
    def starts_at(self) -> datetime:
        """The agreed start."""
        return self.items[0].start_at

    @property
    def expected_at(self) -> datetime:
        """The expected start with the delay; the agreed start if the client has arrived."""
        if self.has_arrived:
            return self.starts_at
        return self.starts_at + timedelta(minutes=self.late_minutes)

    @property
    def said_late_minutes(self) -> int:
        """The longest delay that the staff reported for any of its items."""
        return max(item.said_late_minutes or 0 for item in self.items)

    @property
    def is_free_to_change(self) -> bool:
        """Whether the lock window is waived: the business proposes another time or runs late."""
        is_asked = self.status is BookingStatus.RESCHEDULE_PROPOSED or self.late_minutes > 0
        return is_asked and not self.has_arrived

    @property
    def ends_at(self) -> datetime:
        """The end of the last item."""
        return max(item.end_at for item in self.items)


def master_days_of(items: Iterable[BookingItem]) -> set[MasterDay]:
    """Return the masters and UTC days whose busy time the items change."""
    return {
        (item.master_id, day)
        for item in items
        for day in Interval(item.start_at, item.blocked_until).utc_days()
    }
