"""How alembic reaches the database: by our own settings, unless the caller hands over a URL."""

import asyncio

from alembic import context
from sqlalchemy import Connection, pool
from sqlalchemy.ext.asyncio import create_async_engine

from app.settings.load_settings import load_database_settings
from app.startup import load_or_exit
from infra.db.tables import metadata


def database_url() -> str:
    url = context.config.attributes.get("url")
    if url is None:
        return load_or_exit(load_database_settings).database_url.get_secret_value()
    return str(url)


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
