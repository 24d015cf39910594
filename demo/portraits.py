"""Pictures for the masters of the sample salon. The sample has none: file ids belong to one bot."""

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from demo.simulator import Simulator

PICTURES = Path(__file__).parent / "pictures"

_SET_PHOTO = text("UPDATE masters SET photo = :photo WHERE lower(name) = :name")


async def hang_portraits(simulator: Simulator, database_url: str) -> None:
    """Add a picture of each master to the bot: the file with the master's name."""
    paths = sorted(PICTURES.glob("*.png"))
    photos = [
        {"name": path.stem, "photo": simulator.add_file(path.read_bytes(), path.name)}
        for path in paths
    ]
    engine = create_async_engine(database_url)
    async with engine.begin() as connection:
        await connection.execute(_SET_PHOTO, photos)
    await engine.dispose()
