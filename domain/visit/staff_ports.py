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
    """One line of a booking's history, as staff read it.

    `staff_name` is who did it where that was somebody of the staff; without a role it was the
    program itself.
    """

    from_status: BookingStatus | None
    to_status: BookingStatus
    at: datetime
    role: Role | None
    staff_name: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class ClientContact:
    """Who a client is, for staff alone.

    `confirmed_at` is when they said that they will come, `arrived_at` when the staff saw them.
    Who cannot be reached in the chat should be called. `staff_note` is what the staff wrote
    down of the visit for themselves.
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
    """What there was with a client before.

    `kept` and `missed` count all visits, `kept_with_me` those to whoever asks. `last` are some,
    the newest first.
    """

    kept: int
    missed: int
    kept_with_me: int = 0
    last: tuple[PastVisit, ...] = ()


class StaffGateway(Protocol):
    """What staff may know beyond what the client sees."""

    async def get_master_ids(self, user_id: UserId) -> frozenset[MasterId]:
        """Return as which active masters a person works."""
        ...

    async def list_reachable(self, master_ids: Collection[MasterId]) -> tuple[UserId, ...]:
        """Return who works as these masters and can be written to."""
        ...

    async def get_contact(self, booking_id: BookingId) -> ClientContact:
        """Return whose booking it is."""
        ...

    async def get_history(self, booking_id: BookingId) -> tuple[HistoryLine, ...]:
        """Return what happened to a booking, in its order."""
        ...

    async def get_past(
        self, visit: Visit, own: Collection[MasterId], limit: int, *, own_alone: bool
    ) -> ClientPast:
        """Return what there was with the client of a visit, and their last visits but this one.

        `own` are the masters as whom the reader works; `own_alone` lists visits to them only.
        """
        ...

    async def save_note(self, booking_id: BookingId, note: str) -> None:
        """Write down the staff's note on a visit, instead of the one that there was."""
        ...


class AttendanceGateway(Protocol):
    """Remembers that clients will come, and that they are there."""

    async def save(self, booking_id: BookingId, at: datetime) -> None:
        """Remember it, as of the first time that it was said."""
        ...

    async def save_arrival(self, booking_id: BookingId, at: datetime) -> bool:
        """Remember that the client is there; return whether that was not known."""
        ...


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A visit that is over, and of which nobody has said what became of it.

    `master_user_id` is its first master who can be written to.
    """

    booking_id: BookingId
    location_id: LocationId
    start_at: datetime
    master_user_id: UserId | None


@dataclass(frozen=True, slots=True)
class UnmarkedVisit:
    """A visit without an outcome, as a line of a list; `start_at` is in the location's zone.

    `master_name`, of its first master, and `location_name` are `None` where they go without saying.
    """

    booking_id: BookingId
    start_at: datetime
    client_name: str
    master_name: Label | None = None
    location_name: Label | None = None


class UnmarkedGateway(Protocol):
    """Finds visits without an outcome."""

    async def count_unmarked(self, master_ids: Collection[MasterId] | None, now: datetime) -> int:
        """Count those that have begun in the last year: of the masters, or everybody's."""
        ...

    async def list_unmarked(
        self, master_ids: Collection[MasterId] | None, now: datetime, *, offset: int, limit: int
    ) -> tuple[UnmarkedVisit, ...]:
        """Return them, the newest first, with the names of master and location."""
        ...

    async def list_unasked(self, now: datetime, limit: int) -> tuple[Unmarked, ...]:
        """Return those whose evening has come, and of which who is to be asked was not.

        The evening comes at eight, or when the visit ends.
        """
        ...
