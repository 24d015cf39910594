from dataclasses import dataclass
from datetime import datetime

from domain.my_time.own_time import OwnTime
from domain.my_time.ports import MyTimeGateway
from domain.schedule.errors import NotOwnTimeError
from domain.schedule.horizon import horizon_days_of
from domain.schedule.ports import ScheduleGateway
from domain.schedule.workplaces import Rota, Workplace, WorkplaceGateway
from domain.shared.identity import Identity, Role
from domain.shared.ids import MasterId
from domain.shared.time import DAY, DateRange, Interval


@dataclass(frozen=True, slots=True)
class ReadOwnTime:
    """Reads when masters work; runs inside the caller's transaction."""

    workplaces: WorkplaceGateway
    my_time: MyTimeGateway
    schedules: ScheduleGateway

    async def rota_for(self, staff: Identity, master_id: MasterId) -> Rota:
        """Return the hours of a master as which the user works; an admin may read any master's.

        Raises:
            RoleMissingError: the user does not belong to the staff.
            NotOwnTimeError: there is no such master, or it is another person.
        """
        if Role.ADMIN not in staff.roles:
            staff.ensure_role(Role.MASTER)
            own = await self.workplaces.list_workplaces(staff.user_id)
            if master_id not in {place.master_id for place in own}:
                raise NotOwnTimeError
        rota = await self.rota_of(master_id)
        if rota is None:
            raise NotOwnTimeError
        return rota

    async def acting(self, staff: Identity, master_id: MasterId) -> Identity:
        """Return the user in the role that applies: admin, if they do not work as this master."""
        own = await self.workplaces.list_workplaces(staff.user_id)
        is_own = master_id in {place.master_id for place in own}
        return Identity(staff.user_id, frozenset({Role.MASTER if is_own else Role.ADMIN}))

    async def rota_of(self, master_id: MasterId) -> Rota | None:
        """Return the hours of an active master."""
        place = await self.my_time.get_workplace(master_id)
        return None if place is None else await self._rota_at(place)

    async def around(self, rota: Rota, time: Interval) -> OwnTime:
        """Return the hours with all absences around that time."""
        first, last = (
            moment.astimezone(rota.zone).date() for moment in (time.start_at, time.end_at)
        )
        days = DateRange(first - DAY, last + DAY)
        master_ids = [rota.workplace.master_id]
        return OwnTime(rota, await self.schedules.get_absences(master_ids, days))

    async def _rota_at(self, place: Workplace) -> Rota:
        (schedule,) = await self.schedules.get_schedules([place.master_id])
        return Rota(place, schedule)


def bookable_days(rota: Rota, now: datetime) -> DateRange:
    """Return the master's bookable days, with yesterday, whose night shift may still go on."""
    today = now.astimezone(rota.zone).date()
    profile = rota.workplace.profile
    ahead = horizon_days_of(rota.schedule, profile)
    return DateRange(today - DAY, today + (ahead + 1) * DAY)
