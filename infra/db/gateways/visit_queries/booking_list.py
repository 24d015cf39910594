from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, not_, or_, select

from domain.catalog.model import Label
from domain.shared.ids import LocationId, MasterId, ServiceId, UserId
from domain.visit.model import BookingStatus
from domain.visit_queries.booking_filter import BookingFilter, MomentRange
from domain.visit_queries.ports import BookingLine, BookingQuery, Choice, FilterChoices
from infra.db.rows import LOCATION, AnyRow, location_of
from infra.db.sql import PENDING, is_any_of_many, is_one_of
from infra.db.tables import booking_items, bookings, locations, masters, services, users
from infra.db.unit_of_work import SqlaUnitOfWork

_LOCATIONS = select(*LOCATION).order_by(
    locations.c.is_active.desc(), locations.c.position, locations.c.id
)
_MASTERS, _SERVICES = (
    select(table.c.id, table.c.location_id, table.c.name, table.c.name_translations).order_by(
        table.c.is_active.desc(), table.c.location_id, table.c.position, table.c.id
    )
    for table in (masters, services)
)
_NAMES = select(users.c.id, users.c.display_name).where(is_any_of_many(users.c.id, "user_ids"))


class SqlaBookingListGateway:
    """The visits of all clients, from the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def get_choices(self) -> FilterChoices:
        """Return the choices of the filters: three queries."""
        places = await self._uow.execute(_LOCATIONS)
        people = await self._uow.execute(_MASTERS)
        offers = await self._uow.execute(_SERVICES)
        return FilterChoices(
            tuple(location_of(row) for row in places),
            tuple(Choice(MasterId(row.id), row.location_id, _label(row)) for row in people),
            tuple(Choice(ServiceId(row.id), row.location_id, _label(row)) for row in offers),
        )

    async def get_client_names(self, client_ids: tuple[UserId, ...]) -> tuple[str, ...]:
        """Return the names of clients: one query, or none for an empty list."""
        if not client_ids:
            return ()
        found = await self._uow.execute(_NAMES, {"user_ids": list(client_ids)})
        names = {row.id: row.display_name for row in found}
        return tuple(names[client_id] for client_id in client_ids if client_id in names)

    async def count(self, query: BookingQuery) -> int:
        """Return how many visits there are: one query."""
        counting = select(func.count()).select_from(bookings).where(*_wanted(query))
        total: int = (await self._uow.execute(counting)).scalar_one()
        return total

    async def list_lines(
        self, query: BookingQuery, *, offset: int, limit: int, from_end: bool
    ) -> tuple[BookingLine, ...]:
        """Return visits by start, ascending or descending: one query.

        If the filter uses only the start, skipped visits are read from the index alone.
        """
        order = (bookings.c.starts_at, bookings.c.id)
        directed = [column.desc() for column in order] if from_end else order
        page = select(bookings.c.id).where(*_wanted(query)).order_by(*directed)
        ids = page.offset(offset).limit(limit).subquery("page")
        lines = _lines().where(bookings.c.id.in_(select(ids.c.id)))
        found = await self._uow.execute(lines.order_by(*directed, booking_items.c.position))
        return tuple(
            _line_of(list(rows), query.now) for _, rows in groupby(found, key=lambda row: row.id)
        )


def _wanted(query: BookingQuery) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions of the visits."""
    wanted, whole = query.filter, _whole(query.ranges.values())
    yield from _within(whole)
    if None not in query.ranges:
        yield _at_each(query.ranges)
    yield from _in_states(frozenset(wanted.statuses), query.now)
    if wanted.location_id is not None:
        yield bookings.c.location_id == wanted.location_id
    if wanted.clients is not None:
        yield bookings.c.client_id.in_(wanted.clients)
    yield from _performed(wanted, whole)


def _whole(ranges: Collection[MomentRange]) -> MomentRange:
    """Return the range that spans all ranges."""
    starts = [moments.start_at for moments in ranges if moments.start_at]
    ends = [moments.end_at for moments in ranges if moments.end_at]
    return MomentRange(min(starts, default=None), max(ends, default=None))


def _within(moments: MomentRange) -> Iterator[ColumnElement[bool]]:
    if moments.start_at is not None:
        yield bookings.c.starts_at >= moments.start_at
    if moments.end_at is not None:
        yield bookings.c.starts_at < moments.end_at


def _at_each(
    ranges: Mapping[tuple[LocationId, ...] | None, MomentRange],
) -> ColumnElement[bool]:
    """Match visits within the range of their location."""
    places = (
        and_(bookings.c.location_id.in_(ids or ()), *_within(moments))
        for ids, moments in ranges.items()
    )
    return or_(false(), *places)


def _in_states(wanted: Collection[BookingStatus], now: datetime) -> Iterator[ColumnElement[bool]]:
    """Match displayed states: a hold past its time counts as expired."""
    if not wanted or len(wanted) == len(BookingStatus):
        return
    stored = is_one_of(bookings.c.status, *sorted(wanted))
    ran_out = and_(bookings.c.status == PENDING, bookings.c.hold_expires_at <= now)
    holds, expired = BookingStatus.PENDING in wanted, BookingStatus.EXPIRED in wanted
    if expired and not holds:
        yield or_(stored, ran_out)
    elif holds and not expired:
        yield and_(stored, not_(ran_out))
    else:
        yield stored


def _performed(wanted: BookingFilter, whole: MomentRange) -> Iterator[ColumnElement[bool]]:
    """Match visits with an item of the master, the service, or both."""
    conditions = []
    if wanted.master_id is not None:
        conditions.append(booking_items.c.master_id == wanted.master_id)
    if wanted.service_id is not None:
        conditions.append(booking_items.c.service_id == wanted.service_id)
    if not conditions:
        return
    if whole.start_at is not None:
        conditions.append(booking_items.c.start_at >= whole.start_at)  # by the index
    yield exists().where(booking_items.c.booking_id == bookings.c.id, *conditions)


def _lines() -> Select[*tuple[Any, ...]]:
    """Return the query of lines, one row per item."""
    return (
        select(
            bookings.c.id,
            bookings.c.starts_at,
            bookings.c.ends_at,
            bookings.c.status,
            bookings.c.hold_expires_at,
            users.c.display_name,
            *LOCATION,
            services.c.name.label("service_name"),
            services.c.name_translations.label("service_name_translations"),
            masters.c.name.label("master_name"),
            masters.c.name_translations.label("master_name_translations"),
        )
        .join(users, users.c.id == bookings.c.client_id)
        .join(locations, locations.c.id == bookings.c.location_id)
        .join(booking_items, booking_items.c.booking_id == bookings.c.id)
        .join(services, services.c.id == booking_items.c.service_id)
        .join(masters, masters.c.id == booking_items.c.master_id)
    )


def _line_of(rows: Sequence[AnyRow], now: datetime) -> BookingLine:
    first = rows[0]
    has_run_out = first.hold_expires_at is not None and first.hold_expires_at <= now
    return BookingLine(
        booking_id=first.id,
        location=location_of(first),
        start_at=first.starts_at,
        end_at=first.ends_at,
        status=BookingStatus.EXPIRED if has_run_out else BookingStatus(first.status),
        client_name=first.display_name,
        services=tuple(Label(row.service_name, row.service_name_translations) for row in rows),
        masters=tuple(Label(row.master_name, row.master_name_translations) for row in rows),
    )


def _label(row: AnyRow) -> Label:
    return Label(row.name, row.name_translations)
