from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, or_, select

from domain.catalog.model import Label
from domain.shared.first_name import first_name_of
from domain.shared.ids import MasterId
from domain.shared.time import Interval
from domain.timetable.model import IN_TIMETABLE, TimetableItem
from domain.visit.model import BookingStatus
from infra.db.rows import AnyRow
from infra.db.sql import PENDING, is_any_of, is_one_of
from infra.db.tables import booking_items, bookings, services, users
from infra.db.unit_of_work import SqlaUnitOfWork

_ITEMS = (
    select(
        booking_items,
        services.c.name.label("service_name"),
        services.c.name_translations.label("service_name_translations"),
        users.c.display_name,
        bookings.c.late_minutes,
        bookings.c.arrived_at,
    )
    .join(bookings, bookings.c.id == booking_items.c.booking_id)
    .join(services, services.c.id == booking_items.c.service_id)
    .join(users, users.c.id == bookings.c.client_id)
    .where(
        is_any_of(booking_items.c.master_id, "master_ids"),
        booking_items.c.start_at >= bindparam("from_at"),
        booking_items.c.start_at < bindparam("until_at"),
        is_one_of(booking_items.c.status, *IN_TIMETABLE),
        or_(booking_items.c.status != PENDING, bookings.c.hold_expires_at > bindparam("now")),
    )
    .order_by(booking_items.c.start_at, booking_items.c.booking_id, booking_items.c.position)
)


class SqlaTimetableGateway:
    """Timetable items of masters, from the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def list_items(
        self, master_ids: Sequence[MasterId], begun_in: Interval, now: datetime
    ) -> tuple[TimetableItem, ...]:
        """Return the items that begin in the interval, by start: one query."""
        found = await self._uow.execute(
            _ITEMS,
            {
                "master_ids": list(master_ids),
                "from_at": begun_in.start_at,
                "until_at": begun_in.end_at,
                "now": now,
            },
        )
        return tuple(_item_of(row) for row in found)


def _item_of(row: AnyRow) -> TimetableItem:
    return TimetableItem(
        booking_id=row.booking_id,
        master_id=row.master_id,
        lane=row.lane,
        start_at=row.start_at,
        end_at=row.end_at,
        blocked_until=row.blocked_until,
        status=BookingStatus(row.status),
        service_name=Label(row.service_name, row.service_name_translations),
        client_name=first_name_of(row.display_name),
        late_minutes=row.late_minutes,
        arrived_at=row.arrived_at,
    )
