"""The commands around the bot: migrating, alembic's own, the sample."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import create_async_engine

from app.startup import EXIT_BAD_SETTINGS, EXIT_NO_DATABASE
from infra.db import tables
from infra.db.migrating import check_database, expected_level
from tests.app.program import run_program
from tests.support.database import DatabaseFactory
from tests.support.processes import ROOT

pytestmark = pytest.mark.servers

ALEMBIC = ("-c", str(ROOT / "alembic.ini"))


def plain(url: str) -> str:
    """Return the address as people write it, without the driver."""
    return url.replace("+asyncpg", "")


async def level_of(url: str) -> str | None:
    engine = create_async_engine(url)
    state = await check_database(engine)
    await engine.dispose()
    return state.level


async def test_migrating_brings_a_database_up_to_date_and_then_changes_nothing(
    empty_database_url: str, tmp_path: Path
) -> None:
    environment = {"DATABASE_URL": plain(empty_database_url)}
    for _ in range(2):
        code, _, err = run_program("app.migrate", folder=tmp_path, environment=environment)
        assert (code, "Traceback" in err) == (0, False)
        assert await level_of(empty_database_url) == expected_level()


async def test_alembics_own_commands_take_the_same_settings(
    empty_database_url: str, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(f"DATABASE_URL={plain(empty_database_url)}\n")

    code, _, err = run_program(
        "alembic", *ALEMBIC, "upgrade", "head", folder=tmp_path, environment={}
    )

    assert code == 0, err
    assert await level_of(empty_database_url) == expected_level()


@pytest.mark.parametrize(
    ("module", "arguments"),
    [
        ("app.migrate", ()),
        ("app.seed", ("--sample",)),
        ("alembic", (*ALEMBIC, "upgrade", "head")),
    ],
)
def test_without_an_address_of_the_database_nothing_is_begun(
    module: str, arguments: tuple[str, ...], tmp_path: Path
) -> None:
    code, out, err = run_program(module, *arguments, folder=tmp_path, environment={})
    assert code == EXIT_BAD_SETTINGS
    assert "DATABASE_URL is missing" in err
    assert "BOT_TOKEN" not in err
    assert "Traceback" not in out + err


@pytest.mark.parametrize(
    ("module", "arguments"), [("app.migrate", ()), ("app.seed", ("--sample",))]
)
def test_a_database_that_does_not_answer_is_named(
    module: str, arguments: tuple[str, ...], tmp_path: Path
) -> None:
    environment = {"DATABASE_URL": "postgresql://u:hushhush@127.0.0.1:1/bookline"}
    code, out, err = run_program(module, *arguments, folder=tmp_path, environment=environment)
    assert code == EXIT_NO_DATABASE
    assert "127.0.0.1:1/bookline" in err
    assert "Traceback" not in out + err
    assert "hushhush" not in out + err


def test_the_sample_is_not_written_before_the_tables_are_there(
    empty_database_url: str, tmp_path: Path
) -> None:
    environment = {"DATABASE_URL": plain(empty_database_url)}
    code, _, err = run_program("app.seed", "--sample", folder=tmp_path, environment=environment)
    assert code == EXIT_NO_DATABASE
    assert "make migrate" in err


async def test_the_sample_is_written_once(
    database_url: str, database: DatabaseFactory, tmp_path: Path
) -> None:
    environment = {"DATABASE_URL": plain(database_url), "BUSINESS_TZ": "Asia/Tokyo"}
    visits = select(func.count()).select_from(tables.bookings)

    code, _, err = run_program("app.seed", "--sample", folder=tmp_path, environment=environment)
    assert (code, err) == (0, "")
    assert await database.value(select(tables.locations.c.timezone)) == "Asia/Tokyo"
    written = await database.value(visits)
    assert written > 100

    code, _, err = run_program("app.seed", "--sample", folder=tmp_path, environment=environment)
    assert code == 1
    assert "holds a business already" in err
    assert "Traceback" not in err
    assert await database.value(visits) == written


async def test_a_business_is_not_mixed_with_the_sample(
    database_url: str, database: DatabaseFactory, tmp_path: Path
) -> None:
    await database.open_location(name="My own")
    environment = {"DATABASE_URL": plain(database_url)}

    code, _, err = run_program("app.seed", "--sample", folder=tmp_path, environment=environment)

    assert code == 1
    assert "holds a business already" in err
    names = await database.rows(select(tables.locations.c.name))
    assert [name for (name,) in names] == ["My own"]
