from dataclasses import dataclass

from domain.catalog.errors import LocationNotFoundError
from domain.reporting.calculate_load import CalculateLoad
from domain.reporting.model import CustomerValue, Metrics
from domain.reporting.ports import ReportGateway
from domain.schedule.model import LocationProfile
from domain.schedule.ports import LocationProfileGateway
from domain.shared.identity import Identity, Role
from domain.shared.ids import LocationId
from domain.shared.periods import moments_of, period_after
from domain.shared.time import Clock, DateRange
from domain.shared.unit_of_work import UnitOfWork

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class GetMetrics:
    """Read the figures of a location over any period."""

    uow: UnitOfWork
    profiles: LocationProfileGateway
    reports: ReportGateway
    calculate_load: CalculateLoad
    clock: Clock

    async def execute(self, admin: Identity, location_id: LocationId, days: DateRange) -> Metrics:
        """Return the figures of the local days.

        Retention is final only after as many further days.

        Raises:
            RoleMissingError: the user is not an admin.
            LocationNotFoundError: there is no such active location.
        """
        admin.ensure_role(Role.ADMIN)
        async with self.uow:
            profile = await self._get_required_profile(location_id)
            zone = profile.location.timezone
            period, after = moments_of(days, zone), moments_of(period_after(days), zone)
            reports, only = self.reports, [location_id]
            master_ids = list(await reports.get_masters(location_id, period))
            return Metrics(
                lifetime_values=await reports.get_lifetime_values(only, period),
                retention=await reports.get_retention(only, period, after.end_at),
                turnout=await reports.get_turnout(only, period),
                pipeline=await reports.get_pipeline(only, self.clock.now()),
                load=await self.calculate_load.execute(profile, master_ids, days),
            )

    async def list_customers(
        self, admin: Identity, location_id: LocationId, days: DateRange, *, offset: int = 0
    ) -> tuple[CustomerValue, ...]:
        """Return a page of customers with their realized revenue, highest first.

        Raises the same errors as `execute`.
        """
        admin.ensure_role(Role.ADMIN)
        async with self.uow:
            profile = await self._get_required_profile(location_id)
            period = moments_of(days, profile.location.timezone)
            return await self.reports.list_customer_values(
                [location_id], period, offset=offset, limit=PAGE_SIZE
            )

    async def _get_required_profile(self, location_id: LocationId) -> LocationProfile:
        profile = await self.profiles.get_profile(location_id)
        if profile is None:
            raise LocationNotFoundError
        return profile
