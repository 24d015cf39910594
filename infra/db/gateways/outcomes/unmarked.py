from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    extract,
    func,
    literal,
    literal_column,
    select,
)

from domain.catalog.model import Label
from domain.shared.ids import MasterId
from domain.visit.model import BookingStatus
from domain.visit.staff_ports import Unmarked, UnmarkedVisit
from infra.db.sql import is_any_of, is_one_of
from infra.db.tables import booking_items, bookings, locations, masters, outbox_messages, users
from infra.db.unit_of_work import SqlaUnitOfWork

LOOKS_BACK = timedelta(days=2)
"""No question is sent about older visits: the staff find them in their lists."""

LISTS_BACK = timedelta(days=366)

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

# The same key as in `outcome_question`.
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


_IS_UNMARKED = and_(
    is_one_of(bookings.c.status, BookingStatus.CONFIRMED),
    bookings.c.starts_at.between(bindparam("since"), _NOW),
)
_IS_THEIRS = exists().where(
    booking_items.c.booking_id == bookings.c.id,
    is_any_of(booking_items.c.master_id, "master_ids"),
    booking_items.c.start_at >= bindparam("since"),  # by the index
    is_one_of(booking_items.c.status, BookingStatus.CONFIRMED),
)

_UNMARKED = (
    select(
        bookings.c.id,
        bookings.c.starts_at,
        users.c.display_name,
        locations.c.timezone,
        locations.c.name.label("location"),
        locations.c.name_translations.label("location_translations"),
        masters.c.name.label("master"),
        masters.c.name_translations.label("master_translations"),
    )
    .join(locations, locations.c.id == bookings.c.location_id)
    .join(users, users.c.id == bookings.c.client_id)
    .join(
        booking_items,
        and_(booking_items.c.booking_id == bookings.c.id, booking_items.c.position == 0),
    )
    .join(masters, masters.c.id == booking_items.c.master_id)
    .order_by(bookings.c.starts_at.desc(), bookings.c.id.desc())
)


class SqlaUnmarkedGateway:
    """Visits without an outcome, from the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def count_unmarked(self, master_ids: Collection[MasterId] | None, now: datetime) -> int:
        """Count visits begun in the last year, of the masters or of all masters: one query.

        It uses an index of unmarked visits, independent of the number of other visits.
        """
        counting = select(func.count()).select_from(bookings).where(*_whose(master_ids))
        count: int = (await self._uow.execute(counting, _values(master_ids, now))).scalar_one()
        return count

    async def list_unmarked(
        self, master_ids: Collection[MasterId] | None, now: datetime, *, offset: int, limit: int
    ) -> tuple[UnmarkedVisit, ...]:
        """Return a page of them, the newest first, with names: one query."""
        page = select(bookings.c.id).where(*_whose(master_ids))
        page = page.order_by(bookings.c.starts_at.desc(), bookings.c.id.desc())
        ids = page.offset(offset).limit(limit).subquery("page")
        lines = _UNMARKED.where(bookings.c.id.in_(select(ids.c.id)))
        found = await self._uow.execute(lines, _values(master_ids, now))
        return tuple(
            UnmarkedVisit(
                booking_id=row.id,
                start_at=row.starts_at.astimezone(ZoneInfo(row.timezone)),
                client_name=row.display_name,
                master_name=Label(row.master, row.master_translations),
                location_name=Label(row.location, row.location_translations),
            )
            for row in found
        )

    async def list_unasked(self, now: datetime, limit: int) -> tuple[Unmarked, ...]:
        """Return visits of which the evening has come and no question was sent: one query."""
        found = await self._uow.execute(
            _UNASKED, {"now": now, "since": now - LOOKS_BACK, "batch_size": limit}
        )
        return tuple(Unmarked(row.id, row.location_id, row.starts_at, row.user_id) for row in found)


def _whose(master_ids: Collection[MasterId] | None) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions of unmarked visits, of the masters or of all masters."""
    yield _IS_UNMARKED
    if master_ids is not None:
        yield _IS_THEIRS


def _values(master_ids: Collection[MasterId] | None, now: datetime) -> dict[str, object]:
    whose = {} if master_ids is None else {"master_ids": list(master_ids)}
    return {"now": now, "since": now - LISTS_BACK, **whose}
