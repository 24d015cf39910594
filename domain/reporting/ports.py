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
    """Reads figures, by indexes: what a period costs depends on that period alone.

    A visit belongs to the period, and to the local day, in which it starts.
    """

    async def get_turnout(self, location_ids: Sequence[LocationId], period: Interval) -> Turnout:
        """Count what became of the confirmed visits.

        A cancellation is late by the location's present lock window. Who cancels instead of
        taking another time that was offered is never late.
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
        """Return the realized revenue of those local days that have any, in their order."""
        ...

    async def get_retention(
        self, location_ids: Sequence[LocationId], period: Interval, next_until: datetime
    ) -> Share:
        """Return how many customers have another visit in the period or until `next_until`.

        A customer has a visit in the period that was completed, or stands; so is the other one.
        """
        ...

    async def get_pipeline(
        self, location_ids: Sequence[LocationId], now: datetime
    ) -> tuple[Pipeline, ...]:
        """Return what the visits that start later than `now` bring, for each currency."""
        ...

    async def get_masters(
        self, location_id: LocationId, period: Interval
    ) -> Mapping[MasterId, Label]:
        """Return by name who works there, and who no longer does but had visits in the period."""
        ...

    async def get_booked_minutes(
        self, master_ids: Sequence[MasterId], period: Interval, zone: ZoneInfo
    ) -> Mapping[Slot, int]:
        """Return the minutes of confirmed visits, whether the clients came or not."""
        ...


class DigestGateway(Protocol):
    """Knows when digests are wanted, and which was the last; never commits."""

    async def list_plans(self) -> tuple[DigestPlan, ...]:
        """Return the plans of the active locations that want digests and have masters."""
        ...

    async def claim(self, location_id: LocationId, day: date) -> bool:
        """Note that the digests of `day` are told; return whether nobody had noted it before."""
        ...


class Painter(Protocol):
    """Draws pictures, in PNG, without holding up anything else."""

    async def paint_digest(self, picture: DigestPicture) -> bytes:
        """Draw the load and the revenue."""
        ...

    async def paint_week(self, picture: WeekPicture) -> bytes:
        """Draw the week of a master."""
        ...
