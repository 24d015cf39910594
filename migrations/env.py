"""How alembic reaches the database: `DATABASE_URL`, unless the caller hands over a URL."""

import asyncio
import os

from alembic import context
from sqlalchemy import Connection, pool
from sqlalchemy.ext.asyncio import create_async_engine

from infra.db.tables import metadata


def database_url() -> str:
    url = context.config.attributes.get("url") or os.environ.get("DATABASE_URL")
    if not isinstance(url, str) or not url:
        raise SystemExit("DATABASE_URL is not set: say which database to migrate")
    return url


def run_migrations(connection: Connection | None = None) -> None:
    """Run in one transaction on the connection; without one print the SQL instead."""
    if connection is None:
        context.configure(dialect_name="postgresql", target_metadata=metadata, literal_binds=True)
    else:
        context.configure(connection=connection, target_metadata=metadata)
    with context.begin_transaction():
        context.run_migrations()


async def migrate_database() -> None:
    engine = create_async_engine(database_url(), poolclass=pool.NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(run_migrations)
    await engine.dispose()


if context.is_offline_mode():
    run_migrations()
else:
    asyncio.run(migrate_database())
