"""A test that is ended by its time limit, and a run that is killed, leave nothing running."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from demo.processes import stop
from tests.support.processes import ROOT
from tests.support.waiting import wait_until

pytestmark = pytest.mark.servers

SLOW_TEST = """
import asyncio
from pathlib import Path

import pytest

from tests.support.processes import running_program


@pytest.mark.timeout({limit_s})
async def test_that_hangs():
    async with running_program("http.server", "0", "--bind", "127.0.0.1", environment={{}}) as one:
        Path("pid").write_text(str(one.pid))
        await asyncio.Event().wait()
"""


async def run(folder: Path, limit_s: float) -> asyncio.subprocess.Process:
    """Run a test that hangs, in a process of its own."""
    (folder / "test_slow.py").write_text(SLOW_TEST.format(limit_s=limit_s))
    command = ("-m", "pytest", "-q", "-p", "tests.conftest", "-p", "no:cacheprovider", "-c")
    return await asyncio.create_subprocess_exec(
        *(sys.executable, *command, str(ROOT / "pyproject.toml"), "--rootdir", str(folder)),
        str(folder / "test_slow.py"),
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "TIMEOUT_SCALE": os.environ.get("TIMEOUT_SCALE", "1")},
        stdout=PIPE,
    )


def is_running(folder: Path) -> bool:
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(int((folder / "pid").read_text()))
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    return False


async def test_a_test_that_takes_too_long_ends_what_it_started(tmp_path: Path) -> None:
    pytest_run = await run(tmp_path, limit_s=2)
    try:
        output, _ = await pytest_run.communicate()
    finally:
        await stop(pytest_run)

    assert b"TimeoutError" in output
    assert pytest_run.returncode == pytest.ExitCode.TESTS_FAILED
    assert not is_running(tmp_path)


async def test_a_run_that_is_killed_takes_its_programs_with_it(tmp_path: Path) -> None:
    pytest_run = await run(tmp_path, limit_s=300)
    try:
        await wait_until(lambda: (tmp_path / "pid").exists() and is_running(tmp_path))
        pytest_run.kill()
        await wait_until(lambda: not is_running(tmp_path))
    finally:
        await stop(pytest_run)
