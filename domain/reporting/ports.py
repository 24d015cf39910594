from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from domain.catalog.model import Label
from domain.reporting.due import DigestPlan
from domain.reporting.model import (
    CustomerValue,
    DayRevenue,
    LifetimeValue,
    Pipeline,
    Share,
    Slot,
    Turnout,
)
from domain.reporting.pictures import DigestPicture, WeekPicture
from domain.shared.ids import LocationId, MasterId
from domain.shared.time import Interval


class ReportGateway(Protocol):
    """Reads figures by indexes: the cost of a query depends only on its period.

    A visit belongs to the period, and to the local day, in which it starts.
    """

    async def get_turnout(self, location_ids: Sequence[LocationId], period: Interval) -> Turnout:
        """Count the outcomes of the confirmed visits.

        A cancellation is late by the location's current lock window. Cancelling in reply to an
        offer of another time is never late.
        """
        ...

    async def get_lifetime_values(
        self, location_ids: Sequence[LocationId], period: Interval
    ) -> tuple[LifetimeValue, ...]:
        """Return the customers and the realized revenue, for each currency."""
        ...

    async def list_customer_values(
        self, location_ids: Sequence[LocationId], period: Interval, *, offset: int, limit: int
    ) -> tuple[CustomerValue, ...]:
        """Return the realized revenue of each customer and currency, highest first."""
        ...

    async def get_revenue_by_day(
        self, location_ids: Sequence[LocationId], period: Interval, zone: ZoneInfo
    ) -> tuple[DayRevenue, ...]:
        """Return the realized revenue of the local days that have any, in order."""
        ...

    async def get_retention(
        self, location_ids: Sequence[LocationId], period: Interval, next_until: datetime
    ) -> Share:
        """Return how many customers have another visit in the period or until `next_until`.

        Only completed and undecided visits count, both for the first and for the other one.
        """
        ...

    async def get_pipeline(
        self, location_ids: Sequence[LocationId], now: datetime
    ) -> tuple[Pipeline, ...]:
        """Return the value of the visits that start after `now`, for each currency."""
        ...

    async def get_masters(
        self, location_id: LocationId, period: Interval
    ) -> Mapping[MasterId, Label]:
        """Return the names of active masters, and of former ones with visits in the period."""
        ...

    async def get_booked_minutes(
        self, master_ids: Sequence[MasterId], period: Interval, zone: ZoneInfo
    ) -> Mapping[Slot, int]:
        """Return the minutes of confirmed visits, no-shows included."""
        ...


class DigestGateway(Protocol):
    """Reads the plans of digests and records the last ones; never commits."""

    async def list_plans(self) -> tuple[DigestPlan, ...]:
        """Return the plans of the active locations that want digests and have masters."""
        ...

    async def claim(self, location_id: LocationId, day: date) -> bool:
        """Record that the digests of `day` are queued; return whether this caller was the first."""
        ...


class Painter(Protocol):
    """Draws PNG pictures without blocking other tasks."""

    async def paint_digest(self, picture: DigestPicture) -> bytes:
        """Draw the load and the revenue."""
        ...

    async def paint_week(self, picture: WeekPicture) -> bytes:
        """Draw the week of a master."""
        ...
