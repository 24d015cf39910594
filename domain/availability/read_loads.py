from dataclasses import dataclass
from datetime import date, datetime

from domain.availability.model import Loads, OwnTime, VisitPlan
from domain.availability.ports import LoadGateway
from domain.shared.periods import moments_of
from domain.shared.time import DAY, DateRange


@dataclass(frozen=True, slots=True)
class ReadLoads:
    """Read how much the masters of a plan have to do around a day.

    Runs inside the caller's transaction.
    """

    gateway: LoadGateway

    async def execute(self, plan: VisitPlan, day: date, own_time: OwnTime, now: datetime) -> Loads:
        """Return the loads in the days that the location's policies name: one query.

        Nothing is read for a plan in which nobody has to be chosen.
        """
        if not plan.leaves_choice:
            return {}
        policies, zone = plan.profile.policies, plan.profile.location.timezone
        days = DateRange(day - policies.load_days_back * DAY, day + policies.load_days_ahead * DAY)
        day_at = moments_of(DateRange(day, day), zone).start_at
        period = moments_of(days, zone)
        return await self.gateway.get_loads(plan.master_ids, period, day_at, own_time, now)
