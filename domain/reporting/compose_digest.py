from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.catalog.model import Master
from domain.catalog.ports import CatalogGateway
from domain.reporting.calculate_load import CalculateLoad
from domain.reporting.digest import Digest, Figures, MasterDayLoad, revenue_of
from domain.reporting.due import DigestKind
from domain.reporting.find_gaps import FindGaps
from domain.reporting.model import DayRevenue, Share
from domain.reporting.ports import ReportGateway
from domain.schedule.model import LocationProfile
from domain.schedule.ports import LocationProfileGateway
from domain.shared.ids import LocationId, MasterId
from domain.shared.periods import moments_of, period_before
from domain.shared.time import DAY, DateRange

RETENTION_DAYS = 28


@dataclass(frozen=True, slots=True)
class ComposeDigest:
    """Collects the figures of a location; runs inside the caller's transaction."""

    profiles: LocationProfileGateway
    catalog: CatalogGateway
    reports: ReportGateway
    calculate_load: CalculateLoad
    find_gaps: FindGaps

    async def execute(
        self, location_id: LocationId, kind: DigestKind, today: date, now: datetime
    ) -> Digest | None:
        """Return the digest of the local day `today`, `None` if the location is closed down."""
        profile = await self.profiles.get_profile(location_id)
        if profile is None:
            return None
        days, zone = kind.days_before(today), profile.location.timezone
        week = DigestKind.WEEK.days_before(today)
        staff = await self.reports.get_masters(
            location_id, moments_of(DateRange(week.first, today), zone)
        )
        revenue = await self._revenue(profile, DateRange(period_before(week).first, week.last))
        return Digest(
            location=profile.location,
            kind=kind,
            today=today,
            figures=await self._figures(profile, days, revenue),
            before=await self._figures(profile, period_before(days), revenue),
            lifetime_values=await self.reports.get_lifetime_values(
                [location_id], moments_of(days, zone)
            ),
            retention=await self._retention(profile, today),
            pipeline=await self.reports.get_pipeline([location_id], now),
            master_names=staff,
            loads_today=await self._loads_of(profile, list(staff), today),
            gaps=await self.find_gaps.execute(
                profile, await self._sellers(location_id), DateRange(today, today + DAY), now
            ),
            load=await self.calculate_load.execute(profile, list(staff), week),
            revenue_by_day=revenue,
        )

    async def _sellers(self, location_id: LocationId) -> Sequence[Master]:
        """Return the active masters with at least one service."""
        skilled = await self.catalog.list_services(location_id)
        masters = {skill.master.id: skill.master for one in skilled for skill in one.active_skills}
        return list(masters.values())

    async def _revenue(self, profile: LocationProfile, days: DateRange) -> tuple[DayRevenue, ...]:
        location = profile.location
        period = moments_of(days, location.timezone)
        return await self.reports.get_revenue_by_day([location.id], period, location.timezone)

    async def _figures(
        self, profile: LocationProfile, days: DateRange, revenue: Sequence[DayRevenue]
    ) -> Figures:
        location = profile.location
        period = moments_of(days, location.timezone)
        turnout = await self.reports.get_turnout([location.id], period)
        return Figures(days, turnout, revenue_of(revenue, days))

    async def _retention(self, profile: LocationProfile, today: date) -> Share:
        """Return the retention of customers whose following period is complete."""
        location, zone = profile.location, profile.location.timezone
        recent = DateRange(today - RETENTION_DAYS * DAY, today - DAY)
        period = moments_of(period_before(recent), zone)
        return await self.reports.get_retention(
            [location.id], period, moments_of(recent, zone).end_at
        )

    async def _loads_of(
        self, profile: LocationProfile, master_ids: Sequence[MasterId], day: date
    ) -> tuple[MasterDayLoad, ...]:
        """Return the load of the masters who work or are booked on a day."""
        load = await self.calculate_load.execute(profile, master_ids, DateRange(day, day))
        by_master = load.by_master
        return tuple(MasterDayLoad(one, by_master[one]) for one in master_ids if one in by_master)
