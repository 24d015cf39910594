"""Processes of the program, with their environment and log."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path

from demo.timeouts import scaled

ROOT = Path(__file__).parents[1]
LOGS = Path("build")
START_TIMEOUT_S = scaled(180)
STOP_TIMEOUT_S = scaled(30)
POLL_S = 0.05


def own_log(name: str) -> Path:
    """Return the log path of this run; parallel runs have different ones."""
    return LOGS / f"{name}-{os.getpid()}.log"


def print_at_once() -> None:
    """Flush each printed line at once, even into a file or a pipe."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)


def child_command(module: str, *arguments: str) -> Sequence[str]:
    """Return a command for a module that ends when its standard input does."""
    return (sys.executable, "-m", "demo.child", module, *arguments)


class ProcessFailedError(RuntimeError):
    """A process of the program ended early or did not start; the message is its log."""


@dataclass(frozen=True, slots=True)
class Processes:
    """Starts parts of the program in one environment; all write to one log."""

    environment: Mapping[str, str]
    log_path: Path

    async def run(self, module: str, *arguments: str) -> None:
        """Run a module to its end.

        Raises:
            ProcessFailedError: the exit code is not 0.
        """
        process = await self._start(module, *arguments)
        if await process.wait() != 0:
            raise self._failure()

    @asynccontextmanager
    async def running(self, ready_words: Mapping[str, str]) -> AsyncIterator[None]:
        """Run modules until the end of the block; each is ready when its word is in the log.

        Raises:
            ProcessFailedError: one ended, or was not ready within `START_TIMEOUT_S`.
        """
        async with AsyncExitStack() as stack:
            started = {}
            for module, word in ready_words.items():
                started[word] = await self._start(module)
                stack.push_async_callback(stop, started[word])
            for word, process in started.items():
                await self._wait_for(word, process)
            yield

    async def _start(self, module: str, *arguments: str) -> asyncio.subprocess.Process:
        with self.log_path.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *child_command(module, *arguments),
                env={**os.environ, **self.environment},
                cwd=ROOT,
                stdin=asyncio.subprocess.PIPE,  # closes when the demo ends, for any reason
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C reaches only the demo, which ends in order
            )

    async def _wait_for(self, word: str, process: asyncio.subprocess.Process) -> None:
        try:
            async with asyncio.timeout(START_TIMEOUT_S):
                while word not in self._log():
                    if process.returncode is not None:
                        raise self._failure()
                    await asyncio.sleep(POLL_S)
        except TimeoutError as error:
            raise self._failure() from error

    def _failure(self) -> ProcessFailedError:
        return ProcessFailedError(self._log()[-3000:])

    def _log(self) -> str:
        return self.log_path.read_text(errors="replace")


async def stop(process: asyncio.subprocess.Process) -> None:
    """Ask a process to stop, and kill it if it does not."""
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOP_TIMEOUT_S)
    except TimeoutError:
        process.kill()
        await process.wait()
