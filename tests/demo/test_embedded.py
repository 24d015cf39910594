"""The servers from wheels: usable, alone, and gone without a trace."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from demo.embedded import embedded_postgres
from demo.guarded import ServerStartError
from tests.support.waiting import TIMEOUT_S

pytestmark = pytest.mark.servers

PROGRAM = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # else a shell's may be off
from demo.embedded import embedded_postgres, embedded_redis
with embedded_postgres() as postgres, embedded_redis() as redis_url:
    print(postgres.socket_dir)
    print(redis_url.removeprefix("unix://").removesuffix("/redis.sock"), flush=True)
    input()
"""


@pytest.fixture
def program() -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-c", PROGRAM]
    with subprocess.Popen(  # noqa: S603 - the text above
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        yield process
        process.kill()


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_when_the_program_ends(
    program: "subprocess.Popen[str]", end: signal.Signals
) -> None:
    assert program.stdout is not None
    postgres, redis = (
        Path(program.stdout.readline().strip()),
        Path(program.stdout.readline().strip()),
    )
    pid = int((postgres / "data" / "postmaster.pid").read_text().split()[0])
    assert is_running(pid)
    assert (redis / "redis.sock").is_socket()

    program.send_signal(end)
    program.wait()

    deadline = time.monotonic() + TIMEOUT_S  # the guardian works on after the program
    while (postgres.exists() or redis.exists()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not postgres.exists()
    assert not redis.exists()
    assert not is_running(pid)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that the server's user, too, can enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_a_folder_with_other_things_in_it_is_refused_in_words(open_folder: Path) -> None:
    (open_folder / "holiday.png").touch()

    with (
        pytest.raises(ServerStartError, match="not empty"),
        embedded_postgres(open_folder),
    ):
        pass


async def test_data_in_a_given_folder_outlive_the_server(open_folder: Path) -> None:
    with embedded_postgres(open_folder / "data") as postgres:
        connection = await asyncpg.connect(postgres.url().replace("+asyncpg", ""))
        await connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
        await connection.close()

    with embedded_postgres(open_folder / "data") as postgres:
        connection = await asyncpg.connect(postgres.url().replace("+asyncpg", ""))
        assert await connection.fetchval("SELECT one FROM kept") == 1
        await connection.close()
