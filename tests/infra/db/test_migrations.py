import asyncio
from collections.abc import Set as AbstractSet

from alembic import command
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from infra.db.migrating import alembic_config, check_database, expected_level, migrate
from infra.db.tables import LANE_IS_FREE, metadata

# Everything that PostgreSQL knows about our tables, as it would print it.
DESCRIPTION = """
    SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL
    SELECT format('%s.%s %s %s %s %s', table_name, column_name, data_type, is_nullable,
                  column_default, is_identity)
    FROM information_schema.columns WHERE table_schema = 'public'
"""


async def describe(url: str) -> AbstractSet[str]:
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        lines = await lines_of(connection)
    await engine.dispose()
    return lines


async def lines_of(connection: AsyncConnection) -> AbstractSet[str]:
    found = await connection.scalars(text(DESCRIPTION))
    return {line for line in found if "alembic_version" not in line}


async def test_migrations_and_tables_describe_the_same_database(
    database_url: str, empty_database_url: str
) -> None:
    engine = create_async_engine(empty_database_url)
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    await engine.dispose()

    migrated = await describe(database_url)

    assert migrated == await describe(empty_database_url)
    assert any(LANE_IS_FREE in line and "EXCLUDE USING gist" in line for line in migrated)


async def test_alembic_sees_nothing_left_to_migrate(database_url: str) -> None:
    await asyncio.to_thread(command.check, alembic_config(database_url))


async def test_every_migration_goes_up_down_and_up_again(empty_database_url: str) -> None:
    await migrate(empty_database_url)
    first = await describe(empty_database_url)

    await asyncio.to_thread(command.downgrade, alembic_config(empty_database_url), "base")
    assert await describe(empty_database_url) == set()

    await migrate(empty_database_url)
    assert await describe(empty_database_url) == first


async def test_who_had_a_digest_of_days_or_of_weeks_keeps_it_upwards_and_downwards(
    empty_database_url: str,
) -> None:
    engine = create_async_engine(empty_database_url)

    async def plans(query: str) -> list[tuple[object, ...]]:
        async with engine.begin() as connection:
            return sorted(tuple(row) for row in await connection.execute(text(query)))

    await migrate(empty_database_url, "0005")
    async with engine.begin() as connection:
        await connection.execute(
            text(
                "INSERT INTO locations (name, timezone, currency, country)"
                " SELECT 'Shop', 'UTC', 'EUR', 'DE' FROM generate_series(1, 2)"
            )
        )
        await connection.execute(
            text(
                "INSERT INTO policy_sets (location_id, digest_weekday)"
                " SELECT id, CASE WHEN id % 2 = 0 THEN 3 END FROM locations"
            )
        )
    await migrate(empty_database_url)
    chosen = "SELECT location_id, digest_is_daily, digest_weekday FROM policy_sets"
    assert await plans(chosen) == [(1, True, 0), (2, False, 3)]

    await asyncio.to_thread(command.downgrade, alembic_config(empty_database_url), "0005")
    chosen = "SELECT location_id, digest_weekday FROM policy_sets"
    assert await plans(chosen) == [(1, None), (2, 3)]
    await engine.dispose()


async def test_a_look_at_the_database_tells_its_level(
    database_url: str, empty_database_url: str
) -> None:
    migrated, empty = (create_async_engine(url) for url in (database_url, empty_database_url))

    assert (await check_database(migrated)).is_ready
    state = await check_database(empty)
    assert state.is_reachable
    assert not state.is_ready
    assert (state.level, state.expected_level) == (None, expected_level())

    await migrated.dispose()
    await empty.dispose()


async def test_a_look_at_a_database_that_is_not_there_tells_why() -> None:
    engine = create_async_engine("postgresql+asyncpg://nobody@/nothing?host=/no/such/folder")

    state = await check_database(engine)

    assert not state.is_reachable
    assert state.problem
    await engine.dispose()
