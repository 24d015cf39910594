from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    DateTime,
    FromClause,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from domain.catalog.model import Label
from domain.clients.find_clients import Spellings
from domain.clients.own_clients import (
    KNOWN_BY,
    ClientRelation,
    OwnClient,
    OwnClientQuery,
    OwnVisit,
)
from domain.shared.first_name import first_name_of
from domain.shared.ids import MasterId, UserId
from domain.visit.model import BookingStatus
from infra.db.gateways.clients.find_clients import contains
from infra.db.rows import AnyRow
from infra.db.sql import is_any_of, is_one_of
from infra.db.tables import ANY_PHONE, booking_items, bookings, locations, services, users
from infra.db.unit_of_work import SqlaUnitOfWork

_NOW = bindparam("now", type_=DateTime(timezone=True))
MOST_LINES = 4
"""A search text has at most two foldings of each of two names."""

_FIRST_NAMES = tuple(
    func.split_part(func.split_part(users.c.search_name, "\n", line + 1), " ", 1)
    for line in range(MOST_LINES)
)

_ITEMS: FromClause = (
    booking_items.join(bookings, bookings.c.id == booking_items.c.booking_id)
    .join(locations, locations.c.id == bookings.c.location_id)
    .join(users, users.c.id == bookings.c.client_id)
)

_IS_OWN = exists().where(
    booking_items.c.booking_id == bookings.c.id,
    is_any_of(booking_items.c.master_id, "master_ids"),
)


class SqlaOwnClientGateway:
    """The clients of masters, from the database: by the visits of the masters, or of the client."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def count(self, query: OwnClientQuery) -> int:
        """Return how many clients the pages hold in all: one query."""
        counted = select(func.count(users.c.id.distinct())).select_from(_ITEMS)
        found = await self._uow.execute(counted.where(_is_listed(query)), _values(query))
        count: int = found.scalar_one()
        return count

    async def list_page(
        self, query: OwnClientQuery, *, offset: int, limit: int
    ) -> tuple[OwnClient, ...]:
        """Return some of the clients, the last seen first: one query."""
        was_seen = and_(
            bookings.c.starts_at <= _NOW, bookings.c.status != BookingStatus.NO_SHOW.value
        )
        last_at = func.max(bookings.c.starts_at).filter(was_seen)
        zones = func.array_agg(
            aggregate_order_by(locations.c.timezone, bookings.c.starts_at.desc())
        )
        page = (
            select(
                users.c.id,
                users.c.display_name,
                last_at.label("last_at"),
                zones.filter(was_seen)[1].label("timezone"),
            )
            .select_from(_ITEMS)
            .where(_is_listed(query))
            .group_by(users.c.id)
            .order_by(last_at.desc().nulls_last(), users.c.display_name, users.c.id)
            .offset(offset)
            .limit(limit)
        )
        values = {**_values(query), "now": query.now}
        return tuple(_client_of(row) for row in await self._uow.execute(page, values))

    async def find_relation(
        self, master_ids: Sequence[MasterId], client_id: UserId
    ) -> ClientRelation | None:
        """Return what there is between them: one query, by the client's visits."""
        status = bookings.c.status
        query = (
            select(
                users.c.display_name,
                ANY_PHONE,
                func.count().filter(status == BookingStatus.COMPLETED.value).label("kept"),
                func.count().filter(status == BookingStatus.NO_SHOW.value).label("missed"),
                func.array_agg(bookings.c.location_id.distinct()).label("location_ids"),
            )
            .join(bookings, bookings.c.client_id == users.c.id)
            .where(users.c.id == client_id, is_one_of(status, *KNOWN_BY), _IS_OWN)
            .group_by(users.c.id)
        )
        found = await self._uow.execute(query, {"master_ids": list(master_ids)})
        row = found.one_or_none()
        if row is None:
            return None
        return ClientRelation(
            row.display_name, row.phone, row.kept, row.missed, frozenset(row.location_ids)
        )

    async def list_visits(
        self,
        master_ids: Sequence[MasterId],
        client_id: UserId,
        now: datetime,
        *,
        past: bool,
        limit: int,
    ) -> tuple[OwnVisit, ...]:
        """Return those that have begun, the last first, or those to come: one query."""
        start, key = bookings.c.starts_at, bookings.c.id
        order = (start.desc(), key.desc()) if past else (start, key)
        page = (
            select(bookings.c.id)
            .where(
                bookings.c.client_id == client_id,
                start <= now if past else start > now,
                is_one_of(bookings.c.status, *KNOWN_BY),
                _IS_OWN,
            )
            .order_by(*order)
            .limit(limit)
        )
        query = _visits(bookings.c.id.in_(page)).order_by(*order, booking_items.c.position)
        found = await self._uow.execute(query, {"master_ids": list(master_ids)})
        return tuple(_visit_of(list(rows)) for _, rows in groupby(found, key=lambda row: row.id))


def _values(query: OwnClientQuery) -> dict[str, object]:
    return {"master_ids": list(query.master_ids), "since": query.since}


def _is_listed(query: OwnClientQuery) -> ColumnElement[bool]:
    """Match items by the index on master and start."""
    ids = query.client_ids
    name = and_(true(), *(_is_first_name(word) for word in query.words))
    return and_(
        is_any_of(booking_items.c.master_id, "master_ids"),
        booking_items.c.start_at >= bindparam("since"),
        is_one_of(booking_items.c.status, *KNOWN_BY),
        name,
        true() if ids is None else users.c.id.in_(ids),
    )


def _is_first_name(word: Spellings) -> ColumnElement[bool]:
    return or_(*(contains(name, word) for name in _FIRST_NAMES))


def _visits(wanted: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return the query of visits, a row for each of the masters' own items."""
    return (
        select(
            bookings.c.id,
            bookings.c.starts_at,
            bookings.c.status,
            locations.c.timezone,
            services.c.name,
            services.c.name_translations,
        )
        .join(booking_items, booking_items.c.booking_id == bookings.c.id)
        .join(services, services.c.id == booking_items.c.service_id)
        .join(locations, locations.c.id == bookings.c.location_id)
        .where(wanted, is_any_of(booking_items.c.master_id, "master_ids"))
    )


def _client_of(row: AnyRow) -> OwnClient:
    last_at = row.last_at and row.last_at.astimezone(ZoneInfo(row.timezone))
    return OwnClient(row.id, first_name_of(row.display_name), last_at)


def _visit_of(rows: Sequence[AnyRow]) -> OwnVisit:
    booking = rows[0]
    return OwnVisit(
        booking_id=booking.id,
        start_at=booking.starts_at,
        zone=ZoneInfo(booking.timezone),
        status=BookingStatus(booking.status),
        service_names=tuple(Label(row.name, row.name_translations) for row in rows),
    )
