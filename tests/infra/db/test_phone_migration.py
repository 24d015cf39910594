"""Phones that were stored as people wrote them become E.164, and none is lost."""

import asyncio

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from infra.db.migrating import alembic_config

STORED = {
    1: "01701234567",  # of the only location's country
    2: "+4930123456",
    3: "0049 30 123456",  # the same number: the older row keeps it
    4: "89123456789",  # its visits are in Russia
    5: "12345",  # an extension
    6: None,
    7: "+49 170 7654321 ext. 3",  # E.164 has no extensions
    8: "+49 170 7654321 / 030 7654321",
    9: "491707654321",  # valid in Germany as +49491707654321, but not meant so
    10: "89123456780",  # from Russia: no visit says so, and in Germany it has no trunk prefix
    11: "0170 7654321 (mother)",
}
MIGRATED = {
    1: ("+491701234567", None),
    2: ("+4930123456", None),
    3: (None, "0049 30 123456"),
    4: ("+79123456789", None),
    5: (None, "12345"),
    6: (None, None),
    **{number: (None, STORED[number]) for number in range(7, 12)},
}
FURNISH = """
    INSERT INTO locations (name, address, timezone, currency, country, position)
    VALUES ('Berlin', '', 'Europe/Berlin', 'EUR', 'DE', 0),
           ('Moscow', '', 'Europe/Moscow', 'RUB', 'RU', 1)
"""


@pytest.mark.parametrize("again", [False, True])
async def test_phones_are_migrated_there_and_back(empty_database_url: str, *, again: bool) -> None:
    config = alembic_config(empty_database_url)
    await asyncio.to_thread(command.upgrade, config, "0007")
    engine = create_async_engine(empty_database_url)
    async with engine.begin() as connection:
        await connection.execute(text(FURNISH))
        for number, phone in STORED.items():
            await connection.execute(
                text(
                    "INSERT INTO users (display_name, language, phone) VALUES (:name, 'en', :phone)"
                ),
                {"name": str(number), "phone": phone},
            )
        await connection.execute(
            text(
                "INSERT INTO bookings (location_id, client_id, status, source, request_key, note,"
                " price_minor, currency, starts_at, ends_at)"
                " VALUES (2, 4, 'completed', 'client', gen_random_uuid(), '', 1, 'RUB',"
                " now(), now() + interval '1 hour')"
            )
        )
    await asyncio.to_thread(command.upgrade, config, "0008")
    if again:
        await asyncio.to_thread(command.downgrade, config, "0007")
        async with engine.connect() as connection:
            rows = await connection.execute(text("SELECT id, phone FROM users ORDER BY id"))
            phones = {row.id: row.phone for row in rows}
        for number in (3, 5, *range(7, 12)):
            assert phones[number] == STORED[number]
        await asyncio.to_thread(command.upgrade, config, "0008")
    async with engine.connect() as connection:
        rows = await connection.execute(
            text("SELECT id, phone, phone_as_written FROM users ORDER BY id")
        )
        assert {row.id: (row.phone, row.phone_as_written) for row in rows} == MIGRATED
    await engine.dispose()
