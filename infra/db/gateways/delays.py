from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import ARRAY, BigInteger, Integer, bindparam, column, func, or_, select, update

from domain.availability.model import Lane
from domain.booking.delays import StandingVisit, Stretch
from domain.booking.model import BookingStatus
from domain.shared.ids import BookingId, LocationId
from domain.shared.time import Interval
from infra.db.rows import AnyRow
from infra.db.sql import PENDING, is_any_of_many, is_occupying
from infra.db.tables import booking_items, bookings
from infra.db.unit_of_work import SqlaUnitOfWork

# In ascending order of bookings, as everywhere, so that no two writers wait for each other.
_LOCK = (
    select(bookings.c.id)
    .where(
        bookings.c.location_id == bindparam("location_id"),
        bookings.c.starts_at >= bindparam("from_at"),
        bookings.c.starts_at < bindparam("until_at"),
        is_occupying(bookings.c.status),
        or_(bookings.c.status != PENDING, bookings.c.hold_expires_at > bindparam("now")),
    )
    .order_by(bookings.c.id)
    .with_for_update()
)

_DAY = (
    select(
        bookings.c.id,
        bookings.c.client_id,
        bookings.c.status,
        bookings.c.late_minutes,
        booking_items.c.master_id,
        booking_items.c.lane,
        booking_items.c.start_at,
        booking_items.c.blocked_until,
    )
    .join(booking_items, booking_items.c.booking_id == bookings.c.id)
    .where(is_any_of_many(bookings.c.id, "booking_ids"))
    .order_by(bookings.c.id, booking_items.c.position)
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


class SqlaDelayGateway:
    """How late the visits of a day are, in the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def lock_day(
        self, location_id: LocationId, day: Interval, now: datetime
    ) -> tuple[StandingVisit, ...]:
        """Return, locked, the visits that stand and begin in the day, by id: two queries.

        They are locked before they are read: the wait may be for somebody who moves one.
        """
        values = {
            "location_id": location_id,
            "from_at": day.start_at,
            "until_at": day.end_at,
            "now": now,
        }
        locked = [row.id for row in await self._uow.execute(_LOCK, values)]
        rows = await self._uow.execute(_DAY, {"booking_ids": locked})
        return tuple(_visit_of(list(group)) for _, group in groupby(rows, key=lambda row: row.id))

    async def save(self, delays: Mapping[BookingId, int]) -> None:
        """Write how many minutes later than agreed visits begin: one query."""
        values = {"booking_ids": list(delays), "minutes": list(delays.values())}
        await self._uow.execute(_SAVE, values)


def _visit_of(rows: Sequence[AnyRow]) -> StandingVisit:
    booking = rows[0]
    stretches = (Stretch(Lane(r.master_id, r.lane), r.start_at, r.blocked_until) for r in rows)
    return StandingVisit(
        booking.id,
        booking.client_id,
        BookingStatus(booking.status),
        booking.late_minutes,
        tuple(stretches),
    )
