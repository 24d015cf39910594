"""Statements for load: masters of a period, and booked minutes by local weekday and hour."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import DateTime, Integer, Select, Text, bindparam, cast, exists, func, or_, select

from domain.visit.model import BookingStatus
from infra.db.gateways.availability.busy import LONGEST_BLOCK
from infra.db.sql import is_any_of, is_one_of
from infra.db.tables import booking_items, masters

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SLICE = timedelta(minutes=15)
"""UTC offsets are multiples of 15 minutes, so that a slice never spans two local hours."""

_BOOKED = (
    BookingStatus.CONFIRMED,
    BookingStatus.RESCHEDULE_PROPOSED,
    BookingStatus.COMPLETED,
    BookingStatus.NO_SHOW,
)


def _booked_minutes() -> Select[*tuple[Any, ...]]:
    """Cut items into slices, and sum them by local weekday and hour."""
    items, moment = booking_items.c, DateTime(timezone=True)
    from_at, until_at = bindparam("from_at", type_=moment), bindparam("until_at", type_=moment)
    first = func.date_bin(SLICE, func.greatest(items.start_at, from_at), EPOCH)
    slices = func.generate_series(first, func.least(items.end_at, until_at), SLICE)
    slice_at = slices.table_valued("slice_at").render_derived().lateral("slices").c.slice_at
    begins = func.greatest(items.start_at, slice_at, from_at)
    ends = func.least(items.end_at, slice_at + SLICE, until_at)
    local = func.timezone(bindparam("zone", type_=Text), slice_at)
    return (
        select(
            items.master_id,
            cast(func.extract("isodow", local) - 1, Integer).label("weekday"),
            cast(func.extract("hour", local), Integer).label("hour"),
            cast(func.sum(func.extract("epoch", ends - begins)) / 60, Integer).label("minutes"),
        )
        .where(
            is_any_of(items.master_id, "master_ids"),
            items.start_at > from_at - LONGEST_BLOCK,  # lets the index skip the past
            items.start_at < until_at,
            items.end_at > from_at,
            is_one_of(items.status, *_BOOKED),
            begins < ends,
        )
        .group_by(items.master_id, "weekday", "hour")
    )


BOOKED_MINUTES = _booked_minutes()

_HAD_VISITS = exists().where(
    booking_items.c.master_id == masters.c.id,
    booking_items.c.start_at >= bindparam("from_at"),
    booking_items.c.start_at < bindparam("until_at"),
    is_one_of(booking_items.c.status, *_BOOKED),
)

MASTERS_OF_PERIOD = (
    select(masters.c.id, masters.c.name, masters.c.name_translations)
    .where(
        masters.c.location_id == bindparam("location_id"),
        or_(masters.c.is_active, _HAD_VISITS),
    )
    .order_by(masters.c.name, masters.c.id)
)
