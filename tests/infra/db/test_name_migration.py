"""Stored names become searchable by their foldings, and shared phones survive both ways."""

import asyncio

from alembic import command
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from domain.shared.folding import search_text
from infra.db.migrating import alembic_config

NAMES = {1: "Müller", 2: "\u202eAnn", 3: "\u3164", 4: "Алёна"}
CLEANED = {1: "Müller", 2: "Ann", 3: "#3", 4: "Алёна"}
MORE_THAN_A_BATCH = 1001


async def test_names_are_filled_and_phones_may_be_shared(empty_database_url: str) -> None:
    config = alembic_config(empty_database_url)
    await asyncio.to_thread(command.upgrade, config, "0008")
    engine = create_async_engine(empty_database_url)
    async with engine.begin() as connection:
        for name in NAMES.values():
            await connection.execute(
                text("INSERT INTO users (display_name, language) VALUES (:name, 'en')"),
                {"name": name},
            )
        await connection.execute(
            text(
                "INSERT INTO users (display_name, language)"
                " SELECT 'Ö' || n, 'en' FROM generate_series(1, :many) AS n"
            ),
            {"many": MORE_THAN_A_BATCH},
        )
    await asyncio.to_thread(command.upgrade, config, "0010")
    async with engine.begin() as connection:
        rows = (await connection.execute(text("SELECT * FROM users ORDER BY id"))).all()
        assert {row.id: row.display_name for row in rows[:4]} == CLEANED
        assert all(row.search_name == search_text(row.display_name) for row in rows)
        assert rows[-1].search_name == f"o{MORE_THAN_A_BATCH}\noe{MORE_THAN_A_BATCH}"
        await connection.execute(text("UPDATE users SET phone = '+491701234567' WHERE id < 3"))
    await asyncio.to_thread(command.downgrade, config, "0008")
    async with engine.connect() as connection:
        assert await _phones(connection) == [("+491701234567", None), (None, "+491701234567")]
    await engine.dispose()


async def _phones(connection: AsyncConnection) -> list[tuple[str | None, str | None]]:
    query = "SELECT phone, phone_as_written FROM users WHERE id < 3 ORDER BY id"
    return [(row.phone, row.phone_as_written) for row in await connection.execute(text(query))]
