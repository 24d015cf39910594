from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import (
    Text,
    and_,
    bindparam,
    cast,
    delete,
    exists,
    insert,
    not_,
    or_,
    select,
    update,
)

from domain.shared.ids import BookingId, MasterId, UserId
from domain.shared.master_days import MasterDay
from domain.visit.model import BookingItem, NewBooking, Transition
from domain.visit.ports import Hold
from infra.db.gateways.visit.booking_rows import (
    booking_values,
    event_values,
    hold_of,
    item_of,
    item_values,
    span_values,
)
from infra.db.locks import lock_master_days
from infra.db.rows import AnyRow
from infra.db.sql import PENDING, is_any_of, is_any_of_many
from infra.db.tables import booking_events, booking_items, bookings, charges, payments
from infra.db.unit_of_work import SqlaUnitOfWork

_THEIRS = booking_items.alias("theirs")

# Rows are locked in ascending order of bookings to avoid deadlocks; PostgreSQL itself omits a row
# whose status changed while we waited for its lock.
_HOLDS = (
    select(
        bookings.c.id,
        bookings.c.client_id,
        bookings.c.hold_expires_at,
        booking_items.c.master_id,
        booking_items.c.start_at,
        booking_items.c.blocked_until,
    )
    .join(booking_items, booking_items.c.booking_id == bookings.c.id)
    .where(bookings.c.status == PENDING)
    .order_by(bookings.c.id)
)

_HOLDS_OF = _HOLDS.where(
    or_(
        bookings.c.client_id == bindparam("client_id"),
        and_(
            bookings.c.hold_expires_at <= bindparam("now"),
            exists().where(
                _THEIRS.c.booking_id == bookings.c.id,
                is_any_of(_THEIRS.c.master_id, "master_ids"),
            ),
        ),
    )
).with_for_update(of=bookings)

# Received money that is not settled yet may still confirm the visit.
_HAS_MONEY = exists().where(
    payments.c.booking_id == bookings.c.id,
    charges.c.payload == cast(payments.c.payload, Text),
    charges.c.settled_at.is_(None),
    charges.c.outcome == "",  # the admins were notified of charges that cannot be settled
)

_RUN_OUT = (
    select(bookings.c.id)
    .where(
        bookings.c.status == PENDING,
        bookings.c.hold_expires_at <= bindparam("now"),
        not_(_HAS_MONEY),
    )
    .order_by(bookings.c.hold_expires_at)
    .limit(bindparam("batch_size"))
    .with_for_update(skip_locked=True)
    .cte("run_out")
)
_HOLDS_RUN_OUT = _HOLDS.where(bookings.c.id.in_(select(_RUN_OUT.c.id)))

_ITEMS = (
    select(booking_items, bookings.c.currency)
    .join(bookings, bookings.c.id == booking_items.c.booking_id)
    .where(booking_items.c.booking_id == bindparam("booking_id"))
    .order_by(booking_items.c.position)
)

_ADD = insert(bookings).returning(bookings.c.id)
_ADD_ITEMS = insert(booking_items)
_ADD_EVENTS = insert(booking_events)


class SqlaBookingGateway:
    """Bookings in the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def lock_master_days(self, master_days: Collection[MasterDay]) -> None:
        """Lock these days against other writers until the transaction ends: one query."""
        await lock_master_days(self._uow, master_days)

    async def lock_holds(
        self, master_ids: Sequence[MasterId], client_id: UserId | None, now: datetime
    ) -> tuple[Hold, ...]:
        """Return and lock the client's own holds and expired ones of the masters: one query."""
        found = await self._uow.execute(
            _HOLDS_OF, {"master_ids": list(master_ids), "client_id": client_id, "now": now}
        )
        return _holds_of(found, now)

    async def lock_run_out(self, now: datetime, limit: int) -> tuple[Hold, ...]:
        """Return and lock expired holds, skipping those locked by others: one query."""
        found = await self._uow.execute(_HOLDS_RUN_OUT, {"now": now, "batch_size": limit})
        return _holds_of(found, now)

    async def add(self, booking: NewBooking, history: Sequence[Transition]) -> BookingId:
        """Write a booking with its items and the history so far: three queries."""
        written = await self._uow.execute(_ADD, booking_values(booking))
        booking_id: BookingId = written.scalar_one()
        await self._add_items(booking_id, booking.items, booking.status)
        await self._add_events(booking_id, history)
        return booking_id

    async def find_by_request_key(self, request_key: UUID, client_id: UserId) -> BookingId | None:
        """Return the booking made by the client's request: one query."""
        query = select(bookings.c.id).where(
            bookings.c.request_key == request_key, bookings.c.client_id == client_id
        )
        found: BookingId | None = (await self._uow.execute(query)).scalar_one_or_none()
        return found

    async def change_status(self, booking_ids: Sequence[BookingId], change: Transition) -> None:
        """Write one status change, which cascades to items, and its history entries."""
        changed = await self._uow.execute(
            update(bookings)
            .where(
                is_any_of_many(bookings.c.id, "booking_ids"),
                bookings.c.status == change.from_status,
            )
            .values(status=change.to_status, hold_expires_at=None),
            {"booking_ids": list(booking_ids)},
        )
        if changed.rowcount != len(booking_ids):
            raise RuntimeError(
                f"bookings {booking_ids} were not locked: not all are what they were"
            )
        rows = [{"booking_id": booking_id, **event_values(change)} for booking_id in booking_ids]
        await self._uow.execute(_ADD_EVENTS, rows)

    async def extend_hold(self, booking_id: BookingId, until: datetime) -> None:
        """Extend the hold until the given time."""
        await self._uow.execute(
            update(bookings).where(bookings.c.id == booking_id).values(hold_expires_at=until)
        )

    async def replace_items(
        self, booking_id: BookingId, items: Sequence[BookingItem], move: Transition
    ) -> None:
        """Replace the items of a booking; write its new status, version and history."""
        await self._uow.execute(
            delete(booking_items).where(booking_items.c.booking_id == booking_id)
        )
        values = {
            "status": move.to_status,
            "version": bookings.c.version + 1,
            # These refer to the old time.
            "confirmed_by_client_at": None,
            "arrived_at": None,
            "late_minutes": 0,
        }
        await self._uow.execute(
            update(bookings)
            .where(bookings.c.id == booking_id)
            .values(**values, **span_values(items))
        )
        await self._add_items(booking_id, items, move.to_status)
        await self._add_events(booking_id, [move])

    async def get_items(self, booking_id: BookingId) -> tuple[BookingItem, ...]:
        """Return the items in their order: one query."""
        found = await self._uow.execute(_ITEMS, {"booking_id": booking_id})
        return tuple(item_of(row) for row in found)

    async def _add_items(
        self, booking_id: BookingId, items: Sequence[BookingItem], status: str
    ) -> None:
        rows = [
            {"booking_id": booking_id, "position": position, "status": status, **item_values(item)}
            for position, item in enumerate(items)
        ]
        await self._uow.execute(_ADD_ITEMS, rows)

    async def _add_events(self, booking_id: BookingId, history: Sequence[Transition]) -> None:
        rows = [{"booking_id": booking_id, **event_values(change)} for change in history]
        await self._uow.execute(_ADD_EVENTS, rows)


def _holds_of(rows: Iterable[AnyRow], now: datetime) -> tuple[Hold, ...]:
    by_booking = (list(group) for _, group in groupby(rows, key=lambda row: row.id))
    return tuple(hold_of(group, now) for group in by_booking)
