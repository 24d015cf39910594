"""Checks that every process makes at start; a failure is a readable text and an exit code."""

import sys
from collections.abc import Callable
from typing import NoReturn, TypeVar

from sqlalchemy.ext.asyncio import AsyncEngine

from app.settings.load_settings import BadSettingsError
from infra.db.migrating import DatabaseState, check_database

EXIT_BAD_SETTINGS = 2
EXIT_NO_DATABASE = 3
EXIT_NO_TELEGRAM = 4

SettingsT = TypeVar("SettingsT")


def load_or_exit(load: Callable[[], SettingsT]) -> SettingsT:
    """Return what `load` returns, or exit with a list of all problems."""
    try:
        return load()
    except BadSettingsError as error:
        lines = "\n".join(f"  - {problem}" for problem in error.problems)
        _exit(
            EXIT_BAD_SETTINGS,
            f"These settings are wrong or missing:\n{lines}\n"
            "They come from the environment or from a file .env; .env.example explains each.",
        )


async def ensure_database(engine: AsyncEngine) -> None:
    """Return if the program can work with the database, or exit and print what to do."""
    state = await ensure_reachable(engine)
    if not state.is_ready:
        _exit(
            EXIT_NO_DATABASE,
            f"The database at {address_of(engine)} is at level {state.level or 'none'},"
            f" this program needs {state.expected_level}.\nRun `make migrate`.",
        )


async def ensure_reachable(engine: AsyncEngine) -> DatabaseState:
    """Return the state of the database, or exit and print the address that was tried."""
    state = await check_database(engine)
    if not state.is_reachable:
        _exit(
            EXIT_NO_DATABASE,
            f"No database at {address_of(engine)} (DATABASE_URL): {state.problem}\n"
            "Start PostgreSQL 15 or newer there, or correct DATABASE_URL.",
        )
    return state


def address_of(engine: AsyncEngine) -> str:
    """Return the address of the database without the password."""
    return engine.url.difference_update_query(["password"]).render_as_string()


def _exit(code: int, text: str) -> NoReturn:
    print(text, file=sys.stderr)  # noqa: T201 - output for the user, not for the log
    sys.exit(code)
