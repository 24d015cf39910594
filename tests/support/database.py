"""A shop to furnish in a test database, a line for each thing."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from sqlalchemy import Table, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.schedule.model import Hours, PolicySet
from domain.shared.identity import Identity
from domain.shared.ids import BookingId, LocationId, MasterId, ServiceId, UserId
from domain.visit.model import BookingStatus
from infra.db import tables
from infra.db.gateways.schedule.profile import policy_values
from infra.db.rows import hours_values
from tests.support.services import Services, StoppedClock

NOW = datetime(2030, 3, 4, 7, 0, tzinfo=UTC)
"""A Monday, eight in the morning in Berlin."""

NINE_TO_FIVE = Hours(time(9), time(17))

POLICIES = PolicySet(weekday_hours=NINE_TO_FIVE, cancel_lock_minutes=60, reschedule_lock_minutes=60)

_telegram_ids = count(1000)


class DatabaseFactory:
    """Furnishes the database; `services()` opens one more independent connection of an actor."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.clock = StoppedClock(NOW)
        self._services = Services(engine, self.clock)

    def services(self, gateways: Mapping[Any, type] | None = None) -> Services:
        """Return the services as one actor has them: a unit of work of their own.

        `gateways` replaces adapters of ports, such as `{BookingGateway: SlowBookings}`.
        """
        if gateways is not None:
            return Services(self.engine, self.clock, gateways=gateways)
        return self._services.another()

    async def open_location(
        self,
        policies: PolicySet = POLICIES,
        *,
        timezone: str = "Europe/Berlin",
        **columns: object,
    ) -> LocationId:
        """Open a shop in Germany; Monday to Friday, nine to five."""
        values = {"name": "Shop", "currency": "EUR", "country": "DE", **columns}
        location_id = await self.add(tables.locations, timezone=timezone, **values)
        await self.execute(
            insert(tables.policy_sets).values(location_id=location_id, **policy_values(policies))
        )
        await self.add(tables.service_categories, location_id=location_id, name="All")
        return LocationId(location_id)

    async def sell(
        self,
        location_id: LocationId,
        name: str = "Haircut",
        *,
        minutes: int = 60,
        gap: int = 0,
        price_minor: int = 3000,
        **columns: object,
    ) -> ServiceId:
        """Offer a service."""
        categories = tables.service_categories
        category_id = await self.value(
            select(categories.c.id).where(categories.c.location_id == location_id).limit(1)
        )
        service_id = await self.add(
            tables.services,
            location_id=location_id,
            category_id=category_id,
            name=name,
            description="",
            duration_minutes=minutes,
            min_gap_after_minutes=gap,
            price_minor=price_minor,
            **columns,
        )
        return ServiceId(service_id)

    async def hire(
        self,
        location_id: LocationId,
        *service_ids: ServiceId,
        name: str = "Mia",
        default_hours: Hours | None = None,
        working_days: Mapping[int, Hours | None] | None = None,
        **columns: object,
    ) -> MasterId:
        """Hire a master who performs the services."""
        master_id = await self.add(
            tables.masters,
            location_id=location_id,
            name=name,
            about="",
            **hours_values(default_hours, "default_"),
            **columns,
        )
        for weekday, hours in (working_days or {}).items():
            values = {"master_id": master_id, "weekday": weekday, **hours_values(hours)}
            await self.execute(insert(tables.working_days).values(**values))
        for service_id in service_ids:
            await self.teach(MasterId(master_id), service_id)
        return MasterId(master_id)

    async def teach(self, master_id: MasterId, service_id: ServiceId, **columns: int) -> None:
        """Let a master perform a service, perhaps with an own duration and price."""
        masters = tables.masters
        location_id = await self.value(
            select(masters.c.location_id).where(masters.c.id == master_id)
        )
        values = {"location_id": location_id, "master_id": master_id, "service_id": service_id}
        await self.execute(insert(tables.skills).values(**values, **columns))

    async def meet(self, name: str = "Ann", *, is_blocked: bool = False) -> Identity:
        """Register a client."""
        user_id = await self.add(
            tables.users,
            telegram_id=next(_telegram_ids),
            display_name=name,
            language="en",
            is_blocked=is_blocked,
        )
        return Identity(UserId(user_id), is_blocked=is_blocked)

    async def close_day(self, master_id: MasterId, day: date) -> None:
        """Give a master a day off."""
        await self.execute(insert(tables.days_off).values(master_id=master_id, day=day))

    async def block(self, master_id: MasterId, start_at: datetime, end_at: datetime) -> None:
        """Take a stretch of time away from a master."""
        await self.add(tables.time_blocks, master_id=master_id, start_at=start_at, end_at=end_at)

    async def change(self, table: Table, row_id: int, **columns: object) -> None:
        """Change a row behind the program's back."""
        await self.execute(update(table).where(table.c.id == row_id).values(**columns))

    async def change_policies(self, location_id: LocationId, **fields: Any) -> None:
        """Change rules behind the program's back."""
        values = policy_values(replace(POLICIES, **fields))
        rules = tables.policy_sets
        await self.execute(update(rules).where(rules.c.location_id == location_id).values(**values))

    async def turn_into_hold(self, booking_id: BookingId, expires_at: datetime) -> None:
        """Make a visit wait for money, as one for which a deposit is asked would."""
        await self.change(
            tables.bookings, booking_id, status=BookingStatus.PENDING, hold_expires_at=expires_at
        )

    async def until_somebody_waits(self, waiters: int = 1) -> None:
        """Return when that many connections wait for a lock."""
        waiting = text(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        while await self.value(waiting) < waiters:  # noqa: ASYNC110 - the database tells nobody
            await asyncio.sleep(0.01)

    async def add(self, table: Table, **columns: object) -> int:
        """Insert a row and return its id."""
        return int(await self.value(insert(table).values(**columns).returning(table.c.id)))

    async def value(self, statement: Any) -> Any:
        """Run a statement on a connection of its own and return the first value."""
        async with self.engine.begin() as connection:
            return await connection.scalar(statement)

    async def rows(self, statement: Any) -> Sequence[Any]:
        """Run a query on a connection of its own and return its rows."""
        async with self.engine.connect() as connection:
            return (await connection.execute(statement)).all()

    async def execute(self, statement: Any) -> None:
        """Run a statement in a transaction of its own."""
        async with self.engine.begin() as connection:
            await connection.execute(statement)


def at(hour: int, minute: int = 0, *, day: int = 0) -> datetime:
    """Return a time of Monday (`day` 0), Tuesday (1) ... of the tests' week, in Berlin (CET)."""
    return datetime(2030, 3, 4, hour - 1, minute, tzinfo=UTC) + timedelta(days=day)
