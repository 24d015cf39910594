from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

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
from domain.booking.staff_ports import Unmarked, UnmarkedVisit
from domain.shared.ids import MasterId
from infra.db.sql import is_any_of, is_one_of
from infra.db.tables import booking_items, bookings, locations, masters, outbox_messages, users
from infra.db.unit_of_work import SqlaUnitOfWork

LOOKS_BACK = timedelta(days=2)
"""Of what is older nobody is asked any more: the staff find it in their lists."""

LISTS_BACK = timedelta(days=60)

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
    literal(":", Text),
    func.coalesce(_MASTER, 0),
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


_UNMARKED = (
    select(bookings.c.id, bookings.c.starts_at, locations.c.timezone, users.c.display_name)
    .join(locations, locations.c.id == bookings.c.location_id)
    .join(users, users.c.id == bookings.c.client_id)
    .where(
        is_one_of(bookings.c.status, BookingStatus.CONFIRMED),
        bookings.c.starts_at.between(bindparam("since"), _NOW),
    )
    .order_by(bookings.c.starts_at.desc(), bookings.c.id.desc())
    .limit(bindparam("most"))
)
_UNMARKED_OF_MASTERS = _UNMARKED.where(
    exists().where(
        booking_items.c.booking_id == bookings.c.id,
        is_any_of(booking_items.c.master_id, "master_ids"),
        booking_items.c.start_at >= bindparam("since"),  # by the index
        is_one_of(booking_items.c.status, BookingStatus.CONFIRMED),
    )
)


class SqlaUnmarkedGateway:
    """Visits without an outcome, from the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def list_unmarked(
        self, master_ids: Collection[MasterId] | None, now: datetime, limit: int
    ) -> tuple[UnmarkedVisit, ...]:
        """Return those that have begun in the last weeks, the newest first: one query."""
        values: dict[str, object] = {"now": now, "since": now - LISTS_BACK, "most": limit}
        if master_ids is None:
            found = await self._uow.execute(_UNMARKED, values)
        else:
            values["master_ids"] = list(master_ids)
            found = await self._uow.execute(_UNMARKED_OF_MASTERS, values)
        return tuple(
            UnmarkedVisit(
                row.id, row.starts_at.astimezone(ZoneInfo(row.timezone)), row.display_name
            )
            for row in found
        )

    async def list_unasked(self, now: datetime, limit: int) -> tuple[Unmarked, ...]:
        """Return those whose evening has come, and of which nobody was asked: one query."""
        found = await self._uow.execute(
            _UNASKED, {"now": now, "since": now - LOOKS_BACK, "batch_size": limit}
        )
        return tuple(Unmarked(row.id, row.location_id, row.starts_at, row.user_id) for row in found)
