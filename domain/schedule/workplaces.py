"""The masters as which a user works, and their locations."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from domain.catalog.model import Label
from domain.schedule.model import LocationProfile, MasterSchedule
from domain.schedule.working_hours import Shift, shift_on
from domain.shared.ids import MasterId, UserId
from domain.shared.time import DAY


@dataclass(frozen=True, slots=True)
class Workplace:
    """A master as which a user works, and the location of that master."""

    master_id: MasterId
    name: Label
    profile: LocationProfile


class WorkplaceGateway(Protocol):
    """Reads where users work."""

    async def list_workplaces(self, user_id: UserId) -> tuple[Workplace, ...]:
        """Return the active masters as which the user works, in the order of their locations."""
        ...


@dataclass(frozen=True, slots=True)
class Rota:
    """The hours at a workplace, day by day in the master's own zone."""

    workplace: Workplace
    schedule: MasterSchedule

    @property
    def zone(self) -> ZoneInfo:
        """The master's own zone, or the location's."""
        return self.schedule.timezone or self.workplace.profile.location.timezone

    def shift_on(self, day: date) -> Shift | None:
        """Return the shift that begins on the day."""
        return shift_on(self.schedule, self.workplace.profile, day)

    def day_of(self, moment: datetime) -> date:
        """Return the day of a moment; a night shift belongs to the day on which it begins."""
        day = moment.astimezone(self.zone).date()
        tonight, today = self.shift_on(day - DAY), self.shift_on(day)
        if tonight is None or moment >= tonight.work.end_at:
            return day
        return day if today is not None and moment >= today.work.start_at else day - DAY
