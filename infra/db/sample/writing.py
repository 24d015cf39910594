"""Writes the rows of the sample salon."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import uuid4

from sqlalchemy import Table, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.catalog.model import Location
from domain.shared.ids import MasterId
from domain.visit.model import BookingSource
from infra.db import tables
from infra.db.rows import deposit_values, hours_values
from infra.db.sample.salon import CATEGORIES, SERVICES, SampleMaster
from infra.db.sample.visits import SampleVisit


async def add(connection: AsyncConnection, table: Table, **values: object) -> int:
    """Insert a row and return its id."""
    found = await connection.execute(insert(table).values(**values).returning(table.c.id))
    return int(found.scalar_one())


async def write_services(connection: AsyncConnection, location: Location) -> dict[str, int]:
    """Write the services and return their ids by key."""
    categories = tables.service_categories
    category_ids = [
        await add(connection, categories, location_id=location.id, position=number, **words)
        for number, words in enumerate(CATEGORIES)
    ]
    return {
        service.key: await add(
            connection,
            tables.services,
            location_id=location.id,
            category_id=category_ids[service.category],
            position=number,
            name=service.name,
            name_translations={"de": service.de[0], "ru": service.ru[0]},
            description=service.description,
            description_translations={"de": service.de[1], "ru": service.ru[1]},
            duration_minutes=service.duration_minutes,
            min_gap_after_minutes=service.min_gap_after_minutes,
            price_minor=service.price_minor,
            **deposit_values(service.deposit),
        )
        for number, service in enumerate(SERVICES)
    }


async def write_master(
    connection: AsyncConnection,
    location: Location,
    position: int,
    master: SampleMaster,
    service_ids: Mapping[str, int],
) -> MasterId:
    """Write a master with hours and skills."""
    master_id = await add(
        connection,
        tables.masters,
        location_id=location.id,
        position=position,
        name=master.name,
        name_translations={"ru": master.ru},
        about=master.about,
        about_translations={"de": master.about_de, "ru": master.about_ru},
        buffer_between_minutes=master.buffer_between_minutes,
        works_on_holidays=master.works_on_holidays,
    )
    skills = [
        {
            "location_id": location.id,
            "service_id": service_ids[key],
            "master_id": master_id,
            "duration_minutes": minutes,
            "price_minor": price,
        }
        for key, (minutes, price) in master.skills.items()
    ]
    working_days = [
        {"master_id": master_id, "weekday": weekday, **hours_values(master.hours.get(weekday))}
        for weekday in range(7)
    ]
    await connection.execute(insert(tables.skills), skills)
    await connection.execute(insert(tables.working_days), working_days)
    return MasterId(master_id)


async def write_visits(
    connection: AsyncConnection,
    location: Location,
    master_id: MasterId,
    client_ids: Sequence[int],
    visits: Iterable[SampleVisit],
) -> None:
    """Write visits of one master."""
    for visit in visits:
        booking_id = await add(
            connection,
            tables.bookings,
            location_id=location.id,
            client_id=client_ids[visit.client],
            status=visit.status,
            source=BookingSource.CLIENT,
            request_key=uuid4(),
            price_minor=visit.price_minor,
            currency=location.currency,
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
