"""Programs that a test starts: none outlives the test, or the run that it belongs to.

To import aiogram takes seconds. So a program is forked from a process that has imported everything,
and runs as `python -m` would run it: with its own arguments, environment, folder and output.
"""

import asyncio
import multiprocessing
import os
import runpy
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from demo.child import end_after

ROOT = Path(__file__).parents[2]
LOOK_EVERY_S = 0.01

SETTINGS = (
    "BOT_TOKEN",
    "BOT_API_BASE",
    "BOT_MODE",
    "WEBHOOK_URL",
    "WEBHOOK_SECRET",
    "HTTP_HOST",
    "HTTP_PORT",
    "UPDATES_PER_MINUTE",
    "DATABASE_URL",
    "REDIS_URL",
    "ADMIN_IDS",
    "ADMIN_CHAT_ID",
    "BUSINESS_TZ",
    "PAYMENT_PROVIDER",
    "PAYMENT_PROVIDER_TOKEN",
    "DEFAULT_LANGUAGE",
    "LOG_FORMAT",
    "CLOCK_FILE",
)
"""What the programs read from the environment; each has what its test gives it, and no more."""

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["tests.support.preloaded"])


@dataclass(frozen=True, slots=True)
class Program:
    """A running module; it ends when this run of the tests does, however that ends."""

    _process: ForkServerProcess

    @property
    def pid(self) -> int:
        """Return the id of the process."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """Return how it ended, `None` while it runs; less than 0 for the signal that ended it."""
        return self._process.exitcode

    @property
    def is_running(self) -> bool:
        """Return whether it has not ended yet."""
        return self.exit_code is None

    def terminate(self) -> None:
        """Send SIGTERM."""
        self._process.terminate()

    async def wait(self) -> int:
        """Return the exit code, when it has ended."""
        while (code := self.exit_code) is None:  # noqa: ASYNC110 - nothing tells when it has ended
            await asyncio.sleep(LOOK_EVERY_S)
        return code

    async def kill(self) -> None:
        """Send SIGKILL, and return when the process is gone."""
        self._process.kill()
        await self.wait()

    def wait_here(self, timeout_s: float) -> int:
        """Return the exit code, while nothing else goes on in this thread.

        Raises:
            TimeoutError: it did not end in time; then it is killed.
        """
        self._process.join(timeout_s)
        if self.exit_code is None:
            self._process.kill()
            self._process.join()
            raise TimeoutError
        return self.exit_code


def start_program(
    module: str,
    *arguments: str,
    environment: Mapping[str, str],
    folder: Path = ROOT,
    out: Path | None = None,
    err: Path | None = None,
) -> Program:
    """Start a module; what it writes is added to `out` and `err`, or shown by pytest."""
    words = (module, *arguments)
    process = _forks.Process(
        target=_run, args=(words, dict(environment), folder, out, err), daemon=True
    )
    process.start()
    return Program(process)


@asynccontextmanager
async def running_program(
    module: str,
    *arguments: str,
    environment: Mapping[str, str],
    out: Path | None = None,
    err: Path | None = None,
) -> AsyncIterator[Program]:
    """Run a module in the project's folder, at most to the end of the block."""
    program = start_program(module, *arguments, environment=environment, out=out, err=err)
    try:
        yield program
    finally:
        await program.kill()


def free_port() -> int:
    """Return a port of loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(
    words: tuple[str, ...],
    environment: dict[str, str],
    folder: Path,
    out: Path | None,
    err: Path | None,
) -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    end_after(parent.join)
    for number, path in ((1, out), (2, err)):
        if path is not None:
            os.dup2(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600), number)
    os.chdir(folder)
    for name in SETTINGS:
        os.environ.pop(name, None)
    os.environ.update(environment)
    sys.argv = list(words)
    sys.modules.pop(words[0], None)
    runpy.run_module(words[0], run_name="__main__", alter_sys=True)
