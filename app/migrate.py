"""Bring the database of DATABASE_URL up to date: `make migrate`."""

import asyncio

from app.settings.load_settings import load_database_settings
from app.startup import ensure_reachable, load_or_exit
from infra.db.migrating import migrate
from infra.db.session import create_engine


def main() -> None:
    """Migrate to the level that this program needs; do nothing if it is already there."""
    settings = load_or_exit(load_database_settings)
    asyncio.run(_migrate(settings.database_url.get_secret_value()))


async def _migrate(url: str) -> None:
    engine = create_engine(url)
    await ensure_reachable(engine)
    await engine.dispose()
    await migrate(url)


if __name__ == "__main__":
    main()
