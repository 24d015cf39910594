from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ARRAY, BigInteger, any_, bindparam, delete, literal_column, select

from domain.outbox.message import MessageKind, MessageState
from domain.reminders.plan import Remindable
from domain.schedule.model import LocationProfile
from domain.shared.ids import BookingId, LocationId
from domain.visit.model import BookingStatus
from infra.db.gateways.schedule.profile import policies_of
from infra.db.rows import LOCATION, AnyRow, location_of
from infra.db.tables import bookings, locations, outbox_messages, policy_sets, users
from infra.db.unit_of_work import SqlaUnitOfWork

_IDS = any_(bindparam("booking_ids", type_=ARRAY(BigInteger)))

_WITHDRAWN = (
    delete(outbox_messages)
    .where(
        outbox_messages.c.booking_id == _IDS,
        outbox_messages.c.kind == literal_column(f"'{MessageKind.REMINDER}'"),
        outbox_messages.c.state == literal_column(f"'{MessageState.WAITING}'"),
    )
    .cte("withdrawn")
)

# A data-modifying CTE is executed even if the query does not refer to it.
_WITHDRAW = (
    select(
        bookings.c.id.label("booking_id"),
        bookings.c.client_id,
        bookings.c.status,
        bookings.c.starts_at,
        users.c.telegram_id.is_not(None).label("has_chat"),
        *LOCATION,
        policy_sets,
    )
    .select_from(
        bookings.join(locations, locations.c.id == bookings.c.location_id)
        .join(policy_sets, policy_sets.c.location_id == locations.c.id)
        .join(users, users.c.id == bookings.c.client_id)
    )
    .where(bookings.c.id == _IDS)
    .order_by(bookings.c.id)
    .add_cte(_WITHDRAWN)
)

_COMING = (
    select(bookings.c.id)
    .where(
        bookings.c.location_id == bindparam("location_id"),
        bookings.c.status == BookingStatus.CONFIRMED,
        bookings.c.starts_at > bindparam("now"),
        bookings.c.id > bindparam("after"),
    )
    .order_by(bookings.c.id)
    .limit(bindparam("batch_size"))
    .with_for_update()
)


class SqlaReminderGateway:
    """Data for reminders, from the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def withdraw(self, booking_ids: Collection[BookingId]) -> tuple[Remindable, ...]:
        """Delete waiting reminders of bookings; return the data for new ones: one query."""
        found = await self._uow.execute(_WITHDRAW, {"booking_ids": list(booking_ids)})
        return tuple(_remindable_of(row) for row in found)

    async def lock_coming(
        self, location_id: LocationId, now: datetime, after: BookingId, limit: int
    ) -> tuple[BookingId, ...]:
        """Return and lock a batch of coming confirmed bookings with ids above `after`."""
        found = await self._uow.execute(
            _COMING,
            {"location_id": location_id, "now": now, "after": after, "batch_size": limit},
        )
        return tuple(BookingId(row.id) for row in found)


def _remindable_of(row: AnyRow) -> Remindable:
    return Remindable(
        booking_id=row.booking_id,
        client_id=row.client_id,
        status=BookingStatus(row.status),
        start_at=row.starts_at,
        profile=LocationProfile(location_of(row), policies_of(row)),
        has_chat=row.has_chat,
    )
