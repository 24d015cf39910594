from datetime import datetime, timedelta

from sqlalchemy import (
    BigInteger,
    DateTime,
    Text,
    bindparam,
    cast,
    exists,
    extract,
    func,
    literal,
    literal_column,
    select,
)

from domain.booking.model import BookingStatus
from domain.booking.staff_ports import Unmarked
from infra.db.sql import is_one_of
from infra.db.tables import booking_items, bookings, locations, masters, outbox_messages, users
from infra.db.unit_of_work import SqlaUnitOfWork

LOOKS_BACK = timedelta(days=2)
"""Of what is older nobody is asked any more: the staff find it in their lists."""

_NOW = bindparam("now", type_=DateTime(timezone=True))
_LOCAL_DAY = func.date_trunc("day", func.timezone(locations.c.timezone, bookings.c.starts_at))
_EIGHT = func.timezone(locations.c.timezone, _LOCAL_DAY + literal_column("interval '20 hours'"))

_MASTER = (
    select(masters.c.user_id)
    .join(booking_items, booking_items.c.master_id == masters.c.id)
    .join(users, users.c.id == masters.c.user_id)
    .where(
        booking_items.c.booking_id == bookings.c.id,
        masters.c.is_active,
        users.c.telegram_id.is_not(None),
        users.c.unreachable_at.is_(None),
    )
    .order_by(booking_items.c.position)
    .limit(1)
    .scalar_subquery()
)

# The same words as `outcome_question` makes its key of.
_KEY = func.concat(
    literal("outcome:", Text),
    bookings.c.id,
    literal(":", Text),
    cast(extract("epoch", bookings.c.starts_at), BigInteger),
)

_UNASKED = (
    select(bookings.c.id, bookings.c.location_id, bookings.c.starts_at, _MASTER.label("user_id"))
    .join(locations, locations.c.id == bookings.c.location_id)
    .where(
        is_one_of(bookings.c.status, BookingStatus.CONFIRMED),
        bookings.c.starts_at.between(bindparam("since"), _NOW),
        func.greatest(bookings.c.ends_at, _EIGHT) <= _NOW,
        ~exists().where(outbox_messages.c.key == _KEY),
    )
    .order_by(bookings.c.starts_at, bookings.c.id)
    .limit(bindparam("batch_size"))
)


class SqlaUnmarkedGateway:
    """Visits without an outcome, from the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def list_unasked(self, now: datetime, limit: int) -> tuple[Unmarked, ...]:
        """Return those whose evening has come, and of which nobody was asked: one query."""
        found = await self._uow.execute(
            _UNASKED, {"now": now, "since": now - LOOKS_BACK, "batch_size": limit}
        )
        return tuple(Unmarked(row.id, row.location_id, row.starts_at, row.user_id) for row in found)
