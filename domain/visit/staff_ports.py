from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.catalog.model import Label
from domain.shared.identity import Role
from domain.shared.ids import BookingId, LocationId, MasterId, UserId
from domain.visit.model import BookingStatus, Visit


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry of a booking's history, for the staff.

    `staff_name` is set if a staff member acted; without a role the program itself acted.
    """

    from_status: BookingStatus | None
    to_status: BookingStatus
    at: datetime
    role: Role | None
    staff_name: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class ClientContact:
    """The contact data of a client, for the staff only.

    `confirmed_at` is when the client confirmed to come, `arrived_at` when the staff marked the
    arrival. A client who is not reachable in the chat should be called. `staff_note` is the
    internal note of the staff on the visit.
    """

    name: str
    phone: str | None
    confirmed_at: datetime | None = None
    arrived_at: datetime | None = None
    is_reachable: bool = True
    staff_note: str = ""


@dataclass(frozen=True, slots=True)
class PastVisit:
    """A visit that a client kept or missed; `start_at` is in its location's zone."""

    start_at: datetime
    status: BookingStatus
    service_name: Label


@dataclass(frozen=True, slots=True)
class ClientPast:
    """The past visits of a client.

    `kept` and `missed` count all visits, `kept_with_me` the kept ones with the reader. `last` are
    the last visits, the newest first.
    """

    kept: int
    missed: int
    kept_with_me: int = 0
    last: tuple[PastVisit, ...] = ()


class StaffGateway(Protocol):
    """Reads and writes visit data that only the staff see."""

    async def get_master_ids(self, user_id: UserId) -> frozenset[MasterId]:
        """Return the active masters linked to a user."""
        ...

    async def list_reachable(self, master_ids: Collection[MasterId]) -> tuple[UserId, ...]:
        """Return the reachable users linked to these masters."""
        ...

    async def get_contact(self, booking_id: BookingId) -> ClientContact:
        """Return the client of the booking."""
        ...

    async def get_history(self, booking_id: BookingId) -> tuple[HistoryLine, ...]:
        """Return the history of a booking, in order."""
        ...

    async def get_past(
        self, visit: Visit, own: Collection[MasterId], limit: int, *, own_alone: bool
    ) -> ClientPast:
        """Return the past of a visit's client, and their last visits except this one.

        `own` are the masters linked to the reader; `own_alone` lists only visits to them.
        """
        ...

    async def save_note(self, booking_id: BookingId, note: str) -> None:
        """Replace the staff's note on a visit."""
        ...


class AttendanceGateway(Protocol):
    """Stores confirmations and arrivals of clients."""

    async def save(self, booking_id: BookingId, at: datetime) -> None:
        """Store the client's confirmation; the first one counts."""
        ...

    async def save_arrival(self, booking_id: BookingId, at: datetime) -> bool:
        """Store the client's arrival; return whether it was new."""
        ...


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A visit that is over and has no outcome yet.

    `master_user_id` is the user of its first reachable master.
    """

    booking_id: BookingId
    location_id: LocationId
    start_at: datetime
    master_user_id: UserId | None


@dataclass(frozen=True, slots=True)
class UnmarkedVisit:
    """A visit without an outcome, for a list; `start_at` is in the location's zone.

    `master_name`, of its first master, and `location_name` are `None` where they are obvious.
    """

    booking_id: BookingId
    start_at: datetime
    client_name: str
    master_name: Label | None = None
    location_name: Label | None = None


class UnmarkedGateway(Protocol):
    """Finds visits without an outcome."""

    async def count_unmarked(self, master_ids: Collection[MasterId] | None, now: datetime) -> int:
        """Count visits begun in the last year, of the masters or of all masters."""
        ...

    async def list_unmarked(
        self, master_ids: Collection[MasterId] | None, now: datetime, *, offset: int, limit: int
    ) -> tuple[UnmarkedVisit, ...]:
        """Return a page of them, the newest first, with the names of master and location."""
        ...

    async def list_unasked(self, now: datetime, limit: int) -> tuple[Unmarked, ...]:
        """Return visits of which the evening has come and no question was sent.

        The evening comes at eight, or when the visit ends.
        """
        ...
