"""Migration levels: the one this program needs, the one a database has, and upgrades."""

import asyncio
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

MIGRATIONS = Path(__file__).parents[2] / "migrations"


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """The result of a database check; `problem` says why it could not be reached."""

    expected_level: str
    level: str | None = None
    problem: str | None = None

    @property
    def is_reachable(self) -> bool:
        """Whether the database answered."""
        return self.problem is None

    @property
    def is_ready(self) -> bool:
        """Whether the program can work with the database."""
        return self.is_reachable and self.level == self.expected_level


async def check_database(engine: AsyncEngine) -> DatabaseState:
    """Check whether the database answers and its level; does not raise if it is unreachable."""
    expected = expected_level()
    try:
        async with engine.connect() as connection:
            level = await connection.run_sync(_level_of)
    except (SQLAlchemyError, OSError) as error:
        return DatabaseState(expected, problem=f"{type(error).__name__}: {error}")
    return DatabaseState(expected, level)


@cache
def expected_level() -> str:
    """Return the name of the newest migration that comes with this program."""
    (head,) = ScriptDirectory(str(MIGRATIONS)).get_heads()
    return head


async def migrate(url: str, level: str = "head") -> None:
    """Bring the database of a SQLAlchemy URL up to `level`."""
    await asyncio.to_thread(command.upgrade, alembic_config(url), level)


def alembic_config(url: str) -> Config:
    """Return the Alembic configuration for the database of `url`."""
    config = Config(attributes={"url": url})
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _level_of(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
