from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.schedule.ports import ScheduleGateway
from domain.schedule.workplaces import Rota, WorkplaceGateway
from domain.shared.identity import Identity, Role, RoleMissingError
from domain.shared.periods import moments_of
from domain.shared.time import DAY, Clock, DateRange, Interval
from domain.shared.unit_of_work import UnitOfWork
from domain.timetable.days import TimetableFacts, lay_out
from domain.timetable.model import Timetable, TimetableGateway

FARTHEST = timedelta(days=2 * 365)
"""The limit in both directions; days farther away are replaced by it."""

SUNDAY = timedelta(days=6)


class Span(StrEnum):
    """The length of a timetable."""

    DAY = "day"
    WEEK = "week"  # from Monday on


@dataclass(frozen=True, slots=True)
class GetTimetable:
    """Read a master's timetable at all workplaces: four queries for any number of days."""

    uow: UnitOfWork
    workplaces: WorkplaceGateway
    schedules: ScheduleGateway
    timetable: TimetableGateway
    clock: Clock

    async def execute(
        self, master: Identity, day: date | None = None, span: Span = Span.DAY
    ) -> Timetable:
        """Return the day (today by default), or the week that contains it.

        Today is the local day of the first workplace.

        Raises:
            RoleMissingError: the user is not a master.
        """
        master.ensure_role(Role.MASTER)
        now = self.clock.now()
        async with self.uow:
            rotas = await self._rotas(master)
            today = rotas[0].day_of(now)
            days = _days_of(day or today, today, span)
            master_ids = [rota.workplace.master_id for rota in rotas]
            absences = await self.schedules.get_absences(master_ids, days)
            begun_in = _moments_of(days, rotas)
            items = await self.timetable.list_items(master_ids, begun_in, now)
        return Timetable(now, today, lay_out(TimetableFacts(now, rotas, absences, items), days))

    async def _rotas(self, master: Identity) -> tuple[Rota, ...]:
        workplaces = await self.workplaces.list_workplaces(master.user_id)
        if not workplaces:
            raise RoleMissingError(Role.MASTER)
        schedules = await self.schedules.get_schedules([place.master_id for place in workplaces])
        by_master = {schedule.master_id: schedule for schedule in schedules}
        return tuple(Rota(place, by_master[place.master_id]) for place in workplaces)


def _days_of(day: date, today: date, span: Span) -> DateRange:
    day = min(max(day, today - FARTHEST), today + FARTHEST)
    if span is Span.DAY:
        return DateRange(day, day)
    monday = day - timedelta(days=day.weekday())
    return DateRange(monday, monday + SUNDAY)


def _moments_of(days: DateRange, rotas: Sequence[Rota]) -> Interval:
    """Return the period in which visits of the days can begin, night shifts included."""
    with_night = DateRange(days.first, days.last + DAY)
    moments = [moments_of(with_night, rota.zone) for rota in rotas]
    return Interval(min(one.start_at for one in moments), max(one.end_at for one in moments))
