"""What a process says, and with which code it ends, when it cannot begin."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from app.startup import (
    EXIT_BAD_SETTINGS,
    EXIT_NO_DATABASE,
    EXIT_NO_TELEGRAM,
    address_of,
    ensure_database,
)
from demo.embedded import EmbeddedPostgres
from demo.simulator import Simulator
from infra.db.migrating import expected_level, migrate
from infra.db.session import create_engine
from tests.app.conftest import TOKEN
from tests.app.program import run_program


def test_wrong_settings_end_the_bot_with_all_that_is_wrong(tmp_path: Path) -> None:
    code, out, err = run_program(
        "app.bot", folder=tmp_path, environment={"BOT_TOKEN": "hushhush", "HTTP_PORT": "0"}
    )
    assert code == EXIT_BAD_SETTINGS
    assert "BOT_TOKEN is not a bot token" in err
    assert "HTTP_PORT Input should be greater than or equal to 1" in err
    assert "DATABASE_URL is missing" in err
    assert "Traceback" not in err
    assert "hushhush" not in out + err


@pytest.mark.servers
def test_a_database_that_does_not_answer_ends_the_bot_with_its_address(tmp_path: Path) -> None:
    url = "postgresql://bookline:hushhush@127.0.0.1:1/bookline"
    code, out, err = run_program(
        "app.bot", folder=tmp_path, environment={"BOT_TOKEN": TOKEN, "DATABASE_URL": url}
    )
    assert code == EXIT_NO_DATABASE
    assert "127.0.0.1:1/bookline" in err
    assert "Start PostgreSQL" in err
    assert "Traceback" not in err
    assert "hushhush" not in out + err


async def _refusal(url: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what is said of a database that will not do."""
    engine = create_engine(url)
    with pytest.raises(SystemExit) as ended:
        await ensure_database(engine)
    await engine.dispose()
    assert ended.value.code == EXIT_NO_DATABASE
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("u:hushhush@127.0.0.1:1/bookline", "127.0.0.1:1/bookline"),
        ("u:hushhush@no-such-host.invalid/bookline", "no-such-host.invalid/bookline"),
        ("u:hushhush@/bookline?host=/no/such/folder", "host=%2Fno%2Fsuch%2Ffolder"),
        ("/bookline?host=127.0.0.1:1&user=u&password=hushhush", "host=127.0.0.1%3A1"),
    ],
)
async def test_the_address_is_shown_without_the_password(
    capsys: pytest.CaptureFixture[str], address: str, shown: str
) -> None:
    said = await _refusal(f"postgresql+asyncpg://{address}", capsys)
    assert shown in said
    assert "hushhush" not in said


async def test_a_database_that_is_not_there_is_named(
    postgres: EmbeddedPostgres, capsys: pytest.CaptureFixture[str]
) -> None:
    said = await _refusal(postgres.url("no_such_database"), capsys)
    assert "no_such_database" in said


async def test_a_database_without_tables_is_to_be_migrated(
    empty_database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = await _refusal(empty_database_url, capsys)
    assert "at level none" in said
    assert f"needs {expected_level()}" in said
    assert "make migrate" in said


async def test_a_database_of_another_version_is_to_be_migrated(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = create_engine(database_url)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    await engine.dispose()
    assert "at level 0000" in await _refusal(database_url, capsys)


async def test_a_migrated_database_will_do(empty_database_url: str) -> None:
    await migrate(empty_database_url)
    engine = create_engine(empty_database_url)
    await ensure_database(engine)
    await engine.dispose()


def test_an_address_keeps_everything_but_the_password() -> None:
    engine = create_engine("postgresql+asyncpg://u:hushhush@h:5433/d?host=/run&password=hushhush")
    assert address_of(engine) == "postgresql+asyncpg://u:***@h:5433/d?host=%2Frun"


async def test_a_token_that_telegram_does_not_know_ends_the_bot_in_words(
    tmp_path: Path, database_url: str
) -> None:
    async with Simulator() as simulator:
        environment = {
            "BOT_TOKEN": TOKEN,
            "DATABASE_URL": database_url,
            "BOT_API_BASE": simulator.base_url,
        }
        code, out, err = await asyncio.to_thread(
            run_program, "app.bot", folder=tmp_path, environment=environment
        )
    assert code == EXIT_NO_TELEGRAM
    assert "BOT_TOKEN" in err
    assert TOKEN not in out + err
