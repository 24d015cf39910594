from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.shared.ids import BookingId, MasterId, UserId
from domain.shared.master_days import MasterDay
from domain.visit.model import BookingItem, ClientRecord, NewBooking, Transition, Visit


@dataclass(frozen=True, slots=True)
class Hold:
    """A booking that awaits payment; `is_over` means that it has expired."""

    booking_id: BookingId
    client_id: UserId
    is_over: bool
    master_days: frozenset[MasterDay]


class BookingGateway(Protocol):
    """Reads and writes bookings; never commits."""

    async def lock_master_days(self, master_days: Collection[MasterDay]) -> None:
        """Lock these days of these masters against other writers until the transaction ends.

        Locks are taken in ascending order to avoid deadlocks.
        """
        ...

    async def lock_holds(
        self, master_ids: Sequence[MasterId], client_id: UserId | None, now: datetime
    ) -> tuple[Hold, ...]:
        """Return and lock the expired holds of the masters and all holds of the client."""
        ...

    async def lock_run_out(self, now: datetime, limit: int) -> tuple[Hold, ...]:
        """Return and lock expired holds, the oldest first, skipping those locked by others."""
        ...

    async def add(self, booking: NewBooking, history: Sequence[Transition]) -> BookingId:
        """Write a booking with its items and the history so far.

        Raises:
            SlotTakenError: a database constraint found the time occupied.
            AlreadyBookedError: a booking with the same request key exists.
        """
        ...

    async def find_by_request_key(self, request_key: UUID, client_id: UserId) -> BookingId | None:
        """Return the booking made by the client's request."""
        ...

    async def change_status(self, booking_ids: Sequence[BookingId], change: Transition) -> None:
        """Write one status change and its history entries; the hold timers stop."""
        ...

    async def extend_hold(self, booking_id: BookingId, until: datetime) -> None:
        """Extend the hold until the given time."""
        ...

    async def replace_items(
        self, booking_id: BookingId, items: Sequence[BookingItem], move: Transition
    ) -> None:
        """Replace the items of a booking; write its new status, version and history.

        Raises:
            SlotTakenError: a database constraint found the time occupied.
        """
        ...

    async def get_items(self, booking_id: BookingId) -> tuple[BookingItem, ...]:
        """Return the items in their order."""
        ...


class ClientRecordGateway(Protocol):
    """Reads and recalculates the attendance records of clients."""

    async def get_record(self, client_id: UserId, *, for_update: bool = False) -> ClientRecord:
        """Return the client's record; `for_update` serializes the client's bookings."""
        ...

    async def recount(self, client_id: UserId) -> None:
        """Recalculate the client's record from the outcomes of their visits."""
        ...


class VisitGateway(Protocol):
    """Reads bookings for display."""

    async def get_visit(self, booking_id: BookingId, *, for_update: bool = False) -> Visit | None:
        """Return one visit with its names; `for_update` locks it against other writers."""
        ...

    async def list_visits(
        self, client_id: UserId, now: datetime, *, past: bool, offset: int, limit: int
    ) -> tuple[Visit, ...]:
        """Return a page of a client's visits.

        Coming visits (occupying, not over) ascend by start, after visits whose money waits for
        another time; all others descend.
        """
        ...

    async def count_visits(self, client_id: UserId, now: datetime, *, past: bool) -> int:
        """Return how many visits the pages of `list_visits` hold in all."""
        ...
