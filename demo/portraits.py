"""Pictures for the masters of the sample salon, which has none: a file id is of one bot alone."""

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from demo.simulator import Simulator

PICTURES = Path(__file__).parent / "pictures"

_HANG = text("UPDATE masters SET photo = :photo WHERE lower(name) = :name")


async def hang_portraits(simulator: Simulator, database_url: str) -> None:
    """Let the bot know a picture of each master: the file named like him or her."""
    paths = sorted(PICTURES.glob("*.png"))
    photos = [
        {"name": path.stem, "photo": simulator.add_file(path.read_bytes(), path.name)}
        for path in paths
    ]
    engine = create_async_engine(database_url)
    async with engine.begin() as connection:
        await connection.execute(_HANG, photos)
    await engine.dispose()
