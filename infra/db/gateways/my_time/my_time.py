from datetime import date, datetime, timedelta

from sqlalchemy import and_, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from domain.catalog.model import Label
from domain.my_time.changes import BlockId
from domain.my_time.ports import Block, DayOff, StandingItem
from domain.schedule.model import Hours, LocationProfile
from domain.schedule.workplaces import Workplace
from domain.shared.ids import MasterId
from domain.shared.time import DateRange, Interval
from domain.visit.model import BookingStatus
from infra.db.gateways.schedule.profile import policies_of
from infra.db.rows import LOCATION, AnyRow, hours_values, location_of
from infra.db.sql import is_occupying
from infra.db.tables import (
    booking_items,
    bookings,
    days_off,
    locations,
    masters,
    policy_sets,
    services,
    time_blocks,
    users,
    working_days,
)
from infra.db.unit_of_work import SqlaUnitOfWork

MOST_DAYS_OFF = 3 * 366
MOST_BLOCKS = 1000
LONGEST_ITEM = timedelta(days=1)
"""No item is longer: `ck_booking_items_blocks_a_day_at_most`."""

_WORKPLACE = (
    select(
        masters.c.id.label("master_id"),
        masters.c.name.label("master_name"),
        masters.c.name_translations.label("master_name_translations"),
        *LOCATION,
        policy_sets,
    )
    .select_from(masters.join(locations).join(policy_sets))
    .where(masters.c.is_active)
)

_LATE = func.make_interval(0, 0, 0, 0, 0, bookings.c.late_minutes)
_ITEMS = (
    select(
        booking_items.c.booking_id,
        bookings.c.starts_at,
        bookings.c.late_minutes,
        booking_items.c.status,
        users.c.display_name,
        and_(
            users.c.telegram_id.is_not(None), users.c.unreachable_at.is_(None), ~users.c.is_blocked
        ).label("can_be_asked"),
        services.c.name,
        services.c.name_translations,
        booking_items.c.start_at,
        booking_items.c.end_at,
    )
    .select_from(
        booking_items.join(bookings, bookings.c.id == booking_items.c.booking_id)
        .join(users, users.c.id == bookings.c.client_id)
        .join(services, services.c.id == booking_items.c.service_id)
    )
    .where(is_occupying(booking_items.c.status))
    .order_by(booking_items.c.start_at, booking_items.c.booking_id, booking_items.c.position)
)


class SqlaMyTimeGateway:
    """The working time of one master, in the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def get_workplace(self, master_id: MasterId) -> Workplace | None:
        """Return an active master with the location: one query."""
        query = _WORKPLACE.where(masters.c.id == master_id)
        row = (await self._uow.execute(query)).one_or_none()
        if row is None:
            return None
        return Workplace(
            row.master_id,
            Label(row.master_name, row.master_name_translations),
            LocationProfile(location_of(row), policies_of(row)),
        )

    async def list_days_off(self, master_id: MasterId, since: date) -> tuple[DayOff, ...]:
        """Return the days off from a day on: one query."""
        query = (
            select(days_off.c.day, days_off.c.reason)
            .where(days_off.c.master_id == master_id, days_off.c.day >= since)
            .order_by(days_off.c.day)
            .limit(MOST_DAYS_OFF)
        )
        return tuple(DayOff(row.day, row.reason) for row in await self._uow.execute(query))

    async def list_blocks(self, master_id: MasterId, now: datetime) -> tuple[Block, ...]:
        """Return the blocks that have not ended: one query."""
        query = (
            select(time_blocks)
            .where(time_blocks.c.master_id == master_id, time_blocks.c.end_at > now)
            .order_by(time_blocks.c.start_at, time_blocks.c.id)
            .limit(MOST_BLOCKS)
        )
        return tuple(
            Block(row.id, Interval(row.start_at, row.end_at), row.reason)
            for row in await self._uow.execute(query)
        )

    async def list_items(self, master_id: MasterId, within: Interval) -> tuple[StandingItem, ...]:
        """Return items that occupy the master in the interval: one query, by the start index."""
        query = _ITEMS.where(
            booking_items.c.master_id == master_id,
            booking_items.c.start_at > within.start_at - LONGEST_ITEM,
            booking_items.c.start_at < within.end_at,
            booking_items.c.end_at + _LATE > within.start_at,
        )
        return tuple(_item_of(row) for row in await self._uow.execute(query))

    async def save_weekday(self, master_id: MasterId, weekday: int, hours: Hours | None) -> None:
        """Set the hours of a weekday, or make it free: one query."""
        values = hours_values(hours)
        await self._uow.execute(
            insert(working_days)
            .values(master_id=master_id, weekday=weekday, **values)
            .on_conflict_do_update(
                index_elements=[working_days.c.master_id, working_days.c.weekday], set_=values
            )
        )

    async def drop_weekday(self, master_id: MasterId, weekday: int) -> None:
        """Reset a weekday to the usual hours: one query."""
        await self._uow.execute(
            delete(working_days).where(
                working_days.c.master_id == master_id, working_days.c.weekday == weekday
            )
        )

    async def add_days_off(self, master_id: MasterId, days: DateRange, reason: str) -> None:
        """Write days off; existing ones get the new reason: one query."""
        statement = insert(days_off)
        await self._uow.execute(
            statement.on_conflict_do_update(
                index_elements=[days_off.c.master_id, days_off.c.day],
                set_={"reason": statement.excluded.reason},
            ),
            [{"master_id": master_id, "day": day, "reason": reason} for day in days],
        )

    async def drop_days_off(self, master_id: MasterId, days: DateRange) -> None:
        """Delete days off: one query."""
        await self._uow.execute(
            delete(days_off).where(
                days_off.c.master_id == master_id, days_off.c.day.between(days.first, days.last)
            )
        )

    async def add_block(self, master_id: MasterId, time: Interval, reason: str) -> None:
        """Block an interval, unless the same block exists: one query."""
        await self._uow.execute(
            insert(time_blocks)
            .values(master_id=master_id, start_at=time.start_at, end_at=time.end_at, reason=reason)
            .on_conflict_do_nothing(
                index_elements=[
                    time_blocks.c.master_id,
                    time_blocks.c.start_at,
                    time_blocks.c.end_at,
                ]
            )
        )

    async def drop_block(self, master_id: MasterId, block_id: BlockId) -> None:
        """Delete a block if it belongs to the master: one query."""
        await self._uow.execute(
            delete(time_blocks).where(
                time_blocks.c.id == block_id, time_blocks.c.master_id == master_id
            )
        )


def _item_of(row: AnyRow) -> StandingItem:
    return StandingItem(
        booking_id=row.booking_id,
        visit_at=row.starts_at,
        status=BookingStatus(row.status),
        client_name=row.display_name,
        service_name=Label(row.name, row.name_translations),
        time=Interval(row.start_at, row.end_at),
        late_minutes=row.late_minutes,
        can_be_asked=row.can_be_asked,
    )
