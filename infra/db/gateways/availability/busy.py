from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, case, select

from domain.availability.model import Busy
from domain.shared.ids import MasterId
from infra.db.sql import PENDING, is_any_of, is_occupying
from infra.db.tables import booking_items, bookings
from infra.db.unit_of_work import SqlaUnitOfWork

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST_BLOCK = timedelta(days=1)
"""The longest block of an item: `ck_booking_items_blocks_a_day_at_most`."""

# Only holds have an expiry and matter to their client, and holds are few: both are looked up only
# for them. PostgreSQL would plan a join for fewer rows than a month has. The lower bound of the
# start lets the index on (master, start, status) skip the past.
_HOLD_END, _HELD_BY = (
    select(column).where(bookings.c.id == booking_items.c.booking_id).scalar_subquery()
    for column in (bookings.c.hold_expires_at, bookings.c.client_id)
)
_BUSY = (
    select(  # the fields of a `Busy`, in their order
        booking_items.c.booking_id,
        booking_items.c.master_id,
        booking_items.c.lane,
        booking_items.c.start_at,
        booking_items.c.blocked_until,
        case((booking_items.c.status == PENDING, _HOLD_END)),
        case((booking_items.c.status == PENDING, _HELD_BY)),
    )
    .where(
        is_any_of(booking_items.c.master_id, "master_ids"),
        booking_items.c.start_at > bindparam("begun_after"),
        booking_items.c.start_at < bindparam("until_at"),
        booking_items.c.blocked_until > bindparam("from_at"),
        is_occupying(booking_items.c.status),
    )
    .order_by(booking_items.c.master_id, booking_items.c.start_at)
)


class SqlaBusyGateway:
    """Busy time from the database: the basis of every write."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def get_busy(self, master_ids: Sequence[MasterId], utc_days: range) -> tuple[Busy, ...]:
        """Return everything that occupies time of the masters on the UTC days: one query."""
        from_at = EPOCH + timedelta(days=utc_days.start)
        found = await self._uow.execute(
            _BUSY,
            {
                "master_ids": list(master_ids),
                "begun_after": from_at - LONGEST_BLOCK,
                "from_at": from_at,
                "until_at": EPOCH + timedelta(days=utc_days.stop),
            },
        )
        return tuple([Busy(*row) for row in found.all()])
