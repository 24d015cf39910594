from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from itertools import groupby

from sqlalchemy import Date, bindparam, null, select, union_all

from domain.schedule.model import Absence, MasterSchedule
from domain.shared.ids import MasterId
from domain.shared.time import DateRange, Interval
from infra.db.rows import AnyRow, hours_of, zone_of
from infra.db.sql import is_any_of
from infra.db.tables import days_off, masters, time_blocks, working_days
from infra.db.unit_of_work import SqlaUnitOfWork

ANY_ZONE = timedelta(days=1)
"""The maximum UTC offset; a night shift reaches one day further."""

_SCHEDULES = (
    select(
        masters.c.id,
        masters.c.default_work_start,
        masters.c.default_work_end,
        masters.c.default_break_start,
        masters.c.default_break_end,
        masters.c.buffer_between_minutes,
        masters.c.min_advance_minutes,
        masters.c.max_advance_days,
        masters.c.max_clients_parallel,
        masters.c.timezone,
        masters.c.works_on_holidays,
        working_days.c.weekday,
        working_days.c.work_start,
        working_days.c.work_end,
        working_days.c.break_start,
        working_days.c.break_end,
    )
    .outerjoin(working_days)
    .where(is_any_of(masters.c.id, "master_ids"))
    .order_by(masters.c.id)
)

_ABSENCES = union_all(
    select(
        days_off.c.master_id,
        days_off.c.day,
        null().label("start_at"),
        null().label("end_at"),
    ).where(
        is_any_of(days_off.c.master_id, "master_ids"),
        days_off.c.day.between(bindparam("first_day"), bindparam("last_day")),
    ),
    select(
        time_blocks.c.master_id,
        null().cast(Date),
        time_blocks.c.start_at,
        time_blocks.c.end_at,
    ).where(
        is_any_of(time_blocks.c.master_id, "master_ids"),
        time_blocks.c.start_at < bindparam("until_at"),
        time_blocks.c.end_at > bindparam("from_at"),
    ),
)


class SqlaScheduleGateway:
    """Working time, from the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def get_schedules(self, master_ids: Sequence[MasterId]) -> tuple[MasterSchedule, ...]:
        """Return the masters' hours and limits, by id: one query."""
        found = await self._uow.execute(_SCHEDULES, {"master_ids": list(master_ids)})
        by_master = (list(rows) for _, rows in groupby(found, key=lambda row: row.id))
        return tuple(_schedule_of(rows) for rows in by_master)

    async def get_absences(
        self, master_ids: Sequence[MasterId], days: DateRange
    ) -> tuple[Absence, ...]:
        """Return the days off and blocks that touch the local days in any zone: one query."""
        first_at = datetime.combine(days.first, time(), UTC)
        last_at = datetime.combine(days.last, time(), UTC)
        found = await self._uow.execute(
            _ABSENCES,
            {
                "master_ids": list(master_ids),
                "first_day": days.first,
                "last_day": days.last,
                "from_at": first_at - ANY_ZONE,
                "until_at": last_at + ANY_ZONE + 2 * timedelta(days=1),
            },
        )
        return tuple(_absence_of(row) for row in found)


def _schedule_of(rows: Sequence[AnyRow]) -> MasterSchedule:
    master = rows[0]
    return MasterSchedule(
        master_id=master.id,
        working_days={row.weekday: hours_of(row) for row in rows if row.weekday is not None},
        default_hours=hours_of(master, "default_"),
        buffer_between_minutes=master.buffer_between_minutes,
        min_advance_minutes=master.min_advance_minutes,
        max_advance_days=master.max_advance_days,
        max_clients_parallel=master.max_clients_parallel,
        timezone=zone_of(master.timezone),
        works_on_holidays=master.works_on_holidays,
    )


def _absence_of(row: AnyRow) -> Absence:
    block = None if row.start_at is None else Interval(row.start_at, row.end_at)
    return Absence(row.master_id, row.day, block)
