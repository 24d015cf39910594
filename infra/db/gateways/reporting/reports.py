from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.catalog.model import Label
from domain.reporting.model import (
    CustomerValue,
    DayRevenue,
    LifetimeValue,
    Pipeline,
    Share,
    Slot,
    Turnout,
)
from domain.shared.ids import LocationId, MasterId
from domain.shared.money import Money
from domain.shared.time import Interval
from infra.db.gateways.reporting.load_query import BOOKED_MINUTES, MASTERS_OF_PERIOD
from infra.db.gateways.reporting.report_queries import (
    CUSTOMER_VALUES,
    LIFETIME_VALUES,
    PIPELINE,
    RETENTION,
    REVENUE_BY_DAY,
    TURNOUT,
)
from infra.db.unit_of_work import SqlaUnitOfWork


class SqlaReportGateway:
    """Figures, calculated by PostgreSQL: one query each."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def get_turnout(self, location_ids: Sequence[LocationId], period: Interval) -> Turnout:
        """Count confirmed visits by outcome."""
        row = (await self._uow.execute(TURNOUT, _of(location_ids, period))).one()
        return Turnout(*row)

    async def get_lifetime_values(
        self, location_ids: Sequence[LocationId], period: Interval
    ) -> tuple[LifetimeValue, ...]:
        """Return the customers and the realized revenue, for each currency."""
        rows = await self._uow.execute(LIFETIME_VALUES, _of(location_ids, period))
        return tuple(
            LifetimeValue(row.customers, Money(int(row.revenue_minor), row.currency))
            for row in rows
        )

    async def list_customer_values(
        self, location_ids: Sequence[LocationId], period: Interval, *, offset: int, limit: int
    ) -> tuple[CustomerValue, ...]:
        """Return the realized revenue of each customer and currency, highest first."""
        parameters = {**_of(location_ids, period), "skipped": offset, "most": limit}
        rows = await self._uow.execute(CUSTOMER_VALUES, parameters)
        return tuple(
            CustomerValue(row.client_id, Money(int(row.revenue_minor), row.currency))
            for row in rows
        )

    async def get_revenue_by_day(
        self, location_ids: Sequence[LocationId], period: Interval, zone: ZoneInfo
    ) -> tuple[DayRevenue, ...]:
        """Return the realized revenue of each local day with revenue, in order."""
        parameters = {**_of(location_ids, period), "zone": zone.key}
        rows = await self._uow.execute(REVENUE_BY_DAY, parameters)
        return tuple(
            DayRevenue(row.day, Money(int(row.revenue_minor), row.currency)) for row in rows
        )

    async def get_retention(
        self, location_ids: Sequence[LocationId], period: Interval, next_until: datetime
    ) -> Share:
        """Return how many customers have another visit in the period or until `next_until`."""
        parameters = {**_of(location_ids, period), "next_until_at": next_until}
        row = (await self._uow.execute(RETENTION, parameters)).one()
        return Share(row.returned, row.customers)

    async def get_pipeline(
        self, location_ids: Sequence[LocationId], now: datetime
    ) -> tuple[Pipeline, ...]:
        """Return the expected revenue of visits that start after `now`, for each currency."""
        parameters = {"location_ids": list(location_ids), "now": now}
        rows = await self._uow.execute(PIPELINE, parameters)
        return tuple(
            Pipeline(
                row.visits,
                Money(int(row.paid_minor), row.currency),
                Money(int(row.unpaid_minor), row.currency),
            )
            for row in rows
        )

    async def get_masters(
        self, location_id: LocationId, period: Interval
    ) -> Mapping[MasterId, Label]:
        """Return active masters, and former ones with visits in the period, ordered by name."""
        parameters = {
            "location_id": location_id,
            "from_at": period.start_at,
            "until_at": period.end_at,
        }
        rows = await self._uow.execute(MASTERS_OF_PERIOD, parameters)
        return {row.id: Label(row.name, row.name_translations) for row in rows}

    async def get_booked_minutes(
        self, master_ids: Sequence[MasterId], period: Interval, zone: ZoneInfo
    ) -> Mapping[Slot, int]:
        """Return the minutes of confirmed visits, including no-shows."""
        parameters = {
            "master_ids": list(master_ids),
            "from_at": period.start_at,
            "until_at": period.end_at,
            "zone": zone.key,
        }
        rows = await self._uow.execute(BOOKED_MINUTES, parameters)
        return {Slot(row.master_id, row.weekday, row.hour): row.minutes for row in rows}


def _of(location_ids: Sequence[LocationId], period: Interval) -> dict[str, object]:
    return {
        "location_ids": list(location_ids),
        "from_at": period.start_at,
        "until_at": period.end_at,
    }
