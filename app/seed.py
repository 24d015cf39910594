"""Fill an empty, migrated database with a believable salon: `python -m app.seed --sample`."""

import argparse
import asyncio
import sys

from app.settings.load_settings import load_seed_settings
from app.settings.settings import (
    SeedSettings,
)
from app.startup import ensure_database, load_or_exit
from infra.clock import SystemClock
from infra.db.sample import NotEmptyError, fill_with_sample
from infra.db.session import create_engine


def main() -> None:
    """Fill the database of DATABASE_URL."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", action="store_true", required=True, help="a sample salon")
    parser.parse_args()
    try:
        asyncio.run(seed(load_or_exit(load_seed_settings)))
    except NotEmptyError:
        sys.exit("The database holds a business already; the sample is for empty ones.")


async def seed(settings: SeedSettings) -> None:
    """Write the sample salon; raises `NotEmptyError` if there is a business already."""
    clock = SystemClock(settings.process.clock_file)
    engine = create_engine(settings.database.database_url.get_secret_value())
    try:
        await ensure_database(engine)
        async with engine.begin() as connection:
            await fill_with_sample(connection, clock.now(), settings.business.business_tz)
    finally:
        await engine.dispose()


if __name__ == "__main__":
    main()
