"""A salon of any size: every master works nine hours a day and is two thirds booked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg

from bench.kit.servers import connected
from domain.shared.ids import LocationId, MasterId, ServiceId, UserId
from domain.visit.model import BookingSource, BookingStatus

ZONE = ZoneInfo("Europe/Berlin")
OPENS, BREAK, CLOSES = time(9), time(13), time(18)
BREAK_ENDS = time(13, 30)
VISITS_A_DAY = 8
VISIT_MINUTES = (30, 30, 45, 60)
STEP_MINUTES = 15
SERVICES = (("Cut", 45, 5), ("Colour", 30, 0))
"""Name, minutes, minutes of gap."""
PRICE_MINOR = 3000
CLIENTS = 1000

BOOKING_COLUMNS = (
    *("id", "location_id", "client_id", "status", "source"),
    *("request_key", "price_minor", "currency", "starts_at", "ends_at"),
)
ITEM_COLUMNS = (
    *("booking_id", "position", "status", "service_id", "master_id", "lane"),
    *("start_at", "end_at", "blocked_until", "price_minor"),
)


@dataclass(frozen=True, slots=True)
class Salon:
    """A salon in the database."""

    location_id: LocationId
    service_ids: tuple[ServiceId, ...]
    master_ids: tuple[MasterId, ...]
    client_ids: tuple[UserId, ...]
    visits: int


async def furnish(
    url: str, *, masters: int, coming_days: int, past_days: int = 0, horizon_days: int | None = None
) -> Salon:
    """Add a salon to a database, booked for the coming days, with optional past visits.

    Clients can book `horizon_days` ahead, by default as many days as are booked. Salons in one
    database share only the clients.
    """
    today = datetime.now(ZONE).date()
    days = [today + timedelta(days=n) for n in range(-past_days, coming_days + 1) if n]
    async with connected(url) as connection, connection.transaction():
        location_id = await _add_location(connection, horizon_days or coming_days)
        service_ids = tuple(
            [await _add_service(connection, location_id, *words) for words in SERVICES]
        )
        master_ids = await _add_masters(connection, location_id, masters)
        client_ids = await _add_clients(connection)
        first_id = 1 + await connection.fetchval("SELECT coalesce(max(id), 0) FROM bookings")
        salon = Salon(
            location_id, service_ids, master_ids, client_ids, masters * len(days) * VISITS_A_DAY
        )
        await _add_visits(connection, salon, days, first_id)
    async with connected(url) as connection:
        await connection.execute("VACUUM ANALYZE")
    return salon


async def set_horizon(url: str, salon: Salon, days: int) -> None:
    """Let clients book `days` ahead; the caller must drop the profile cached in Redis."""
    query = "UPDATE policy_sets SET max_advance_days = $1 WHERE location_id = $2"
    async with connected(url) as connection:
        await connection.execute(query, days, salon.location_id)


async def _add_location(connection: asyncpg.Connection, horizon_days: int) -> LocationId:
    location_id: LocationId = await connection.fetchval(
        "INSERT INTO locations (name, timezone, currency, country, subdivision)"
        " VALUES ('Salon ' || (SELECT count(*) + 1 FROM locations), $1, 'EUR', 'DE', 'BE')"
        " RETURNING id",
        ZONE.key,
    )
    await connection.execute(
        "INSERT INTO policy_sets (location_id, step_minutes, max_advance_days) VALUES ($1, $2, $3)",
        *(location_id, STEP_MINUTES, horizon_days),
    )
    await connection.execute(
        "INSERT INTO service_categories (location_id, name) VALUES ($1, 'Hair')", location_id
    )
    return location_id


async def _add_service(
    connection: asyncpg.Connection, location_id: LocationId, name: str, minutes: int, gap: int
) -> ServiceId:
    service_id: ServiceId = await connection.fetchval(
        "INSERT INTO services (location_id, category_id, name, description, duration_minutes,"
        " min_gap_after_minutes, price_minor)"
        " SELECT $1, id, $2, '', $3, $4, $5 FROM service_categories WHERE location_id = $1"
        " RETURNING id",
        *(location_id, name, minutes, gap, PRICE_MINOR),
    )
    return service_id


async def _add_masters(
    connection: asyncpg.Connection, location_id: LocationId, masters: int
) -> tuple[MasterId, ...]:
    rows = await connection.fetch(
        "INSERT INTO masters (location_id, name, about, works_on_holidays)"
        " SELECT $1, 'Master ' || n, '', true FROM generate_series(1, $2::integer) AS n"
        " RETURNING id",
        *(location_id, masters),
    )
    master_ids = [row["id"] for row in rows]
    await connection.execute(
        "INSERT INTO working_days"
        " (master_id, weekday, work_start, work_end, break_start, break_end)"
        " SELECT id, weekday, $2, $3, $4, $5"
        " FROM unnest($1::integer[]) AS id, generate_series(0, 6) AS weekday",
        *(master_ids, OPENS, CLOSES, BREAK, BREAK_ENDS),
    )
    await connection.execute(
        "INSERT INTO skills (location_id, service_id, master_id)"
        " SELECT location_id, services.id, master_id"
        " FROM services, unnest($1::integer[]) AS master_id"
        " WHERE location_id = $2",
        *(master_ids, location_id),
    )
    return tuple(master_ids)


async def _add_clients(connection: asyncpg.Connection) -> tuple[UserId, ...]:
    await connection.execute(
        "INSERT INTO users (telegram_id, display_name, language)"
        " SELECT n, 'Client ' || n, 'en' FROM generate_series(1, $1::integer) AS n"
        " ON CONFLICT DO NOTHING",
        CLIENTS,
    )
    rows = await connection.fetch("SELECT id FROM users WHERE telegram_id <= $1", CLIENTS)
    return tuple(row["id"] for row in rows)


async def _add_visits(
    connection: asyncpg.Connection, salon: Salon, days: list[date], first_id: int
) -> None:
    """Copy visits into both tables; references are valid, so checks are off."""
    await connection.execute("SET LOCAL session_replication_role = replica")
    await connection.copy_records_to_table(
        "bookings",
        columns=BOOKING_COLUMNS,
        records=(
            (
                *(number, salon.location_id, visit.client_id, visit.status, BookingSource.CLIENT),
                *(UUID(int=number), PRICE_MINOR, "EUR", visit.start_at, visit.end_at),
            )
            for number, visit in zip(count(first_id), _visits(salon, days), strict=False)
        ),
    )
    await connection.copy_records_to_table(
        "booking_items",
        columns=ITEM_COLUMNS,
        records=(
            (
                *(number, 0, visit.status, salon.service_ids[0], visit.master_id, 0),
                *(visit.start_at, visit.end_at, visit.end_at, PRICE_MINOR),
            )
            for number, visit in zip(count(first_id), _visits(salon, days), strict=False)
        ),
    )
    await connection.execute(
        "SELECT setval(pg_get_serial_sequence('bookings', 'id'), max(id)) FROM bookings"
    )


@dataclass(frozen=True, slots=True)
class _Visit:
    master_id: MasterId
    client_id: UserId
    status: BookingStatus
    start_at: datetime
    end_at: datetime


def _visits(salon: Salon, days: list[date]) -> Iterator[_Visit]:
    """Yield random visits without overlaps, the same on every call."""
    random = Random(1)
    today = datetime.now(ZONE).date()
    for day in days:
        status = BookingStatus.COMPLETED if day < today else BookingStatus.CONFIRMED
        opens_at = datetime.combine(day, OPENS, ZONE).astimezone(UTC)
        for master_id in salon.master_ids:
            for start_at, end_at in _stretches(opens_at, random):
                yield _Visit(master_id, random.choice(salon.client_ids), status, start_at, end_at)


def _stretches(opens_at: datetime, random: Random) -> Iterator[tuple[datetime, datetime]]:
    lengths = random.choices(VISIT_MINUTES, k=VISITS_A_DAY)
    work_minutes = (CLOSES.hour - OPENS.hour) * 60
    rests = sorted(
        random.randrange(0, work_minutes - sum(lengths) + 1, STEP_MINUTES) for _ in lengths
    )
    taken = 0
    for length, rest in zip(lengths, rests, strict=True):
        start_at = opens_at + timedelta(minutes=rest + taken)
        taken += length
        yield start_at, start_at + timedelta(minutes=length)
