from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Integer,
    and_,
    bindparam,
    column,
    delete,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)

from domain.outbox.message import MessageKind, MessageState
from domain.shared.ids import BookingId, LocationId
from domain.shared.lanes import Lane
from domain.visit.delays import StandingVisit, Stretch, around
from domain.visit.model import BookingStatus
from infra.db.rows import AnyRow
from infra.db.sql import PENDING, is_any_of, is_any_of_many, is_occupying
from infra.db.tables import booking_items, bookings, outbox_messages, users
from infra.db.unit_of_work import SqlaUnitOfWork

_BEGINS_AROUND = and_(
    bookings.c.starts_at >= bindparam("from_at"),
    bookings.c.starts_at < bindparam("until_at"),
    is_occupying(bookings.c.status),
)

_SAID = exists().where(
    booking_items.c.booking_id == bookings.c.id, booking_items.c.said_late_minutes > 0
)
_LATE = (
    select(bookings.c.location_id)
    .where(_BEGINS_AROUND, or_(bookings.c.late_minutes > 0, _SAID))
    .distinct()
    .order_by(bookings.c.location_id)
)

_AROUND: ColumnElement[bool] = and_(
    bookings.c.location_id == bindparam("location_id"),
    _BEGINS_AROUND,
    or_(bookings.c.status != PENDING, bookings.c.hold_expires_at > bindparam("now")),
)

# In ascending order of bookings, as everywhere, to avoid deadlocks.
_LOCK = select(bookings.c.id).where(_AROUND).order_by(bookings.c.id).with_for_update()

_VISITS = (
    select(
        bookings.c.id,
        bookings.c.client_id,
        bookings.c.status,
        bookings.c.late_minutes,
        bookings.c.arrived_at,
        and_(users.c.telegram_id.is_not(None), users.c.unreachable_at.is_(None)).label(
            "is_reachable"
        ),
        booking_items.c.master_id,
        booking_items.c.lane,
        booking_items.c.start_at,
        booking_items.c.blocked_until,
        booking_items.c.said_late_minutes,
    )
    .join(users, users.c.id == bookings.c.client_id)
    .join(booking_items, booking_items.c.booking_id == bookings.c.id)
    .order_by(bookings.c.id, booking_items.c.position)
)
_VISITS_AROUND = _VISITS.where(_AROUND)
_VISITS_OF = _VISITS.where(is_any_of_many(bookings.c.id, "booking_ids"))

_SAY = (
    update(booking_items)
    .where(
        booking_items.c.booking_id == bindparam("said_of"),
        is_any_of(booking_items.c.position, "positions"),
    )
    .values(said_late_minutes=bindparam("minutes"))
)

_DELAYS = (
    func.unnest(
        bindparam("booking_ids", type_=ARRAY(BigInteger)),
        bindparam("minutes", type_=ARRAY(Integer)),
    )
    .table_valued(column("booking_id", BigInteger), column("minutes", Integer))
    .render_derived()
    .alias("delays")
)
_SAVE = (
    update(bookings)
    .where(bookings.c.id == _DELAYS.c.booking_id)
    .values(late_minutes=_DELAYS.c.minutes)
)

_WITHDRAW = delete(outbox_messages).where(
    is_any_of_many(outbox_messages.c.booking_id, "booking_ids"),
    outbox_messages.c.kind == literal_column(f"'{MessageKind.RUNNING_LATE}'"),
    outbox_messages.c.state == literal_column(f"'{MessageState.WAITING}'"),
)


class SqlaDelayGateway:
    """Reported and expected delays of visits, in the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def list_late(self, now: datetime) -> tuple[LocationId, ...]:
        """Return the locations with delays around this moment: one query."""
        found = await self._uow.execute(_LATE, _bounds(now))
        return tuple(LocationId(row.location_id) for row in found)

    async def list_around(
        self, location_id: LocationId, now: datetime, *, for_update: bool = False
    ) -> tuple[StandingVisit, ...]:
        """Return active visits that begin around this moment, by id: one query or two.

        They are locked before they are read: a concurrent writer may move one in the meantime.
        """
        values = {"location_id": location_id, "now": now, **_bounds(now)}
        if for_update:
            locked = [row.id for row in await self._uow.execute(_LOCK, values)]
            rows = await self._uow.execute(_VISITS_OF, {"booking_ids": locked})
        else:
            rows = await self._uow.execute(_VISITS_AROUND, values)
        return tuple(_visit_of(list(group)) for _, group in groupby(rows, key=lambda row: row.id))

    async def report(self, booking_id: BookingId, positions: Collection[int], minutes: int) -> None:
        """Write the reported delay of items of a booking: one query."""
        values = {"said_of": booking_id, "positions": list(positions), "minutes": int(minutes)}
        await self._uow.execute(_SAY, values)

    async def save(self, delays: Mapping[BookingId, int]) -> None:
        """Write expected delays, and delete waiting notifications about them: two queries."""
        booking_ids = list(delays)
        values = {"booking_ids": booking_ids, "minutes": list(delays.values())}
        await self._uow.execute(_SAVE, values)
        await self._uow.execute(_WITHDRAW, {"booking_ids": booking_ids})


def _bounds(now: datetime) -> Mapping[str, datetime]:
    time = around(now)
    return {"from_at": time.start_at, "until_at": time.end_at}


def _visit_of(rows: Sequence[AnyRow]) -> StandingVisit:
    booking = rows[0]
    return StandingVisit(
        booking.id,
        booking.client_id,
        BookingStatus(booking.status),
        booking.late_minutes,
        tuple(_stretch_of(row) for row in rows),
        booking.arrived_at is not None,
        booking.is_reachable,
    )


def _stretch_of(row: AnyRow) -> Stretch:
    lane = Lane(row.master_id, row.lane)
    return Stretch(lane, row.start_at, row.blocked_until, row.said_late_minutes)
