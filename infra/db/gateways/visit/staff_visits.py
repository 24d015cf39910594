from collections.abc import Collection
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, exists, func, select, update

from domain.catalog.model import Label
from domain.shared.identity import Role
from domain.shared.ids import BookingId, MasterId, UserId
from domain.visit.model import BookingStatus, Visit
from domain.visit.staff_ports import ClientContact, ClientPast, HistoryLine, PastVisit
from infra.db.rows import AnyRow
from infra.db.sql import is_any_of, is_one_of
from infra.db.tables import (
    ANY_PHONE,
    booking_events,
    booking_items,
    bookings,
    locations,
    masters,
    services,
    users,
)
from infra.db.unit_of_work import SqlaUnitOfWork

_FIRST = booking_items.alias("first_item")
_IS_OWN = exists().where(
    booking_items.c.booking_id == bookings.c.id, is_any_of(booking_items.c.master_id, "own")
)
_IS_KEPT = is_one_of(bookings.c.status, BookingStatus.COMPLETED)
_IS_MARKED = is_one_of(bookings.c.status, BookingStatus.COMPLETED, BookingStatus.NO_SHOW)


class SqlaStaffGateway:
    """Data for the staff, from the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def get_master_ids(self, user_id: UserId) -> frozenset[MasterId]:
        """Return the active masters linked to a user: one query."""
        query = select(masters.c.id).where(masters.c.user_id == user_id, masters.c.is_active)
        return frozenset(MasterId(row.id) for row in await self._uow.execute(query))

    async def list_reachable(self, master_ids: Collection[MasterId]) -> tuple[UserId, ...]:
        """Return the reachable users linked to these masters: one query."""
        query = (
            select(users.c.id)
            .distinct()
            .join(masters, masters.c.user_id == users.c.id)
            .where(
                is_any_of(masters.c.id, "master_ids"),
                users.c.telegram_id.is_not(None),
                users.c.unreachable_at.is_(None),
            )
            .order_by(users.c.id)
        )
        found = await self._uow.execute(query, {"master_ids": list(master_ids)})
        return tuple(UserId(row.id) for row in found)

    async def get_contact(self, booking_id: BookingId) -> ClientContact:
        """Return the client of the booking: one query."""
        query = (
            select(
                users.c.display_name,
                ANY_PHONE,
                bookings.c.confirmed_by_client_at,
                bookings.c.arrived_at,
                bookings.c.staff_note,
                and_(users.c.telegram_id.is_not(None), users.c.unreachable_at.is_(None)).label(
                    "is_reachable"
                ),
            )
            .join(bookings, bookings.c.client_id == users.c.id)
            .where(bookings.c.id == booking_id)
        )
        row = (await self._uow.execute(query)).one()
        return ClientContact(
            row.display_name,
            row.phone,
            row.confirmed_by_client_at,
            row.arrived_at,
            row.is_reachable,
            row.staff_note,
        )

    async def get_history(self, booking_id: BookingId) -> tuple[HistoryLine, ...]:
        """Return the history of a booking, in order: one query."""
        query = (
            select(booking_events, users.c.display_name)
            .outerjoin(users, users.c.id == booking_events.c.actor_user_id)
            .where(booking_events.c.booking_id == booking_id)
            .order_by(booking_events.c.id)
        )
        return tuple(_line_of(row) for row in await self._uow.execute(query))

    async def get_past(
        self, visit: Visit, own: Collection[MasterId], limit: int, *, own_alone: bool
    ) -> ClientPast:
        """Return the past visits of a visit's client: two queries."""
        with_me = (
            select(func.count())
            .where(bookings.c.client_id == users.c.id, _IS_KEPT, _IS_OWN)
            .scalar_subquery()
        )
        counts = select(users.c.kept_visits, users.c.missed_visits, with_me.label("with_me"))
        person = users.c.id == visit.client_id
        row = (await self._uow.execute(counts.where(person), {"own": list(own)})).one()
        wanted = and_(
            bookings.c.client_id == visit.client_id, bookings.c.id != visit.id, _IS_MARKED
        )
        last = _last_visits(and_(wanted, _IS_OWN) if own_alone else wanted).limit(limit)
        values = {"own": list(own)} if own_alone else {}
        found = await self._uow.execute(last, values)
        return ClientPast(
            row.kept_visits,
            row.missed_visits,
            row.with_me,
            tuple(_past_visit_of(one) for one in found),
        )

    async def save_note(self, booking_id: BookingId, note: str) -> None:
        """Write the staff's note on a visit: one query."""
        await self._uow.execute(
            update(bookings).where(bookings.c.id == booking_id).values(staff_note=note)
        )


class SqlaAttendanceGateway:
    """Confirmations and arrivals of clients, in the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def save(self, booking_id: BookingId, at: datetime) -> None:
        """Store the client's confirmation; the first one counts."""
        await self._uow.execute(
            update(bookings)
            .where(bookings.c.id == booking_id, bookings.c.confirmed_by_client_at.is_(None))
            .values(confirmed_by_client_at=at)
        )

    async def save_arrival(self, booking_id: BookingId, at: datetime) -> bool:
        """Store the client's arrival; return whether it was new."""
        saved = await self._uow.execute(
            update(bookings)
            .where(bookings.c.id == booking_id, bookings.c.arrived_at.is_(None))
            .values(arrived_at=at)
        )
        return saved.rowcount == 1


def _last_visits(wanted: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return the query of visits with their first service, the newest first."""
    return (
        select(
            bookings.c.starts_at,
            bookings.c.status,
            locations.c.timezone,
            services.c.name,
            services.c.name_translations,
        )
        .join(locations, locations.c.id == bookings.c.location_id)
        .join(_FIRST, and_(_FIRST.c.booking_id == bookings.c.id, _FIRST.c.position == 0))
        .join(services, services.c.id == _FIRST.c.service_id)
        .where(wanted)
        .order_by(bookings.c.starts_at.desc(), bookings.c.id.desc())
    )


def _past_visit_of(row: AnyRow) -> PastVisit:
    return PastVisit(
        row.starts_at.astimezone(ZoneInfo(row.timezone)),
        BookingStatus(row.status),
        Label(row.name, row.name_translations),
    )


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
