"""What every process asks before it begins; each "no" is a readable text and an exit code."""

import sys
from typing import NoReturn

from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from app.settings import BadSettingsError, Settings, load_settings
from infra.db.migrating import check_database

EXIT_BAD_SETTINGS = 2
EXIT_NO_DATABASE = 3


def load_settings_or_exit() -> Settings:
    """Return the settings, or end the process with a list of all that is wrong."""
    try:
        return load_settings()
    except BadSettingsError as error:
        lines = "\n".join(f"  - {problem}" for problem in error.problems)
        _exit(
            EXIT_BAD_SETTINGS,
            f"These settings are wrong or missing:\n{lines}\n"
            "They come from the environment or from a file .env; .env.example explains each.",
        )


async def ensure_database(engine: AsyncEngine) -> None:
    """Return if the program can work with the database, or end the process and say what to do."""
    state = await check_database(engine)
    if state.is_ready:
        return
    address = make_url(str(engine.url)).set(password=None).render_as_string()
    if not state.is_reachable:
        _exit(
            EXIT_NO_DATABASE,
            f"No database at {address} (DATABASE_URL): {state.problem}\n"
            "Start PostgreSQL 15 or newer there, or correct DATABASE_URL.",
        )
    _exit(
        EXIT_NO_DATABASE,
        f"The database at {address} is at level {state.level or 'none'},"
        f" this program needs {state.expected_level}.\nRun `make migrate`.",
    )


def _exit(code: int, text: str) -> NoReturn:
    print(text, file=sys.stderr)  # noqa: T201 - said to whoever starts the process, not logged
    sys.exit(code)
