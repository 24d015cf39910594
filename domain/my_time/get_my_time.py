from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.my_time.ports import Block, DayOff, MyTimeGateway
from domain.my_time.read_own_time import ReadOwnTime
from domain.schedule.model import Hours
from domain.schedule.working_hours import hours_of_weekday
from domain.schedule.workplaces import Rota, Workplace, WorkplaceGateway
from domain.shared.identity import Identity, Role, RoleMissingError
from domain.shared.ids import MasterId
from domain.shared.periods import moments_of
from domain.shared.time import DAY, Clock, DateRange
from domain.shared.unit_of_work import UnitOfWork

WEEKDAYS = range(7)


@dataclass(frozen=True, slots=True)
class WeekdayHours:
    """The hours of a weekday (Monday is 0); `usual` apply if it has none of its own."""

    weekday: int
    hours: Hours | None
    usual: Hours | None
    is_own: bool


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Consecutive days off with the same reason."""

    days: DateRange
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MyTime:
    """When a master works, and the days off and blocks from now on.

    `places` are all masters as which the user works; `day_ends_at` is when today's work ends.
    Usual hours are the location's, unless the master has their own (`has_own_usual`).
    """

    place: Workplace
    zone: ZoneInfo
    today: date
    now: datetime
    day_ends_at: datetime
    week: tuple[WeekdayHours, ...]
    days_off: tuple[DaysOff, ...]
    blocks: tuple[Block, ...]
    places: tuple[Workplace, ...]
    has_own_usual: bool = False


@dataclass(frozen=True, slots=True)
class GetMyTime:
    """Read when a master works."""

    uow: UnitOfWork
    workplaces: WorkplaceGateway
    read_own_time: ReadOwnTime
    my_time: MyTimeGateway
    clock: Clock

    async def execute(self, staff: Identity, master_id: MasterId | None = None) -> MyTime:
        """Return the time of this master, or of the first master as which the user works.

        Raises:
            RoleMissingError: the user does not work as a master.
            NotOwnTimeError: there is no such master, or it is another person.
        """
        now = self.clock.now()
        async with self.uow:
            places = await self.workplaces.list_workplaces(staff.user_id)
            if master_id is None:
                staff.ensure_role(Role.MASTER)
                if not places:
                    raise RoleMissingError(Role.MASTER)
                master_id = places[0].master_id
            rota = await self.read_own_time.rota_for(staff, master_id)
            today = now.astimezone(rota.zone).date()
            days_off = await self.my_time.list_days_off(master_id, today)
            blocks = await self.my_time.list_blocks(master_id, now)
        return MyTime(
            place=rota.workplace,
            zone=rota.zone,
            today=today,
            now=now,
            day_ends_at=_end_of_day(rota, now),
            week=tuple(_hours_of(rota, weekday) for weekday in WEEKDAYS),
            days_off=tuple(in_a_row(days_off)),
            blocks=blocks,
            places=places,
            has_own_usual=rota.schedule.default_hours is not None,
        )


def in_a_row(days_off: Iterable[DayOff]) -> list[DaysOff]:
    """Merge consecutive days with the same reason."""
    rows: list[DaysOff] = []
    for one in days_off:
        last = rows[-1] if rows else None
        if last and (last.days.last + DAY, last.reason) == (one.day, one.reason):
            rows[-1] = DaysOff(DateRange(last.days.first, one.day), one.reason)
        else:
            rows.append(DaysOff(DateRange(one.day, one.day), one.reason))
    return rows


def _hours_of(rota: Rota, weekday: int) -> WeekdayHours:
    schedule, profile = rota.schedule, rota.workplace.profile
    hours = hours_of_weekday(schedule, profile, weekday)
    usual = hours_of_weekday(replace(schedule, working_days={}), profile, weekday)
    return WeekdayHours(weekday, hours, usual, weekday in schedule.working_days)


def _end_of_day(rota: Rota, now: datetime) -> datetime:
    """Return the end of today's current or coming shift, or else midnight."""
    day = rota.day_of(now)
    shift = rota.shift_on(day)
    if shift is not None and shift.work.end_at > now:
        return shift.work.end_at
    today = now.astimezone(rota.zone).date()
    return moments_of(DateRange(today, today), rota.zone).end_at
