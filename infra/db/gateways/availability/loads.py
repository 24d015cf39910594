from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, exists, func, or_, select

from domain.availability.model import Loads, MasterLoad, OwnTime
from domain.shared.ids import MasterId
from domain.shared.time import Interval
from domain.visit.model import OCCUPYING, BookingStatus
from infra.db.sql import PENDING, is_any_of, is_one_of
from infra.db.tables import booking_items, bookings, masters
from infra.db.unit_of_work import SqlaUnitOfWork

_ITEMS = booking_items.c

_IS_OWN_OR_OVER = exists().where(
    bookings.c.id == _ITEMS.booking_id,
    or_(
        bookings.c.client_id == bindparam("client_id"),
        bookings.c.hold_expires_at <= bindparam("now"),
    ),
)
_COUNTS = and_(
    _ITEMS.master_id == masters.c.id,
    is_one_of(_ITEMS.status, *sorted(OCCUPYING), BookingStatus.COMPLETED),
    _ITEMS.booking_id.is_distinct_from(bindparam("moved_booking_id")),
    or_(_ITEMS.status != PENDING, ~_IS_OWN_OR_OVER),
)
_SECONDS = func.extract("epoch", func.sum(_ITEMS.end_at - _ITEMS.start_at))

_LOADS = select(
    masters.c.id,
    select(func.coalesce(_SECONDS, 0))
    .where(
        _COUNTS, _ITEMS.start_at >= bindparam("from_at"), _ITEMS.start_at < bindparam("until_at")
    )
    .scalar_subquery()
    .label("seconds"),
    select(func.max(_ITEMS.start_at))
    .where(_COUNTS, _ITEMS.start_at < bindparam("day_at"))
    .scalar_subquery()
    .label("last_client_at"),
).where(is_any_of(masters.c.id, "master_ids"))


class SqlaLoadGateway:
    """The load of masters, from the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def get_loads(
        self,
        master_ids: Sequence[MasterId],
        period: Interval,
        day_at: datetime,
        own_time: OwnTime,
        now: datetime,
    ) -> Loads:
        """Return the load of each master in the period: one query."""
        found = await self._uow.execute(
            _LOADS,
            {
                "master_ids": list(master_ids),
                "from_at": period.start_at,
                "until_at": period.end_at,
                "day_at": day_at,
                "moved_booking_id": own_time.moved_booking_id,
                "client_id": own_time.client_id,
                "now": now,
            },
        )
        return {row.id: MasterLoad(int(row.seconds) // 60, row.last_client_at) for row in found}
