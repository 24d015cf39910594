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
    """A booking that waits for its money, and whether its time has run out."""

    booking_id: BookingId
    client_id: UserId
    is_over: bool
    master_days: frozenset[MasterDay]


class BookingGateway(Protocol):
    """Reads and writes bookings; never commits."""

    async def lock_master_days(self, master_days: Collection[MasterDay]) -> None:
        """Keep other writers off these days of these masters until the transaction ends.

        Locks are taken in ascending order, so that no two writers wait for each other.
        """
        ...

    async def lock_holds(
        self, master_ids: Sequence[MasterId], client_id: UserId | None, now: datetime
    ) -> tuple[Hold, ...]:
        """Return, locked, those of the masters that have run out, and all of the client's own."""
        ...

    async def lock_run_out(self, now: datetime, limit: int) -> tuple[Hold, ...]:
        """Return, locked, holds that have run out, the oldest first; none that others work on."""
        ...

    async def add(self, booking: NewBooking, history: Sequence[Transition]) -> BookingId:
        """Write a booking with its items and the history so far.

        Raises:
            SlotTakenError: the database's own constraint found the time occupied.
            AlreadyBookedError: there is a booking of the same request key.
        """
        ...

    async def find_by_request_key(self, request_key: UUID, client_id: UserId) -> BookingId | None:
        """Return the booking that the client's request became."""
        ...

    async def change_status(self, booking_ids: Sequence[BookingId], change: Transition) -> None:
        """Write one change of status and its lines of history; the hold timers stop."""
        ...

    async def extend_hold(self, booking_id: BookingId, until: datetime) -> None:
        """Hold the time until then."""
        ...

    async def replace_items(
        self, booking_id: BookingId, items: Sequence[BookingItem], move: Transition
    ) -> None:
        """Give a booking other items, the status of the move, a higher version, a line of history.

        Raises:
            SlotTakenError: the database's own constraint found the time occupied.
        """
        ...

    async def get_items(self, booking_id: BookingId) -> tuple[BookingItem, ...]:
        """Return the items in their order."""
        ...


class ClientRecordGateway(Protocol):
    """Reads how clients have kept their visits."""

    async def get_record(self, client_id: UserId, *, for_update: bool = False) -> ClientRecord:
        """Return the client's record; `for_update` lets one booking of theirs be made at a time."""
        ...

    async def recount(self, client_id: UserId) -> None:
        """Write the client's record anew, as the outcomes of their visits make it."""
        ...


class VisitGateway(Protocol):
    """Reads bookings as they are shown."""

    async def get_visit(self, booking_id: BookingId, *, for_update: bool = False) -> Visit | None:
        """Return one visit with its names; `for_update` keeps other writers off it."""
        ...

    async def list_visits(
        self, client_id: UserId, now: datetime, *, past: bool, offset: int, limit: int
    ) -> tuple[Visit, ...]:
        """Return a page of a client's visits.

        Coming visits (occupying, not over) ascend by start, after those whose money waits for
        another time; all others descend.
        """
        ...

    async def count_visits(self, client_id: UserId, now: datetime, *, past: bool) -> int:
        """Return how many visits the pages of `list_visits` hold in all."""
        ...
