from datetime import datetime

from sqlalchemy import select, update

from domain.booking.model import BookingStatus
from domain.booking.staff_ports import ClientContact, HistoryLine
from domain.shared.identity import Role
from domain.shared.ids import BookingId, MasterId, UserId
from infra.db.rows import AnyRow
from infra.db.tables import booking_events, bookings, masters, users
from infra.db.unit_of_work import SqlaUnitOfWork


class SqlaStaffGateway:
    """What staff may know, from the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def get_master_ids(self, user_id: UserId) -> frozenset[MasterId]:
        """Return as which active masters a person works: one query."""
        query = select(masters.c.id).where(masters.c.user_id == user_id, masters.c.is_active)
        return frozenset(MasterId(row.id) for row in await self._uow.execute(query))

    async def get_contact(self, booking_id: BookingId) -> ClientContact:
        """Return whose booking it is: one query."""
        query = (
            select(
                users.c.display_name,
                users.c.phone,
                bookings.c.confirmed_by_client_at,
                bookings.c.arrived_at,
            )
            .join(bookings, bookings.c.client_id == users.c.id)
            .where(bookings.c.id == booking_id)
        )
        row = (await self._uow.execute(query)).one()
        return ClientContact(
            row.display_name, row.phone, row.confirmed_by_client_at, row.arrived_at
        )

    async def get_history(self, booking_id: BookingId) -> tuple[HistoryLine, ...]:
        """Return what happened to a booking, in its order: one query."""
        query = (
            select(booking_events, users.c.display_name)
            .outerjoin(users, users.c.id == booking_events.c.actor_user_id)
            .where(booking_events.c.booking_id == booking_id)
            .order_by(booking_events.c.id)
        )
        return tuple(_line_of(row) for row in await self._uow.execute(query))


class SqlaAttendanceGateway:
    """That clients will come, and are there, in the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def save(self, booking_id: BookingId, at: datetime) -> None:
        """Remember it, as of the first time that it was said."""
        await self._uow.execute(
            update(bookings)
            .where(bookings.c.id == booking_id, bookings.c.confirmed_by_client_at.is_(None))
            .values(confirmed_by_client_at=at)
        )

    async def save_arrival(self, booking_id: BookingId, at: datetime) -> bool:
        """Remember that the client is there; tell whether that was not known."""
        saved = await self._uow.execute(
            update(bookings)
            .where(bookings.c.id == booking_id, bookings.c.arrived_at.is_(None))
            .values(arrived_at=at)
        )
        return saved.rowcount == 1


def _line_of(row: AnyRow) -> HistoryLine:
    role = None if row.actor_role is None else Role(row.actor_role)
    return HistoryLine(
        from_status=None if row.from_status is None else BookingStatus(row.from_status),
        to_status=BookingStatus(row.to_status),
        at=row.happened_at,
        role=role,
        staff_name=row.display_name if role in {Role.ADMIN, Role.MASTER} else None,
        reason=row.reason,
    )
