from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import Table, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.booking.model import BookingSource
from domain.catalog.model import Label, Location
from domain.schedule.model import LocationProfile, MasterSchedule, PolicySet
from domain.schedule.working_hours import shift_on
from domain.shared.ids import LocationId, MasterId
from infra.db import tables
from infra.db.sample.salon import CATEGORIES, CLIENTS, MASTERS, SERVICES, SampleMaster
from infra.db.sample.visits import Offer, SampleVisit, days_around, visits_of_shift

LOCATION = {
    "name": "Salon Aurora",
    "address": "Lindenstraße 12, 10969 Berlin",
    "currency": "EUR",
    "country": "DE",
    "subdivision": "BE",
}
STEP_MINUTES = 15


class NotEmptyError(Exception):
    """The database holds a location already: the sample is for empty ones."""


async def fill_with_sample(connection: AsyncConnection, now: datetime, timezone: ZoneInfo) -> None:
    """Write the sample salon into an empty, migrated database; the caller commits.

    Raises:
        NotEmptyError: there is a location already.
    """
    if await connection.scalar(select(tables.locations.c.id).limit(1)) is not None:
        raise NotEmptyError
    location_id = await _add(connection, tables.locations, **LOCATION, timezone=timezone.key)
    policies = PolicySet(step_minutes=STEP_MINUTES)
    await connection.execute(
        insert(tables.policy_sets).values(location_id=location_id, step_minutes=STEP_MINUTES)
    )
    profile = LocationProfile(_location(LocationId(location_id), timezone), policies)
    service_ids = await _services(connection, location_id)
    clients = [
        await _add(connection, tables.users, display_name=name, language="en") for name in CLIENTS
    ]
    random = Random(now.date().toordinal())  # noqa: S311 - the same sample for the same day
    for number, master in enumerate(MASTERS):
        master_id = await _master(connection, location_id, number, master, service_ids)
        day_off = now.date() + timedelta(days=9 + number)
        await connection.execute(insert(tables.days_off).values(master_id=master_id, day=day_off))
        visits = _visits(MasterId(master_id), master, profile, service_ids, now, random)
        kept = [visit for visit in visits if visit.start_at.date() != day_off]
        await _write_visits(connection, location_id, master_id, clients, kept)


def _location(location_id: LocationId, timezone: ZoneInfo) -> Location:
    return Location(
        location_id,
        Label(LOCATION["name"]),
        LOCATION["address"],
        timezone,
        LOCATION["currency"],
        LOCATION["country"],
        LOCATION["subdivision"],
    )


async def _services(connection: AsyncConnection, location_id: int) -> dict[str, int]:
    category_ids = [
        await _add(
            connection, tables.service_categories, location_id=location_id, position=n, **words
        )
        for n, words in enumerate(CATEGORIES)
    ]
    return {
        service.key: await _add(
            connection,
            tables.services,
            location_id=location_id,
            category_id=category_ids[service.category],
            position=number,
            name=service.name,
            name_translations={"de": service.de[0], "ru": service.ru[0]},
            description=service.description,
            description_translations={"de": service.de[1], "ru": service.ru[1]},
            duration_minutes=service.duration_minutes,
            min_gap_after_minutes=service.min_gap_after_minutes,
            price_minor=service.price_minor,
        )
        for number, service in enumerate(SERVICES)
    }


async def _master(
    connection: AsyncConnection,
    location_id: int,
    number: int,
    master: SampleMaster,
    service_ids: dict[str, int],
) -> int:
    master_id = await _add(
        connection,
        tables.masters,
        location_id=location_id,
        position=number,
        name=master.name,
        name_translations={"ru": master.ru},
        about=master.about,
        about_translations={"de": master.about_de, "ru": master.about_ru},
        buffer_between_minutes=master.buffer_between_minutes,
        works_on_holidays=master.works_on_holidays,
    )
    skills = [
        {
            "master_id": master_id,
            "service_id": service_ids[key],
            "duration_minutes": minutes,
            "price_minor": price,
        }
        for key, (minutes, price) in master.skills.items()
    ]
    await connection.execute(insert(tables.skills), skills)
    await connection.execute(insert(tables.working_days), list(_working_days(master_id, master)))
    return master_id


def _working_days(master_id: int, master: SampleMaster) -> Iterable[dict[str, Any]]:
    for weekday in range(7):
        hours = master.hours.get(weekday)
        yield {
            "master_id": master_id,
            "weekday": weekday,
            "work_start": hours and hours.start,
            "work_end": hours and hours.end,
            "break_start": hours and hours.break_start,
            "break_end": hours and hours.break_end,
        }


def _visits(
    master_id: MasterId,
    master: SampleMaster,
    profile: LocationProfile,
    service_ids: dict[str, int],
    now: datetime,
    random: Random,
) -> Iterable[SampleVisit]:
    schedule = MasterSchedule(
        master_id,
        {weekday: master.hours.get(weekday) for weekday in range(7)},
        works_on_holidays=master.works_on_holidays,
    )
    offers = list(_offers(master, service_ids))
    for day in days_around(now.date()):
        shift = shift_on(schedule, profile, day)
        if shift is not None:
            yield from visits_of_shift(shift, offers, len(CLIENTS), now, random)


def _offers(master: SampleMaster, service_ids: dict[str, int]) -> Iterable[Offer]:
    by_key = {service.key: service for service in SERVICES}
    for key, (minutes, price) in master.skills.items():
        service = by_key[key]
        duration = timedelta(minutes=minutes or service.duration_minutes)
        rest = max(service.min_gap_after_minutes, master.buffer_between_minutes or 0)
        blocked = duration + timedelta(minutes=rest)
        yield Offer(service_ids[key], duration, blocked, price or service.price_minor)


async def _write_visits(
    connection: AsyncConnection,
    location_id: int,
    master_id: int,
    clients: list[int],
    visits: list[SampleVisit],
) -> None:
    for visit in visits:
        booking_id = await _add(
            connection,
            tables.bookings,
            location_id=location_id,
            client_id=clients[visit.client],
            status=visit.status,
            source=BookingSource.CLIENT,
            request_key=uuid4(),
            price_minor=visit.price_minor,
            currency=LOCATION["currency"],
            starts_at=visit.start_at,
            ends_at=visit.end_at,
        )
        await connection.execute(
            insert(tables.booking_items).values(
                booking_id=booking_id,
                position=0,
                status=visit.status,
                service_id=visit.service_id,
                master_id=master_id,
                lane=0,
                start_at=visit.start_at,
                end_at=visit.end_at,
                blocked_until=visit.blocked_until,
                price_minor=visit.price_minor,
            )
        )


async def _add(connection: AsyncConnection, table: Table, **values: object) -> int:
    """Insert a row and return its id."""
    found = await connection.execute(insert(table).values(**values).returning(table.c.id))
    return int(found.scalar_one())
